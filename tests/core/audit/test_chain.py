"""Tests of how entries are written and hashed."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import NOON
from kit.audit import ANALYST, an_entry
from triage_warden.core.audit.chain import LARGEST_BODY, canonical, digest, moment, origin, read_body
from triage_warden.core.audit.model import AuditObject, Value, recorded
from triage_warden.kernel.ids import DEFAULT_TENANT

TEXT = st.text(st.characters(codec=None))
VALUES: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
CHANGES = st.none() | st.dictionaries(TEXT, VALUES, max_size=5)


@given(before=CHANGES, after=CHANGES, reason=st.none() | TEXT)
def test_a_body_is_what_any_json_writer_makes_of_it(
    before: dict[str, Value] | None, after: dict[str, Value] | None, reason: str | None
) -> None:
    """Read and written again with sorted names and no spaces, by the standard library, not a byte differs."""
    thing = AuditObject(type="t", id="i")
    entry = recorded(ANALYST, "a.b", thing, at=NOON, reason=reason, changed=(before, after))
    body = canonical(DEFAULT_TENANT, entry)
    again = json.dumps(json.loads(body), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert again.encode() == body
    assert b"\x00" not in body
    assert read_body(body).action == "a.b"


def test_a_body_names_everything() -> None:
    """Names whose values are unknown are there with null, so that leaving one out is not the same as none."""
    body = json.loads(canonical(DEFAULT_TENANT, recorded(ANALYST, "a.b", AuditObject(type="t", id="i"), at=NOON)))
    assert sorted(body) == [
        "action",
        "actor",
        "address",
        "after",
        "at",
        "before",
        "object",
        "reason",
        "request_id",
        "tenant",
        "v",
    ]


def test_what_is_too_large_is_stood_in_for() -> None:
    """A change is not refused because it is long; which value it was can still be told."""
    big: dict[str, Value] = {str(number): "x" * 4_000 for number in range(40)}
    entry = recorded(ANALYST, "a.b", AuditObject(type="t" * 9_000, id="i"), at=NOON, changed=(None, big))
    body = canonical(DEFAULT_TENANT, entry)
    expected = json.dumps(big, sort_keys=True, separators=(",", ":")).encode()
    assert len(body) < LARGEST_BODY
    assert read_body(body).after == {"too_large": len(expected), "sha256": hashlib.sha256(expected).hexdigest()}
    assert len(read_body(body).target.type) == 300


def test_fractions_become_text() -> None:
    """0.1 and 1e-7 are written differently by different languages; as text they are what they are."""
    entry = msgspec.structs.replace(an_entry(), after=msgspec.json.decode(b'{"confidence":0.87,"n":9007199254740993}'))
    assert read_body(canonical(DEFAULT_TENANT, entry)).after == {"confidence": "0.87", "n": "9007199254740993"}


def test_the_hash_is_that_of_the_reference() -> None:
    """Pinned: a change here makes every chain that was ever written unverifiable."""
    assert (
        origin(DEFAULT_TENANT).hex()
        == hashlib.sha256(b"triage-warden.audit/1:00000000-0000-7000-8000-000000000001").hexdigest()
    )
    expected = hashlib.sha256(b"\x01" * 32 + b"\x00\x00\x00\x00\x00\x00\x01\x02" + b'{"a":1}').digest()
    assert digest(b"\x01" * 32, 258, b'{"a":1}') == expected


def test_times_as_text_are_in_the_order_of_time() -> None:
    """Whatever zone they came in, and with or without a fraction."""
    early = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=2)))
    late = datetime(2026, 3, 2, 7, 0, 0, 1, tzinfo=UTC)
    assert [moment(early), moment(late)] == ["2026-03-02T07:00:00.000000Z", "2026-03-02T07:00:00.000001Z"]
