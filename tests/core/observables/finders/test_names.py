import pytest

from triage_warden.core.observables.find import find
from triage_warden.core.observables.model import ObservableType


def _found(text: str) -> list[tuple[ObservableType, str]]:
    return [(each.observable.type, each.observable.value) for each in find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("see evil.example.com.", ObservableType.DOMAIN, "evil.example.com"),
        ("*.example.com", ObservableType.DOMAIN, "example.com"),
        ("bücher.example.com", ObservableType.DOMAIN, "xn--bcher-kva.example.com"),
        ("%2Fevil.example.com", ObservableType.DOMAIN, "evil.example.com"),
        ("evil.example.com:8080", ObservableType.DOMAIN, "evil.example.com"),
        ("evil.example.com:8080/a", ObservableType.URL, "http://evil.example.com:8080/a"),
        ("evil.example.com/a/b.php)", ObservableType.URL, "http://evil.example.com/a/b.php"),
        ("invoice[.]zip", ObservableType.DOMAIN, "invoice.zip"),
        ("invoice.zip", ObservableType.FILE_NAME, "invoice.zip"),
        ("kernel32.dll", ObservableType.FILE_NAME, "kernel32.dll"),
        ("Explorer.EXE", ObservableType.FILE_NAME, "explorer.exe"),
        ("archive.tar.gz", ObservableType.FILE_NAME, "archive.tar.gz"),
        ("setup.py", ObservableType.FILE_NAME, "setup.py"),
        ("loot.7z", ObservableType.FILE_NAME, "loot.7z"),
        ("dc1.corp.local", ObservableType.HOSTNAME, "dc1.corp.local"),
        (
            "d41d8cd98f00b204e9800998ecf8427e.example.com",
            ObservableType.DOMAIN,
            "d41d8cd98f00b204e9800998ecf8427e.example.com",
        ),
    ],
)
def test_dotted_names_are_told_apart(text: str, kind: ObservableType, value: str) -> None:
    """Domains, links without a scheme, files, internal hosts."""
    assert _found(text) == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "os.path",
        "System.Net",
        "host.name",
        "user.id",
        "document.location.host",
        "this.name",
        "foo.call(x)",
        "co.uk",
        "e.g. this",
        "v1.2.3",
        "3.14",
        "10:00:00.123Z",
        "done.In the",
        "a.nosuchtld",
        "..",
        "$obj.info",
    ],
)
def test_code_fields_and_numbers_are_no_domains(text: str) -> None:
    """Nor are registries' suffixes."""
    assert _found(text) == []
