"""Ids that are the same each time."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.alerts.stix.identifiers import canonical, observable_id, own_id, process_id


def test_an_observable_has_the_id_that_others_give_it() -> None:
    """Section 2.9: version 5 of the canonical JSON of what contributes, in the namespace given there."""
    assert observable_id("ipv4-addr", {"value": "198.51.100.3"}) == "ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4"


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=8) | st.integers(0, 2**31), max_size=3))
def test_a_process_has_an_id_of_version_4_made_of_what_it_is(fields: dict[str, object]) -> None:
    """The specification wants that version; we want the same id each time."""
    identifier = UUID(process_id(fields).removeprefix("process--"))
    assert (identifier.version, identifier.variant) == (4, "specified in RFC 4122")
    assert process_id(fields) == f"process--{identifier}"


def test_ours_are_told_apart_by_kind_and_parts() -> None:
    """Joined parts are not the same as separate ones."""
    assert len({own_id("a", "b", "c"), own_id("a", "bc"), own_id("b", "b", "c")}) == 3


def test_canonical_json_sorts_and_does_not_escape() -> None:
    """RFC 8785, as far as it concerns strings and whole numbers."""
    assert canonical({"b": "ü\n", "a": [1]}) == '{"a":[1],"b":"ü\\n"}'
