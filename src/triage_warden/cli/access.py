"""What a command needs: each declares it beside its name, and a test runs every command as every role.

The server decides, by what its routes declare; a command's declaration says beforehand what that will come to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

from triage_warden.core.identity.permissions import Permission

Command = TypeVar("Command", bound=Callable[..., None])
_KEY: Final = "needs"


@dataclass(frozen=True, slots=True)
class Needs:
    """It asks a server for routes that need these; which of them, its options may say."""

    permissions: frozenset[Permission]


@dataclass(frozen=True, slots=True)
class Here:
    """It asks no server: whoever can run it on this machine may; `what` says what they must be able to reach."""

    what: str


Declared: TypeAlias = Needs | Here


def needs(*permissions: Permission) -> Callable[[Command], Command]:
    """Declare that a command asks a server for what needs these permissions."""
    return _declaring(Needs(frozenset(permissions)))


def works_here(what: str) -> Callable[[Command], Command]:
    """Declare that a command asks no server, and what it works on."""
    return _declaring(Here(what))


def declared_by(command: object) -> Declared | None:
    """Return what a command's function declares; None where it declares nothing."""
    found = getattr(command, "__dict__", {}).get(_KEY)
    return found if isinstance(found, Needs | Here) else None


def _declaring(declared: Declared) -> Callable[[Command], Command]:
    def declare(command: Command) -> Command:
        vars(command)[_KEY] = declared
        return command

    return declare
