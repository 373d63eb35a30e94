"""The deployment guides: the customer's, with its notes, and ours. Everything in them has its check."""

from collections import Counter
from enum import StrEnum
from typing import Final

import pytest

from kit.deploy.corrections import BLOCKS, COMMANDS, NOT_HERE, OPTIONS
from kit.deploy.guide import CUSTOMERS, OURS, Item, Kind, guide, items_of
from kit.deploy.guide_checks import check_of

pytestmark = pytest.mark.deploy


class Verdict(StrEnum):
    """How something in a guide is to be taken."""

    AS_PRINTED = "as printed"
    CORRECTED = "as corrected by a note"
    NOT_HERE = "cannot be run here"


def verdict_of(item: Item) -> Verdict:
    """Return how an item is to be taken."""
    if any(item.text.startswith(begin) for begin in NOT_HERE):
        return Verdict.NOT_HERE
    if item.text in COMMANDS or item.text in OPTIONS:
        return Verdict.CORRECTED
    name = file_of(item)
    return Verdict.CORRECTED if name is not None and BLOCKS.get(name) else Verdict.AS_PRINTED


def file_of(item: Item) -> str | None:
    """Return the name of the manifest that a block is, as its first line says."""
    begin = item.text.partition("\n")[0]
    return begin.removeprefix("# ") if item.kind is Kind.BLOCK and begin.removeprefix("# ") in BLOCKS else None


EVERYTHING: Final = {Kind.COMMAND: 57, Kind.BLOCK: 17, Kind.OPTION: 8, Kind.FIGURE: 1}


def test_everything_in_the_customers_guide_has_its_check(capsys: pytest.CaptureFixture[str]) -> None:
    """What is added to the guide and not to the checks fails here; the counts are what an auditor asks for."""
    items = items_of(guide(CUSTOMERS))
    assert [str(item) for item in items if check_of(item) is None] == []
    assert Counter(item.kind for item in items) == EVERYTHING
    verdicts = Counter(verdict_of(item) for item in items)
    with capsys.disabled():
        print(f"\nguide: {len(items)} items checked: " + ", ".join(f"{n} {v}" for v, n in sorted(verdicts.items())))  # noqa: T201  # asked for
    assert verdicts == {Verdict.AS_PRINTED: 63, Verdict.CORRECTED: 16, Verdict.NOT_HERE: 4}


def test_every_correction_is_of_something_that_is_printed() -> None:
    """One that is not needed any more goes."""
    printed = {item.text for item in items_of(guide(CUSTOMERS))}
    assert COMMANDS.keys() | OPTIONS.keys() <= printed
    assert all(any(text.startswith(begin) for text in printed) for begin in NOT_HERE)
    assert {file_of(item) for item in items_of(guide(CUSTOMERS))} - {None} == BLOCKS.keys()


def test_everything_in_our_guide_has_its_check_and_needs_no_note(capsys: pytest.CaptureFixture[str]) -> None:
    """Ours is the corrected one."""
    items = items_of(guide(OURS))
    assert [str(item) for item in items if check_of(item) is None] == []
    assert [str(item) for item in items if verdict_of(item) is Verdict.CORRECTED and file_of(item) is None] == []
    with capsys.disabled():
        print(f"\nour guide: {len(items)} items checked")  # noqa: T201  # asked for
    assert len(items) > 70
