"""Programs, accounts and folders that come with the system: seen everywhere, so that sharing them says nothing."""

import re
from typing import Final

_PROGRAMS: Final = frozenset(
    """
    arp at attrib bitsadmin bash cat certutil chmod chrome cmd conhost control cscript csrss curl dash dllhost
    dwm excel explorer find findstr firefox ftp iexplore ipconfig java javaw jusched ld less ls lsass mmc more
    msaccess msbuild msedge msedgewebview2 mshta msiexec mspaint msmpeng mssense net net1 netsh netstat node
    notepad nltest nslookup odbcconf onedrive onenote outlook perl php ping powerpnt powershell powershell_ise
    ps psexec pwsh python python3 quser reg regasm regedit regsvcs regsvr32 robocopy route rpcping ruby
    rundll32 runtimebroker sc schtasks searchindexer services sh smss spoolsv ssh sshd sudo su svchost system
    systemd systeminfo tar taskhostw tasklist taskkill taskmgr tcpdump teams telnet timeout userinit vbc
    vssadmin w3wp wbadmin wevtutil wget where whoami wininit winlogon winword wmic wmiprvse wordpad wscript
    wsmprovhost wt xcopy zsh openconsole windowsterminal
    """.split(),  # noqa: SIM905  # a list of a hundred words is read as words
)
"""System programs, shells, interpreters, browsers and office programs. An attacker uses them too, but on every host."""

_FOLDERS: Final = (
    "c:\\windows\\",
    "c:\\program files\\",
    "c:\\program files (x86)\\",
    "c:\\programdata\\microsoft\\",
    "/bin/",
    "/sbin/",
    "/usr/bin/",
    "/usr/sbin/",
    "/usr/lib/",
    "/lib/",
    "/system/",
    "/applications/",
)
_DEVICE: Final = re.compile(r"^(?:\\\\[?.])?\\device\\harddiskvolume\d+|^[a-z]:|^%systemdrive%")
"""How a drive is written, by letter or by device."""
_WRITABLE: Final = ("c:\\windows\\temp\\", "c:\\windows\\tasks\\", "c:\\windows\\system32\\tasks\\")
"""System folders that anybody may write to, which is why attackers do."""

_ACCOUNTS: Final = frozenset(
    """
    admin administrator anonymous apache backup bin daemon defaultaccount ftp guest krbtgt local_service
    localservice localsystem mail mysql network_service networkservice nobody nginx operator postgres root
    service sshd sys system systemd-network systemd-resolve test trustedinstaller unknown user
    wdagutilityaccount www www-data
    """.split(),  # noqa: SIM905  # a list of a hundred words is read as words
)
_ACCOUNT_PREFIXES: Final = (
    "dwm-",
    "umfd-",
    "font driver host",
    "nt authority",
    "nt service",
    "window manager",
    "iis apppool",
)


def is_system_program(name: str) -> bool:
    """Whether a file or process name, with or without folders, is of the system rather than brought along."""
    lower = _DEVICE.sub("c:", name.lower())
    if lower.startswith(_WRITABLE):
        return False
    if lower.startswith(_FOLDERS):
        return True
    last = lower.replace("\\", "/").rpartition("/")[2]
    return last.removesuffix(".exe").removesuffix(".dll") in _PROGRAMS and last == lower


def is_system_account(name: str) -> bool:
    """Whether every machine has an account of this name, or it is a machine's own (`WS-014$`)."""
    lower = name.lower()
    if lower.startswith(_ACCOUNT_PREFIXES) or lower.endswith("$"):
        return True
    bare = lower.rpartition("\\")[2]
    return bare.replace(" ", "_") in _ACCOUNTS and "@" not in lower


def account_name(name: str) -> str | None:
    r"""Return the name without its domain, of `DOMAIN\name` and `name@domain`; None for a directory's own ids."""
    lower = name.lower()
    if lower.startswith(("aad:", "sid:")):
        return None
    return lower.rpartition("\\")[2].partition("@")[0]
