import platform
import subprocess
import sys


def test_glibc_takes_every_option_and_others_are_left_alone() -> None:
    """In a process of its own: the options hold until it ends."""
    code = "from triage_warden.wiring.allocator import give_back_memory as give; print(give())"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == str(platform.libc_ver()[0] == "glibc")
