import pytest

from triage_warden.core.observables.link_parts import MAX_PARTS, carried
from triage_warden.core.observables.model import ObservableType

_DOMAIN, _EMAIL, _FILE = ObservableType.DOMAIN, ObservableType.EMAIL, ObservableType.FILE_NAME


@pytest.mark.parametrize(
    ("link", "named"),
    [
        ("http://a.example/report/evil.example.com", [(_DOMAIN, "evil.example.com")]),
        ("http://a.example/x?q=example.org&y=1", [(_DOMAIN, "example.org")]),
        ("http://a.example/x?e=alice%40example.org", [(_EMAIL, "alice@example.org")]),
        ("http://a.example/x/#alice@example.org", [(_EMAIL, "alice@example.org")]),
        ("http://a.example/b/invoice.zip", [(_FILE, "invoice.zip")]),
        ("http://a.example/b/setup%20now.exe?x=1", [(_FILE, "setup now.exe")]),
        ("http://a.example/view.pl/x.php", [(_FILE, "x.php")]),
        ("http://a.example/v1.2.3/", []),
        ("http://a.example/System.Net", []),
        ("http://a.example/notexample.invalid-tld", []),
        ("http://example.com", []),
        ("http://a.example/see-example.com-today", []),
    ],
)
def test_whole_parts_of_a_link_name_something(link: str, named: list[tuple[ObservableType, str]]) -> None:
    """Segments and values, not pieces of them; files and code are no domains."""
    assert list(carried(link)) == named


def test_only_so_many_parts_are_looked_at() -> None:
    """A link of a thousand segments is no directory."""
    assert len(list(carried("http://a.example/" + "example.com/" * 1000))) == MAX_PARTS
