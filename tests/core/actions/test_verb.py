"""The verbs, by name and digest."""

from hypothesis import given
from hypothesis import strategies as st

from kit.actions import a_ticket
from triage_warden.core.actions.verb import RISKS, TITLES, digest_of, name_of


def test_every_verb_has_its_risk_and_its_title() -> None:
    """A ticket tells people something; it changes nothing."""
    assert name_of(a_ticket()) == "create_ticket"
    assert set(RISKS) == set(TITLES) == {"create_ticket"}
    assert not RISKS["create_ticket"].changes_posture


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_digest_is_of_exactly_what_will_be_done(one: str, other: str) -> None:
    """Law 4: a yes holds for exactly the parameters that were shown, and for the system that was named."""
    same = digest_of("desk", a_ticket(title=one)) == digest_of("desk", a_ticket(title=other))
    assert same is (one == other)
    assert digest_of("desk", a_ticket(title=one)) != digest_of("desk2", a_ticket(title=one))
