"""Tests of weighing what is new together with what is there."""

from uuid import UUID

from kit.alerts import NOON
from kit.grouping import HOUR, POLICY, host, seen, user
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents.model import IncidentStatus
from triage_warden.core.incidents.regroup import predecessors, regroup, unsettled
from triage_warden.core.incidents.standing import Neighbourhood, Piece, Standing
from triage_warden.core.incidents.strands import Spread, strand_of
from triage_warden.core.incidents.summary import summary
from triage_warden.kernel.ids import IncidentId

A = IncidentId(UUID(int=1))
CORE = strand_of(seen(1, host("a"), user("u")), POLICY)
LOW = strand_of(seen(2, user("u"), after=HOUR, severity=Severity.LOW), POLICY)
NEW = strand_of(seen(3, host("a"), after=2 * HOUR), POLICY)


def near(spread: Spread, *pieces: Piece) -> Neighbourhood:
    """Return a neighbourhood of one incident."""
    known = Standing(id=A, number="INC-2026-000001", status=IncidentStatus.OPEN, version=1, summary=summary([CORE]))
    return Neighbourhood(standing={A: known}, pieces=pieces, spread=spread)


def test_what_is_new_joins_what_it_is_tied_to() -> None:
    """One group, one target, one arrival."""
    made = regroup([NEW], near(Spread({}), Piece(strand=CORE, incident=A)), POLICY)
    (target,) = made.plan.targets
    assert (target.incident, [piece.strand for piece in target.arrivals]) == (A, [NEW])


def test_noise_whose_value_became_common_is_unsettled() -> None:
    """It may belong to an incident that shares nothing with the new alerts."""
    pieces = (Piece(strand=CORE, incident=A), Piece(strand=LOW, incident=A))
    common = Spread({("account\x1fu", NOON.date()): 50})
    here = near(common, *pieces)
    assert LOW in unsettled(regroup([NEW], here, POLICY), here, POLICY, lighter=frozenset({"account\x1fu"}))


def test_where_nothing_lost_hold_nothing_is_unsettled() -> None:
    """No second look in the ordinary case."""
    here = near(Spread({}), Piece(strand=CORE, incident=A), Piece(strand=LOW, incident=A))
    assert not unsettled(regroup([NEW], here, POLICY), here, POLICY, lighter=frozenset())


def test_a_new_incident_names_what_it_would_have_been_part_of() -> None:
    """A closed incident takes nothing in, but is not forgotten."""
    over = Neighbourhood(past=(Piece(strand=CORE, incident=A),), past_numbers={A: "INC-2026-000001"}, spread=Spread({}))
    assert predecessors(regroup([NEW], over, POLICY), over, POLICY) == {0: ["INC-2026-000001"]}
