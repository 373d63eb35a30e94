"""What is typed is what alerts hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.facts.own_lists.errors import BadListValue, ListValueUnclear
from triage_warden.core.facts.own_lists.typed import MOST_BYTES, forms, read_typed
from triage_warden.core.observables.find import find
from triage_warden.core.observables.model import ObservableType


@pytest.mark.parametrize(
    ("typed", "told", "kind", "value"),
    [
        ("BAD.Example.COM", None, "domain", "bad.example.com"),
        (" bad[.]example[.]com ", None, "domain", "bad.example.com"),
        ("bücher.example.com", None, "domain", "xn--bcher-kva.example.com"),
        ("192[.]0[.]2[.]7", None, "ipv4", "192.0.2.7"),
        ("2001:DB8::0:1", None, "ipv6", "2001:db8::1"),
        ("hxxps://Bad[.]example[.]com/x", None, "url", "https://bad.example.com/x"),
        ("Billing[@]Example[.]com", None, "email", "billing@example.com"),
        ("D41D8CD98F00B204E9800998ECF8427E", None, "md5", "d41d8cd98f00b204e9800998ecf8427e"),
        ("CORP\\Alex", None, "user", "corp\\alex"),
        ("Alex", "user", "user", "alex"),
        ("WS-17", "hostname", "hostname", "ws-17"),
        ("grep [.]ssh", "command_line", "command_line", "grep [.]ssh"),
    ],
)
def test_a_value_is_read_as_alerts_hold_it(typed: str, told: str | None, kind: str, value: str) -> None:
    """Defanged, in capitals or with umlauts; the type is guessed where the shape tells."""
    read = read_typed(typed, None if told is None else ObservableType(told))
    assert read == (kind, value)
    assert read_typed(value, ObservableType(kind)) == read, "a normal form is its own"
    assert value in forms(typed, None)
    assert forms(typed, ObservableType(kind)) == {value}


@given(st.sampled_from(["evil", "Mail-1", "a.b"]), st.sampled_from([".", "[.]", "(dot)", "{.}", "[dot]"]))
def test_what_is_typed_is_what_is_found_in_a_text(name: str, dot: str) -> None:
    """However it was defanged there."""
    written = f"{name}.example.com".replace(".", dot)
    (found,) = (each.observable for each in find(f"see {written} now"))
    assert (found.type, found.value) == read_typed(written, None)


@pytest.mark.parametrize("typed", ["alex", "192.0.2.0/24", " ", "two words"])
def test_what_no_shape_tells_needs_a_type(typed: str) -> None:
    """The field is named, with what it may be."""
    with pytest.raises(ListValueUnclear, match="type") as caught:
        read_typed(typed, None)
    (field,) = caught.value.errors
    assert field.pointer == "/type"
    assert "hostname" in field.detail


@pytest.mark.parametrize(
    ("typed", "told"),
    [("not an address", "ipv4"), ("192.0.2.0/24", "ipv4"), ("", "user"), ("x" * (MOST_BYTES + 1), "mutex")],
)
def test_what_is_not_of_its_type_or_too_long_is_refused(typed: str, told: str) -> None:
    """With the field and what to do."""
    with pytest.raises(BadListValue) as caught:
        read_typed(typed, ObservableType(told))
    assert [each.pointer for each in caught.value.errors] == ["/value"]


def test_what_can_be_nothing_of_a_type_is_looked_up_as_nothing() -> None:
    """A search with it finds none."""
    assert forms("no address", ObservableType.IPV4) == frozenset()
