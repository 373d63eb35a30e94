"""Tests of where secrets belong."""

from hypothesis import given
from hypothesis import strategies as st

from kit.tenants import OTHER
from triage_warden.core.secrets.model import Place
from triage_warden.kernel.ids import DEFAULT_TENANT

WORDS = st.text(st.characters(codec="utf-8"), max_size=8)


@given(one=st.tuples(WORDS, WORDS, WORDS), other=st.tuples(WORDS, WORDS, WORDS))
def test_no_two_places_are_bound_alike(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    """Also where the words run into each other."""
    first, second = (Place(purpose=each[0], name=each[1], field=each[2]) for each in (one, other))
    assert (first.bound(DEFAULT_TENANT) == second.bound(DEFAULT_TENANT)) == (one == other)
    assert first.bound(DEFAULT_TENANT) != first.bound(OTHER)


def test_a_place_has_a_name_for_the_record() -> None:
    """Purpose, name and field."""
    assert str(Place(purpose="connector", name="servicenow", field="password")) == "connector/servicenow/password"
