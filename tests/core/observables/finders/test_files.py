import pytest

from triage_warden.core.observables.find import find
from triage_warden.core.observables.model import ObservableType


def _written(text: str, kind: ObservableType) -> list[str]:
    return [text[each.start : each.end] for each in find(text) if each.observable.type is kind]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (r"ran C:\Windows\System32\cmd.exe, then", r"C:\Windows\System32\cmd.exe"),
        (r"C:\Program Files\Some App\run me.exe /s", r"C:\Program Files\Some App\run me.exe"),
        (r"C:\Windows\a.exe and b.txt", r"C:\Windows\a.exe"),
        (r'"C:\\Users\\alice\\a.ps1"', r"C:\\Users\\alice\\a.ps1"),
        (r"\\fs01\share\x.dll.", r"\\fs01\share\x.dll"),
        (r"%APPDATA%\Some\x.exe", r"%APPDATA%\Some\x.exe"),
        (r"C:\Users\<user name>\x.exe", r"C:\Users\<user name>\x.exe"),
        ("C:/Users/alice/x.exe", "C:/Users/alice/x.exe"),
        ("wrote /etc/cron.d/x.", "/etc/cron.d/x"),
        ("~/.ssh/authorized_keys", "~/.ssh/authorized_keys"),
        ("in /Library/Some Folder/x.plist now", "/Library/Some Folder/x.plist"),
        ("'/opt/x/.y'", "/opt/x/.y"),
    ],
)
def test_paths_end_where_the_file_does(text: str, path: str) -> None:
    """Spaces inside folders and before a known extension are of it."""
    assert _written(text, ObservableType.FILE_PATH) == [path]


@pytest.mark.parametrize(
    "text",
    ["and/or", "GET /index.php HTTP/1.1", "a/tmp/b", "/etc", "n/a", r"\n\t", "10/12/2024", "https:/x", r"CORP\alice"],
)
def test_other_slashes_are_no_paths(text: str) -> None:
    """Requests, dates, words."""
    assert _written(text, ObservableType.FILE_PATH) == []


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            r"set HKLM\Software\Microsoft\Windows NT\CurrentVersion\Run.",
            [r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\Run"],
        ),
        (r"HKEY_CURRENT_USER\Software\A HKCU\Software\B", [r"HKEY_CURRENT_USER\Software\A", r"HKCU\Software\B"]),
        (r"<HKCU>\Software\A on the box", [r"<HKCU>\Software\A"]),
        (r"HKU\<SID>\Software\A", [r"HKU\<SID>\Software\A"]),
        (r"HKLM:\Software\A", [r"HKLM:\Software\A"]),
        ("HKLM alone", []),
    ],
)
def test_registry_keys_begin_with_a_hive(text: str, keys: list[str]) -> None:
    """One after the other, with spaces inside."""
    assert _written(text, ObservableType.REGISTRY_KEY) == keys
