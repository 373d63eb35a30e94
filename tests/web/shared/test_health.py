from itertools import product

from triage_warden.web.shared.health import Component, Components, Database, Queue, Status, not_ready, overall

ORDER = (Status.UNHEALTHY, Status.HALTED, Status.DEGRADED, Status.HEALTHY)


def test_the_worst_part_wins_and_a_disabled_one_does_not_count() -> None:
    """In the order unhealthy, halted, degraded, healthy."""
    for database, queue, switch in product(ORDER, ORDER, (*ORDER, Status.DISABLED)):
        components = Components(
            database=Database(status=database), queue=Queue(status=queue), kill_switch=Component(status=switch)
        )
        assert overall(components) == min(
            (each for each in (database, queue, switch) if each is not Status.DISABLED), key=ORDER.index
        )


def test_a_schema_that_is_not_ours_is_not_ready() -> None:
    """Older or newer: the words say what to do."""
    queue = Queue(status=Status.HEALTHY)
    ready = Components(database=Database(status=Status.HEALTHY, schema="current"), queue=queue)
    assert not_ready(ready) is None
    pending = Components(database=Database(status=Status.HEALTHY, schema="pending"), queue=queue)
    assert "migrate" in (not_ready(pending) or "")
    down = Components(database=Database(status=Status.UNHEALTHY, schema="current"), queue=queue)
    assert not_ready(down) == "The database does not answer."
