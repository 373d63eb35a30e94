"""Tests of an entry on the wire."""

import json

import msgspec

from kit.audit import a_chain
from triage_warden.web.api.audit.wire import entry_body


def test_an_entry_is_shown_as_it_was_hashed() -> None:
    """Every name of the body, its number and its hashes."""
    (entry,) = a_chain(1)
    shown = msgspec.json.decode(msgspec.json.encode(entry_body(entry)))
    body = json.loads(entry.body)
    assert {name: shown[name] for name in body if name not in {"at", "tenant", "v"}} == {
        name: body[name] for name in body if name not in {"at", "tenant", "v"}
    }
    assert (shown["seq"], shown["hash"], shown["prev"]) == (1, entry.hash.hex(), entry.prev.hex())
