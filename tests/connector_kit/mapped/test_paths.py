import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.connector_kit.mapped.errors import BadExpression
from triage_warden.connector_kit.mapped.paths import MAX_VALUES, path

PAYLOAD = {
    "a": {"b": 1, "x.y": 2, "two words": 3},
    "list": [{"kind": "ip", "value": "192.0.2.1"}, {"kind": "Host", "value": "web"}, {"value": None}, "odd"],
    "deep": [[{"n": [1, 2]}], {"n": 3}],
    "null": None,
}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a.b", [1]),
        ("a.'x.y'", [2]),
        ("a.two words", [3]),
        ("a.none", []),
        ("null", []),
        ("null.b", []),
        ("a.b.c", []),
        ("list[*].value", ["192.0.2.1", "web"]),
        ("list.value", ["192.0.2.1", "web"]),
        ("list[0].value", ["192.0.2.1"]),
        ("list[-1]", ["odd"]),
        ("list[9]", []),
        ("list[kind=ip].value", ["192.0.2.1"]),
        ("list[?kind=='host'].value", ["web"]),
        ("list[kind=ip,host].value", ["192.0.2.1", "web"]),
        ("list[kind!=ip].value", ["web"]),
        ("deep.n", [1, 2, 3]),
        ("a[0].b", [1]),
    ],
)
def test_a_path_reads_what_it_names(written: str, expected: list[object]) -> None:
    """Lists are entered, null is nothing, one value stands for a list of one."""
    assert path(written)(PAYLOAD) == expected


@pytest.mark.parametrize("written", ["", "a..b", "a[", "a[x", ".a", "a|b", "a.", "'a"])
def test_what_is_no_path_is_said(written: str) -> None:
    """With where it goes wrong."""
    with pytest.raises(BadExpression, match="path"):
        path(written)


def test_no_more_values_than_an_alert_needs() -> None:
    """A list of a million is a list of things."""
    assert len(path("a.b")({"a": [{"b": number} for number in range(10_000)]})) <= MAX_VALUES


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcn"), inner, max_size=4),
    max_leaves=20,
)


@given(payload=JSON, written=st.sampled_from(["a", "a.b", "a[*].b[0]", "a[b=1].c", "a[-1].n", "a[n!=x]"]))
def test_any_payload_gives_values_without_lists_or_null(payload: object, written: str) -> None:
    """Nothing a payload holds where a path leads is an error."""
    assert not any(value is None or isinstance(value, list) for value in path(written)(payload))
