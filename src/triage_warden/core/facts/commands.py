r"""What command lines say about who typed them: the tells of `data/commands.toml`.

Each is one way of working that intruders use and that administrators, as far as they use it at all, use rarely or
otherwise; the technique ids are ATT&CK's own for it. Patterns are RE2, so they take time linear in the line,
whatever the line; case does not matter. What each is worth stands in `core/assessment/weights/commands.py`.
"""

from importlib.resources import files
from typing import Final

import msgspec


class CommandTell(msgspec.Struct, frozen=True, kw_only=True):
    """One tell; the fact's kind is `command.<name>`."""

    name: str
    shows: str
    """Completes “the command line shows …”."""
    techniques: tuple[str, ...]
    reason: str
    """Why it tells."""
    patterns: tuple[str, ...]

    @property
    def pattern(self) -> str:
        """Return one pattern for all of them."""
        return f"(?:{'|'.join(self.patterns)})"


class _Table(msgspec.Struct, frozen=True, kw_only=True):
    tells: tuple[CommandTell, ...] = msgspec.field(name="tell")


def _read() -> tuple[CommandTell, ...]:
    written = files("triage_warden.core.facts.data").joinpath("commands.toml").read_bytes()
    return msgspec.toml.decode(written, type=_Table).tells


COMMANDS: Final = _read()
