r"""What a source's own words say an alert is about: the classes of `data/titles.toml`.

The text that is matched is `title | rule name | category`, so that both vendors who title their findings and
sensors that only class them (Suricata's `classification.config`, Defender's categories) are read alike. Words are
RE2: linear in the text; case does not matter; `\b` is a word's edge.
"""

from enum import StrEnum
from importlib.resources import files
from typing import Final

import msgspec


class Stance(StrEnum):
    """What a class says by itself, the most telling first but for `settled`, which goes before all."""

    SETTLED = "settled"
    """Routine whatever else the words are: the sensor's own rule class says that it only informs."""
    HOSTILE = "hostile"
    """Names an attack or a step of one."""
    ODD = "odd"
    """Names something unusual, a failure, or an act that friends and foes share. Yields to hostile."""
    ROUTINE = "routine"
    """Names the daily life of a network. Yields to those above: “suspicious update” is no update."""


class TitleClass(msgspec.Struct, frozen=True, kw_only=True):
    """One class of findings; the fact's kind is `alert.says_<name>`."""

    name: str
    stance: Stance
    names: str
    """Completes “the source names …”."""
    reason: str
    """Why the words mean that."""
    words: tuple[str, ...]

    @property
    def pattern(self) -> str:
        """Return one pattern for all the words."""
        return f"(?:{'|'.join(self.words)})"


class _Table(msgspec.Struct, frozen=True, kw_only=True):
    classes: tuple[TitleClass, ...] = msgspec.field(name="class")


def _read() -> tuple[TitleClass, ...]:
    written = files("triage_warden.core.facts.data").joinpath("titles.toml").read_bytes()
    return msgspec.toml.decode(written, type=_Table).classes


CLASSES: Final = _read()
