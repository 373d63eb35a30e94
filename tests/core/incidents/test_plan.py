"""Tests of who becomes what."""

from uuid import UUID

from kit.grouping import HOUR, POLICY, host, seen
from triage_warden.core.incidents.group import Group
from triage_warden.core.incidents.model import IncidentStatus
from triage_warden.core.incidents.plan import departures, plan
from triage_warden.core.incidents.standing import Piece, Standing
from triage_warden.core.incidents.strands import Strand, strand_of
from triage_warden.core.incidents.summary import summary
from triage_warden.kernel.ids import IncidentId

STRANDS = [strand_of(seen(number, host(f"h{number}"), after=number * HOUR), POLICY) for number in range(8)]
A, B = IncidentId(UUID(int=1)), IncidentId(UUID(int=2))


def grouped(*groups: list[int]) -> list[Group]:
    """Return groups of the strands with these numbers."""
    return [Group(tuple(STRANDS[number] for number in numbers), ()) for numbers in groups]


def in_(incident: IncidentId | None, *numbers: int) -> list[Piece]:
    """Return the strands as they are in the incident now."""
    return [Piece(strand=STRANDS[number], incident=incident) for number in numbers]


def standing(
    incident: IncidentId,
    *,
    status: IncidentStatus = IncidentStatus.OPEN,
    handled: bool = False,
) -> dict[IncidentId, Standing]:
    """Return the incident; its number follows from its id."""
    made = Standing(
        id=incident,
        number=f"INC-2026-{incident.int:06d}",
        status=status,
        version=1,
        handled=handled,
        summary=summary([STRANDS[0]]),
    )
    return {incident: made}


def who(targets: list[tuple[IncidentId | None, list[Strand]]]) -> dict[IncidentId | None, list[int]]:
    """Return the strands' numbers by incident."""
    return {incident: sorted(STRANDS.index(strand) for strand in strands) for incident, strands in targets}


def placed(
    groups: list[Group], pieces: list[Piece], known: dict[IncidentId, Standing]
) -> dict[IncidentId | None, list[int]]:
    """Return what is where after the plan."""
    made = plan(groups, pieces, known)
    return who([(target.incident, [piece.strand for piece in target.pieces]) for target in made.targets])


def test_what_nobody_has_is_a_new_incident() -> None:
    """Without anything standing, every group is new."""
    assert placed(grouped([0, 1]), in_(None, 0, 1), {}) == {None: [0, 1]}


def test_new_strands_join_the_incident_of_their_group() -> None:
    """Identity stays where it is."""
    assert placed(grouped([0, 1]), [*in_(A, 0), *in_(None, 1)], standing(A)) == {A: [0, 1]}


def test_the_incident_that_holds_most_survives_a_merger() -> None:
    """The other is merged into it."""
    pieces = [*in_(A, 0), *in_(B, 1, 2), *in_(None, 3)]
    made = plan(grouped([0, 1, 2, 3]), pieces, standing(A) | standing(B))
    assert [target.incident for target in made.targets] == [B]
    assert made.merged == {A: B}


def test_of_equals_the_older_number_survives() -> None:
    """So that two workers would decide alike."""
    made = plan(grouped([0, 1]), [*in_(A, 0), *in_(B, 1)], standing(A) | standing(B))
    assert made.merged == {B: A}


def test_an_incident_that_falls_apart_goes_on_where_most_of_it_is() -> None:
    """The rest is a new incident."""
    assert placed(grouped([0], [1, 2]), in_(A, 0, 1, 2), standing(A)) == {None: [0], A: [1, 2]}


def test_a_handled_incident_keeps_what_it_has() -> None:
    """Whatever the groups say."""
    known = standing(A, handled=True)
    assert placed(grouped([0], [1, 2]), in_(A, 0, 1, 2), known) == {A: [0, 1, 2]}


def test_two_handled_incidents_are_not_merged_by_machinery() -> None:
    """Persons are at work on both; what is new goes to the one that holds more."""
    known = standing(A, handled=True) | standing(B, handled=True)
    pieces = [*in_(A, 0), *in_(B, 1, 2), *in_(None, 3)]
    assert placed(grouped([0, 1, 2, 3]), pieces, known) == {A: [0], B: [1, 2, 3]}


def test_new_strands_go_to_a_live_incident_before_a_resolved_one() -> None:
    """What was resolved is left alone where there is somewhere else to go."""
    known = standing(A, status=IncidentStatus.RESOLVED) | standing(B)
    pieces = [*in_(A, 0, 1), *in_(B, 2), *in_(None, 3)]
    assert placed(grouped([0, 1, 2, 3]), pieces, known) == {A: [0, 1], B: [2, 3]}


def test_departures_are_what_is_elsewhere_afterwards() -> None:
    """By the incident that they leave."""
    made = plan(grouped([0], [1, 2]), in_(A, 0, 1, 2), standing(A))
    assert {incident: len(pieces) for incident, pieces in departures(made).items()} == {A: 1}
