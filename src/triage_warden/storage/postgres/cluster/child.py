"""Programs of the server as our direct children, that die when we die."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO

from triage_warden.storage.postgres.cluster.owner import Owner

_PR_SET_PDEATHSIG = 1  # prctl(2), linux/prctl.h
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
"""Nothing of ours: PGDATA, PGPORT and the like would talk the server into something else, and it needs no secrets."""


@dataclass(frozen=True, slots=True)
class Launch:
    """How a program is started: under whom, with which inherited lock, writing where."""

    owner: Owner
    lock: int
    output: IO[bytes] | int = subprocess.PIPE


def launch(command: Sequence[str], how: Launch) -> subprocess.Popen[bytes]:
    """Start the program in a session of its own, so that Ctrl-C reaches us first and we stop it in order.

    Call it from a thread that lives as long as the child should: the parent-death signal follows the *thread*
    that forked (prctl(2), PR_SET_PDEATHSIG).
    """
    return subprocess.Popen(  # noqa: S603  # the command is the server's own program with our own settings
        command,
        stdin=subprocess.DEVNULL,
        stdout=how.output,
        stderr=subprocess.STDOUT,
        cwd="/",
        env=_ENVIRONMENT,
        pass_fds=(how.lock,),
        start_new_session=True,
        preexec_fn=_before_exec(how.owner, os.getpid()),  # noqa: PLW1509  # forked from the main thread; calls libc only
    )


def _before_exec(owner: Owner, parent: int) -> Callable[[], None]:
    die_with_parent = _parent_death_signal()

    def prepare() -> None:
        owner.become()  # first: changing the user clears the parent-death signal
        die_with_parent()
        if os.getppid() != parent:  # we died between fork and prctl: no signal will come
            os._exit(1)

    return prepare


def _parent_death_signal() -> Callable[[], None]:
    """Return what asks the kernel for SIGINT, the server's fast shutdown, at our death; loaded before the fork.

    Elsewhere than on Linux there is no such thing; there the next start ends a server that was left behind.
    """
    if sys.platform != "linux":
        return lambda: None
    libc = ctypes.CDLL(None, use_errno=True)
    return lambda: libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGINT))
