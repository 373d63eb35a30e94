import pytest

from triage_warden.core.observables.errors import NotAnObservable
from triage_warden.core.observables.paths import file_name, file_path, is_absolute, last_part, registry_key, unc_host


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("C:\\Windows\\\\System32\\CMD.exe", "c:\\windows\\system32\\cmd.exe"),
        ("C:/Users/A/b.ps1", "c:\\users\\a\\b.ps1"),
        ("\\\\?\\C:\\a", "c:\\a"),
        ("\\\\FS\\Share\\x.exe", "\\\\fs\\share\\x.exe"),
        ("\\\\?\\UNC\\FS\\Share", "\\\\fs\\share"),
        ('"C:\\a b\\c.exe"', "c:\\a b\\c.exe"),
        ("/usr/Bin/X", "/usr/Bin/X"),
        ("%TEMP%\\A.exe", "%temp%\\a.exe"),
    ],
)
def test_windows_paths_lose_case_and_posix_paths_keep_it(written: str, normal: str) -> None:
    """As their systems compare them."""
    assert file_path(written) == normal


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("HKLM\\SOFTWARE\\Microsoft", "HKEY_LOCAL_MACHINE\\software\\microsoft"),
        ("hkcu:\\Software\\A", "HKEY_CURRENT_USER\\software\\a"),
        ("<HKCU>\\Software\\A", "HKEY_CURRENT_USER\\software\\a"),
        ("\\REGISTRY\\MACHINE\\SYSTEM\\A", "HKEY_LOCAL_MACHINE\\system\\a"),
        ("HKEY_USERS\\S-1-5-18\\A\\", "HKEY_USERS\\s-1-5-18\\a"),
        ("HKU", "HKEY_USERS"),
    ],
)
def test_registry_keys_get_their_hive_in_full(written: str, normal: str) -> None:
    """However a product shortens it."""
    assert registry_key(written) == normal


def test_keys_need_a_hive() -> None:
    """HKEY_NOBODY is none."""
    with pytest.raises(NotAnObservable):
        registry_key("HKEY_NOBODY\\Software")


def test_file_names_have_no_folders() -> None:
    """And no case."""
    assert file_name("Invoice.PDF.exe") == "invoice.pdf.exe"
    for wrong in ("a/b", "a\\b", "", "a\0b"):
        with pytest.raises(NotAnObservable):
            file_name(wrong)


def test_parts_of_a_path() -> None:
    """The file's own name and a share's server."""
    assert last_part("c:\\a\\b.exe") == "b.exe"
    assert last_part("/a/b") == "b"
    assert unc_host("\\\\fs\\share\\a") == "fs"
    assert unc_host("c:\\a") is None


@pytest.mark.parametrize(
    ("path", "absolute"),
    [
        ("C:\\a", True),
        ("\\\\fs\\a", True),
        ("/etc", True),
        ("~/a", True),
        ("%A%\\b", True),
        ("a\\b", False),
        ("/", False),
        ("100%", False),
    ],
)
def test_absolute_paths_begin_at_a_root(path: str, *, absolute: bool) -> None:
    """A drive, a share, a variable, the root or home."""
    assert is_absolute(path) is absolute
