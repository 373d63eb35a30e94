import pytest

from triage_warden.core.observables.finders.lookalikes import is_code, is_file


@pytest.mark.parametrize(
    ("name", "certain", "file"),
    [
        ("a.exe", True, True),
        ("a.zip", False, True),
        ("a.zip", True, False),
        ("report.pdf.zip", False, True),
        ("mail.example.zip", False, False),
        ("README.md", False, True),
        ("point.md", False, False),
        ("shop.pl", False, False),
        ("install_me.pl", False, True),
        ("example.com", False, False),
    ],
)
def test_extensions_that_are_top_levels_are_weighed(name: str, *, certain: bool, file: bool) -> None:
    """What was defanged or linked is a domain; well-known stems, capitals and underscores make files."""
    assert is_file(name.lower(), name, certain=certain) is file


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("System.Net", True),
        ("self.id", True),
        ("process.parent.name", True),
        ("dns.chinanews.network", False),
        ("Example.Com", False),
    ],
)
def test_code_shows_in_its_first_and_last_word(name: str, *, code: bool) -> None:
    """Title-case endings, well-known heads, fields of a schema."""
    assert is_code(name) is code
