"""A triage that is killed at any commit ends as one that was not."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import count
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.alerts import NOON, a_stored_alert
from kit.case_store import CaseStoreInMemory, ProcessDiedError, State
from kit.clock import FrozenClock
from kit.incidents import an_incident
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.model import Assessment, Category, CitedFact, Verdict
from triage_warden.core.facts.context import Context, ListedValue, RuleHistory, RuleOn
from triage_warden.core.facts.look_up import LookUp
from triage_warden.core.facts.model import Fact, a_fact
from triage_warden.core.incidents.model import Incident
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.triage.ports import Case
from triage_warden.core.triage.story import ALERTS_A_STEP, triage
from triage_warden.engine.journal import JournaledSteps, Skills, Survey
from triage_warden.kernel.ids import DEFAULT_TENANT, RunId, TenantId

INCIDENT = an_incident()
CASE = Case(tenant=DEFAULT_TENANT, incident=INCIDENT.id, version=1)


class NothingKnown:
    """No history, no lists."""

    async def of_rules(
        self,
        tenant: TenantId,
        asked: Collection[RuleOn],
        *,
        before: datetime,
        days: int,
    ) -> Mapping[RuleOn, RuleHistory]:
        """Return nothing."""
        assert (tenant, days) == (DEFAULT_TENANT, 30)
        assert before <= NOON or not asked
        return {}

    async def matching(
        self,
        tenant: TenantId,
        values: Collection[tuple[ObservableType, str]],
    ) -> Collection[ListedValue]:
        """Return nothing."""
        assert (tenant, list(values)) == (DEFAULT_TENANT, [])
        return []


def _fact(kind: str, about: str) -> Fact:
    return a_fact(kind, f"{kind} of {about}.", source="test", observed_at=NOON, rests_on=(about,))


def _examine(alert: StoredAlert, payload: bytes) -> list[Fact]:
    return [_fact("mail.examined", f"{alert.id} {len(payload)}")]


def _survey(alerts: Sequence[StoredAlert], context: Context) -> Survey:
    assert context.observed_at == NOON
    return Survey(
        alerts={alert.id: [_fact("alert.surveyed", str(alert.id))] for alert in alerts},
        incident=[_fact("incident.size", str(len(alerts)))],
    )


def _assess(incident: Incident, alerts: Sequence[StoredAlert], facts: Sequence[Fact]) -> Assessment:
    assert incident.alert_count
    return Assessment(
        verdict=Verdict.SUSPICIOUS,
        confidence=0.6,
        category=Category.OTHER,
        severity=Severity.MEDIUM,
        facts=tuple(CitedFact(id=fact.id, statement=fact.statement, weight=1.0) for fact in facts),
        summary=f"{len(alerts)} alerts.",
        assessed_at=NOON,
    )


SKILLS = Skills(examine=_examine, look_up=LookUp(NothingKnown(), NothingKnown()), survey=_survey, assess=_assess)


def _store(alerts: int) -> CaseStoreInMemory:
    stored = [a_stored_alert(number) for number in range(1, alerts + 1)]
    return CaseStoreInMemory(State(incident=INCIDENT, alerts={alert.id: (alert, b"{}") for alert in stored}))


async def _until_done(store: CaseStoreInMemory) -> int:
    """Run as often as the queue would; return how often it took."""
    for attempt in count(1):
        run = RunId(UUID(int=attempt))
        steps = JournaledSteps(CASE, run, store, SKILLS, FrozenClock(NOON), lambda _file, _assessment: None)
        try:
            await triage(steps)
        except ProcessDiedError:
            continue
        return attempt
    raise AssertionError


DEATHS = st.frozensets(st.integers(0, 30), max_size=8)


@settings(deadline=None)  # machines that test share their cores
@given(st.integers(1, 2 * ALERTS_A_STEP + 1), DEATHS, DEATHS)
async def test_killed_at_any_commit_it_ends_as_if_it_had_lived(
    alerts: int,
    dies_before: frozenset[int],
    dies_after: frozenset[int],
) -> None:
    """The same facts, one assessment, the same lines in the journal, whatever was lost on the way."""
    undisturbed, killed = _store(alerts), _store(alerts)
    killed.dies_before, killed.dies_after = dies_before, dies_after
    await _until_done(undisturbed)
    await _until_done(killed)
    assert killed.state.facts == undisturbed.state.facts
    assert killed.state.assessments == undisturbed.state.assessments
    assert len(killed.state.assessments) == 1
    assert killed.state.run is not None
    assert set(killed.state.writes) >= set(undisturbed.state.writes) - {"assess"}


@settings(deadline=None)  # machines that test share their cores
@given(st.integers(1, 2 * ALERTS_A_STEP + 1), DEATHS)
async def test_a_step_that_has_its_line_is_not_done_again(alerts: int, dies_after: frozenset[int]) -> None:
    """A run resumes at the first step without a line."""
    store = _store(alerts)
    store.dies_after = dies_after
    await _until_done(store)
    assert len(store.state.writes) == len(set(store.state.writes))


async def test_a_case_that_is_done_is_left_alone() -> None:
    """A second job for the same version does nothing."""
    store = _store(3)
    await _until_done(store)
    before = store.state
    assert await _until_done(store) == 1
    assert store.state.writes == before.writes
