"""What a look found."""

from enum import StrEnum

import msgspec


class State(StrEnum):
    """How something is."""

    OK = "ok"
    NOTICE = "notice"
    """It works, and could be better."""
    WRONG = "wrong"


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at: how it is in a line, and what to do where something is to be done."""

    name: str
    state: State
    text: str
    remedy: str | None = None


def fine(name: str, text: str) -> Found:
    """Return that something is in order."""
    return Found(name=name, state=State.OK, text=text)


def notice(name: str, text: str, remedy: str) -> Found:
    """Return that something could be better."""
    return Found(name=name, state=State.NOTICE, text=text, remedy=remedy)


def wrong(name: str, text: str, remedy: str) -> Found:
    """Return that something is wrong."""
    return Found(name=name, state=State.WRONG, text=text, remedy=remedy)
