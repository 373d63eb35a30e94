"""A process is put together over a database without touching it."""

from triage_warden import __version__
from triage_warden.wiring.process import Process
from triage_warden.wiring.settings import Settings

NOWHERE = "postgres://nobody@127.0.0.1:1/nothing"


async def test_nothing_connects_before_it_is_used() -> None:
    """A database that is down does not stop the parts from being made."""
    process = Process.over(Settings(instance_id="api-0", worker_concurrency=3), NOWHERE)
    try:
        worker = process.worker()
        assert (process.version, process.instance_id) == (__version__, "api-0")
        assert {kind.name for kind in worker.kinds} == {"group", "triage", "act"}
        assert worker.at_once == 3
        assert {"mail", "suricata", "generic"} <= set(process.read.parsers)
        runs = {"version": __version__, "role": "combined"}
        assert process.metrics.registry.get_sample_value("triage_warden_build_info", runs) == 1
    finally:
        await process.database.close()


async def test_an_unnamed_process_is_named_after_its_machine_and_number() -> None:
    """Two on one machine are told apart."""
    process = Process.over(Settings(), NOWHERE)
    try:
        assert process.instance_id.rpartition("-")[2].isdigit()
    finally:
        await process.database.close()
