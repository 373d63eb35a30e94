"""Tests of judging the database's server and our account there."""

from datetime import timedelta

import msgspec
import pytest

from kit.alerts import NOON
from triage_warden.storage.postgres.queries.server_facts import ServerFacts
from triage_warden.storage.postgres.revision import SchemaState
from triage_warden.wiring.checkup.finding import State
from triage_warden.wiring.checkup.server import judge_account, judge_clocks, judge_schema, judge_server

GOOD = ServerFacts(
    version=170004,
    version_text="17.4",
    encoding="UTF8",
    standby=False,
    account="warden",
    superuser=False,
    bypasses=False,
    owns=False,
    changes_record=False,
    now=NOON,
)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, State.OK),
        ({"version": 130012}, State.WRONG),
        ({"version": 190000}, State.NOTICE),
        ({"encoding": "LATIN1"}, State.WRONG),
        ({"standby": True}, State.WRONG),
    ],
)
def test_the_server_is_judged(changes: dict[str, object], state: State) -> None:
    """Whatever is not in order comes with a remedy."""
    found = judge_server(msgspec.structs.replace(GOOD, **changes), 1.5)
    assert found.state is state
    assert (found.remedy is None) == (state is State.OK)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, State.OK),
        ({"superuser": True}, State.NOTICE),
        ({"bypasses": True}, State.NOTICE),
        ({"owns": True}, State.NOTICE),
        ({"owns": True, "changes_record": True}, State.WRONG),
    ],
)
def test_the_account_is_judged(changes: dict[str, object], state: State) -> None:
    """The fewer rights the better; the right to change the record is wrong."""
    assert judge_account(msgspec.structs.replace(GOOD, **changes)).state is state


@pytest.mark.parametrize(
    ("seconds", "state"),
    [(0.2, State.OK), (-3, State.NOTICE), (3, State.NOTICE), (60, State.WRONG), (-60, State.WRONG)],
)
def test_clocks_are_compared(seconds: float, state: State) -> None:
    """Either way."""
    assert judge_clocks(timedelta(seconds=seconds)).state is state


def test_the_schema_is_judged() -> None:
    """Ours, or one that this code works on."""
    good = {state for state in SchemaState if judge_schema(state).state is State.OK}
    assert good == {SchemaState.SAME, SchemaState.AHEAD}
