from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.structural.leaves import MAX_LEAVES, Leaf, leaves


def by_pointer(payload: bytes) -> dict[str, Leaf]:
    """Return the leaves of a payload."""
    return {leaf.pointer: leaf for leaf in leaves(decode(payload))}


def test_values_have_pointers_words_and_surroundings() -> None:
    """Pointers as RFC 6901 has them."""
    found = by_pointer(b'{"source":{"ip":"192.0.2.1"},"a/b":[{"user":"x"},{"user":"y"}]}')
    assert found["/source/ip"].own == ("address",)
    assert found["/source/ip"].around == (("source",),)
    assert found["/a~1b/1/user"].index == 1
    assert found["/a~1b/1/user"].listed
    assert not found["/source/ip"].listed


def test_values_that_say_nothing_are_left_out() -> None:
    """Dashes, nulls and unknowns are no values."""
    assert by_pointer(b'{"a":"-","b":null,"c":"N/A","d":"","e":"x"}').keys() == {"/e"}


def test_names_beside_values_are_their_keys() -> None:
    """Headers, parameters, and CEF's custom fields."""
    found = by_pointer(b'{"headers":[{"name":"Host","value":"example.com"}]}')
    assert found["/headers/0/value"].key == "Host"
    labelled = by_pointer(b"CEF:0|a|b|c|d|e|5|cs1=x cs1Label=User Agent")
    assert labelled["/extension/cs1"].own == ("user", "agent")


def test_the_type_of_an_object_says_what_its_values_are_of() -> None:
    """Of an object in the event; the event's own type is something else."""
    found = by_pointer(b'{"type":"user","x":{"type":"User","name":"y"}}')
    assert found["/x/name"].around[0] == ("x",)
    assert ("user",) in found["/x/name"].around
    assert found["/type"].around == ()


def test_there_is_a_limit() -> None:
    """A payload of a million values costs no more than one of some thousand."""
    payload = ("[" + ",".join(f'{{"a{index}":1}}' for index in range(MAX_LEAVES * 2)) + "]").encode()
    assert len(leaves(decode(payload))) == MAX_LEAVES


def test_the_role_of_one_of_several_parties_says_which_end_it_is() -> None:
    """Offenders, clients and sources; victims, targets and servers. The type of a device says nothing of the kind."""
    payload = (
        b'{"parties":[{"role":"offender","ip":"192.0.2.1"},{"role":"victim","ip":"192.0.2.2"}],"x":{"type":"server"}}'
    )
    found = by_pointer(payload)
    assert ("source",) in found["/parties/0/ip"].around
    assert ("destination",) in found["/parties/1/ip"].around
    assert found["/x/type"].around == (("x",),)
