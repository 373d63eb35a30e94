"""Tests of what comes with the system."""

import pytest

from triage_warden.core.incidents.system_names import account_name, is_system_account, is_system_program


@pytest.mark.parametrize(
    ("name", "is_system"),
    [
        ("powershell.exe", True),
        ("POWERSHELL.EXE", True),
        ("bash", True),
        (r"c:\windows\system32\anything.exe", True),
        (r"D:\Windows\System32\svchost.exe", True),
        (r"\device\harddiskvolume4\windows\system32\cmd.exe", True),
        (r"c:\program files\vendor\tool.exe", True),
        ("/usr/bin/find", True),
        (r"c:\windows\temp\svchost.exe", False),
        (r"c:\users\ana\powershell.exe", False),
        ("/tmp/bash", False),  # noqa: S108  # a name, not a file of ours
        ("invoice.exe", False),
        ("powershell.exe.txt", False),
    ],
)
def test_programs_of_the_system(name: str, *, is_system: bool) -> None:
    """By name alone, or by a folder that only the system writes to; a known name elsewhere is suspect."""
    assert is_system_program(name) is is_system


@pytest.mark.parametrize(
    ("name", "is_system"),
    [
        ("root", True),
        ("Administrator", True),
        (r"NT AUTHORITY\SYSTEM", True),
        (r"EXAMPLE\WS-014$", True),
        ("Network Service", True),
        ("admin@example.com", False),
        (r"EXAMPLE\ana", False),
        ("ana", False),
    ],
)
def test_accounts_of_the_system(name: str, *, is_system: bool) -> None:
    """An account with a domain of mail is somebody's, whatever it is called."""
    assert is_system_account(name) is is_system


@pytest.mark.parametrize(
    ("name", "plain"),
    [(r"EXAMPLE\Ana", "ana"), ("ana@example.com", "ana"), ("ana", "ana"), ("aad:1", None), ("sid:s-1-5-21-1", None)],
)
def test_the_name_without_its_domain(name: str, plain: str | None) -> None:
    """A directory's own ids are no names."""
    assert account_name(name) == plain
