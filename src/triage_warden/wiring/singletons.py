"""The work that is done once for all replicas: one list. To add some, write a `Schedule` and put it here."""

from triage_warden.engine.queue import QueueJobs
from triage_warden.engine.schedules.schedule import Schedule
from triage_warden.engine.schedules.when import Cron, Every
from triage_warden.storage.postgres.heartbeat import beat
from triage_warden.storage.postgres.sign_in_leftovers import clear_sign_ins
from triage_warden.storage.postgres.sweep import Sweep
from triage_warden.storage.postgres.unit import Transaction
from triage_warden.wiring.housekeeping import make_partitions
from triage_warden.wiring.process import Process
from triage_warden.wiring.retention import RESOURCE, Retain, periods


def singletons(process: Process) -> tuple[Schedule[Transaction], ...]:
    """Return all singleton work; see engine/schedules/schedule.Schedule for what `run` may do."""
    every = process.settings.leader_heartbeat_seconds
    return (
        Schedule(name="heartbeat", when=Every(every), run=beat),
        Schedule(name="partitions", when=Every(3600), run=make_partitions),
        Schedule(name="sweep", when=Every(300), run=Sweep(QueueJobs())),
        Schedule(name="sign-ins", when=Every(3600), run=clear_sign_ins),
        Schedule(name="retention", when=Cron("17 2 * * *"), run=Retain(periods(process.settings)), resource=RESOURCE),
    )
