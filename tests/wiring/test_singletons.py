"""The list of singleton work."""

from triage_warden.wiring.process import Process
from triage_warden.wiring.settings import Settings
from triage_warden.wiring.singletons import singletons

NOWHERE = "postgres://nobody@127.0.0.1:1/nothing"


async def test_each_piece_has_a_name_of_its_own() -> None:
    """The name is part of the tick's key: two of one name would take each other's ticks."""
    process = Process.over(Settings(), NOWHERE)
    try:
        names = [schedule.name for schedule in singletons(process)]
    finally:
        await process.database.close()
    assert len(names) == len(set(names))
    assert {"heartbeat", "partitions", "sign-ins"} <= set(names)
