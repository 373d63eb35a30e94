"""The pages one can go to from anywhere; only those that exist."""

from typing import Final

import msgspec


class Entry(msgspec.Struct, frozen=True):
    """A line of the navigation."""

    name: str
    title: str
    path: str


ENTRIES: Final = (
    Entry("incidents", "Incidents", "/incidents"),
    Entry("audit", "Audit", "/audit"),
    Entry("docs", "API", "/docs"),
)
