"""The catalogue, and the contract that every source in it keeps (law 1)."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.payloads import CONNECTOR_TESTS, payload_files
from kit.real_data import real_data
from triage_warden.connector_kit.source import AlertSource
from triage_warden.core.alerts.attributes import NAMES
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.fingerprint import fingerprint
from triage_warden.core.alerts.model import Alert
from triage_warden.wiring.catalogue import SOURCES, recognise, sources

ROOT = Path(__file__).parents[2]
CONNECTORS = ROOT / "src" / "triage_warden" / "connectors"
FOLDERS = sorted(
    folder.name
    for folder in CONNECTORS.iterdir()
    if (folder / "alerts.py").exists() or (folder / "mapping.toml").exists()
)
each_source = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
BOMBS = [
    b"",
    b"\x00",
    b"\xff\xfe",
    b"null",
    b"[]",
    b"{}",
    b"[" * 200_000,
    b'{"a":' * 200_000,
    b'{"title":"x","a":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    b'{"title":NaN,"rule":{"id":NaN}}',
    b'{"title":"\\ud800","AlertName":"\\udfff"}',
    b'{"title":' + b"9" * 6_000 + b"}",
    b'{"title":"' + b"\\u0000" * 100 + b'","AlertName":"\\u0000"}',
    b"CEF:0|" + b"|" * 100_000,
    b"CEF:0|a|b|c|d|e|f|" + b"k=" * 100_000,
    b"time,name,ip,host,short\n" + b'"' * 100_000,
    b"\xef\xbb\xbf{}",
    b"a" * 1_000_000,
]
HOSTILE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**40), 10**40),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=40),
    st.sampled_from(
        [
            "9999-12-31T23:59:59Z",
            "192.0.2.1:80",
            "[::1]:1",
            "\x00",
            "\u202e",
            "T1566",
            "a@b@c",
            "\\\\",
            "{",
            '[{"$ref":"1"}]',
        ],
    ),
    st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=3),
)


def kept(source: AlertSource, payload: bytes) -> list[Alert]:
    """Return what the parser makes of any bytes, having checked that it is what may be stored."""
    try:
        alerts = source.parser.parse(payload)
    except CannotParse as refused:
        reason = refused.detail
    else:
        assert alerts
        for alert in alerts:
            _check(source, alert, payload)
        return alerts
    assert reason.strip()
    assert len(reason) < 1_000
    return []


def _check(source: AlertSource, alert: Alert, payload: bytes) -> None:
    assert alert.source == source.name
    assert alert.raw == payload or alert.raw in payload
    assert alert.title.strip()
    assert len(alert.title) <= 300
    assert "\n" not in alert.title
    assert max(len(alert.source_id or ""), len(alert.rule.id or ""), len(alert.rule.name or "")) <= 300
    assert alert.attributes.keys() <= NAMES
    assert alert.identity.parts
    assert any(alert.identity.parts)
    assert alert.occurred_at is None or alert.occurred_at.tzinfo is not None
    assert len(alert.observables) <= 200
    assert len({(each.type, each.value) for each in alert.observables}) == len(alert.observables)
    words = [alert.title, alert.description, alert.source_id or "", alert.rule.id or "", alert.rule.name or ""]
    for word in [*words, *alert.attributes.values(), *(each.value for each in alert.observables)]:
        assert "\x00" not in word, "PostgreSQL cannot keep it"
        word.encode("utf-8")
    if alert.occurred_at:
        fingerprint(alert, alert.occurred_at)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_with_alerts_is_listed_documented_and_has_payloads(folder: str) -> None:
    """Adding a source is a folder and a line; this says which part was forgotten."""
    assert folder in sources(), f"add {folder} to wiring/catalogue.py"
    page = ROOT / "docs" / "connectors" / f"{folder}.md"
    assert page.exists(), f"write docs/connectors/{folder}.md"
    assert sources()[folder].documentation in page.read_text(encoding="utf-8")
    assert payload_files(folder), f"put payloads into tests/connectors/{folder}/payloads"
    assert list((CONNECTOR_TESTS / folder / "__snapshots__").glob("*.ambr")), (
        "and let their expected results be written"
    )


def test_every_listed_source_has_its_folder() -> None:
    """And its own name, once."""
    assert sorted(sources()) == FOLDERS
    assert len(SOURCES) == len(sources())
    assert all(source.parser.source == source.name for source in SOURCES)


@each_source
def test_every_payload_is_recognised_as_its_sources(source: AlertSource) -> None:
    """So `analyze` and `ingest` need no name; what cannot be parsed may be unrecognisable, too."""
    for file in payload_files(source.name):
        payload = file.read_bytes()
        if kept(source, payload):
            found = recognise(payload)
            assert found is not None
            assert found.name == source.name, file.name


@pytest.mark.parametrize("payload", [b"", b"words", b"[]", b"\xff"])
def test_what_is_of_no_source_is_recognised_as_none(payload: bytes) -> None:
    """Guessing would give an alert without sense."""
    assert recognise(payload) is None


@each_source
@pytest.mark.parametrize("payload", BOMBS, ids=lambda payload: f"{payload[:16]!r}-{len(payload)}")
def test_what_was_built_to_break_a_parser_is_refused_or_read(source: AlertSource, payload: bytes) -> None:
    """Depth, size, numbers, NUL, surrogates, escapes."""
    kept(source, payload)
    list(source.split(payload))
    source.recognises(payload)


@each_source
def test_every_parser_reads_or_refuses_every_other_sources_payloads(source: AlertSource) -> None:
    """People name the wrong source."""
    for other in SOURCES:
        for file in payload_files(other.name):
            kept(source, file.read_bytes())


@each_source
@given(payload=st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(source: AlertSource, payload: bytes) -> None:
    """Law 1."""
    kept(source, payload)
    list(source.split(payload))
    source.recognises(payload)


@each_source
@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
def test_mutated_payloads_are_read_or_refused(source: AlertSource, data: st.DataObject) -> None:
    """Law 1, close to what is real: bytes cut out and put in, and each field of any wrong kind."""
    files = payload_files(source.name)
    assert files, f"put payloads into tests/connectors/{source.name}/payloads"
    payload = data.draw(st.sampled_from(files)).read_bytes()
    mutate = _damaged if data.draw(st.booleans()) else _retyped
    kept(source, mutate(payload, data))


def _damaged(payload: bytes, data: st.DataObject) -> bytes:
    start = data.draw(st.integers(0, len(payload)))
    end = start + data.draw(st.integers(0, 40))
    return payload[:start] + data.draw(st.binary(max_size=20)) + payload[end:]


def _retyped(payload: bytes, data: st.DataObject) -> bytes:
    try:
        body: object = json.loads(payload)
    except ValueError:
        return _damaged(payload, data)
    for put in data.draw(st.lists(st.sampled_from(_places(body)), min_size=1, max_size=4)):
        put(data.draw(HOSTILE))
    return json.dumps(body, ensure_ascii=data.draw(st.booleans())).encode("utf-8", "replace")


def _places(body: object) -> list[Callable[[object], None]]:
    """Return for every field of a decoded document, at any depth, the function that puts something else there."""
    found: list[Callable[[object], None]] = []
    waiting: list[object] = [body]
    while waiting:
        holder = waiting.pop()
        if isinstance(holder, dict):
            found += [partial(holder.__setitem__, key) for key in holder]
            waiting += list(holder.values())
        elif isinstance(holder, list):
            found += [partial(holder.__setitem__, index) for index in range(len(holder))]
            waiting += holder
    return found


@pytest.mark.real_data
def test_real_messages_of_other_vendors_are_read_or_refused_by_every_parser() -> None:
    """218 of them, of 90 products."""
    lines = real_data("vendor_formats_dev.jsonl").read_text(encoding="utf-8").splitlines()
    messages = [json.loads(line) for line in lines]
    for source in SOURCES:
        for message in messages:
            kept(source, message["raw"].encode())
    cef = [message["raw"].encode() for message in messages if message["kind"] == "cef"]
    assert all(kept(sources()["cef"], payload) for payload in cef)
