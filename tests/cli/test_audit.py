"""`triage-warden audit` against a server that speaks the contract."""

import json
from pathlib import Path

from kit.alerts import NOON
from kit.audit import a_chain
from kit.command import refusal, run
from kit.fake_server import Answer, an_answer, fake_server
from triage_warden.core.audit.export import anchor_line, heading, line
from triage_warden.core.audit.model import Anchor, Head, SealedEntry
from triage_warden.kernel.ids import DEFAULT_TENANT

CHAIN = a_chain(6)
HEAD = Head(seq=6, hash=CHAIN[-1].hash)
ITEM = {
    "seq": 6,
    "at": "2026-03-02T08:10:01Z",
    "actor": {"id": "u", "kind": "user", "name": "analyst@example.com"},
    "action": "incident.resolve",
    "object": {"type": "incident", "id": "INC-2026-000001"},
    "reason": "Done.",
    "before": {"status": "open", "n": None},
    "after": {"status": "resolved", "n": 1},
}


def exported(chain: list[SealedEntry], *, filtered: bool = False) -> bytes:
    """Return an export."""
    return heading(DEFAULT_TENANT, HEAD, at=NOON, filtered=filtered) + b"".join(map(line, chain))


def an_anchor(seq: int) -> Anchor:
    """Return the anchor of an entry of the sound chain."""
    return Anchor(at=NOON, tenant=str(DEFAULT_TENANT), seq=seq, hash=CHAIN[seq - 1].hash.hex())


def test_list_draws_who_did_what() -> None:
    """Filters are passed on."""
    with fake_server() as fake:
        fake.prepare("GET", "/api/v1/audit", an_answer({"items": [ITEM], "next": None}))
        result = run(["audit", "list", "--action", "incident.", "--object", "INC-1", "--server", fake.url])
    assert "incident.resolve" in result.stdout
    assert "status: open -> resolved, n: 1" in result.stdout
    assert (fake.asked[0].query["action"], fake.asked[0].query["object_id"]) == ("incident.", "INC-1")


def test_export_writes_what_the_server_sends(tmp_path: Path) -> None:
    """Byte for byte, to stdout or a file."""
    content = exported(CHAIN)
    with fake_server() as fake:
        fake.prepare("GET", "/api/v1/audit/export", Answer(content))
        out = run(["audit", "export", "--server", fake.url])
        told = run(["audit", "export", "--format", "cef", "--to", str(tmp_path / "x"), "--server", fake.url])
        run(["audit", "export", "--to", str(tmp_path / "x"), "--output", "json", "--server", fake.url])
    assert out.stdout_bytes == content
    assert (tmp_path / "x").read_bytes() == content
    assert fake.asked[1].query["format"] == "cef"
    assert told.stdout == f"7 lines were written to {tmp_path / 'x'}.\n"


def test_verify_checks_what_the_server_sends() -> None:
    """Against the heads that the server keeps."""
    with fake_server() as fake:
        fake.prepare("GET", "/api/v1/audit/export", Answer(exported(CHAIN)))
        kept = {
            "tenant": str(DEFAULT_TENANT),
            "seq": 6,
            "hash": "x",
            "anchors": [json.loads(anchor_line(an_anchor(4)))],
        }
        fake.prepare("GET", "/api/v1/audit/head", an_answer(kept))
        result = run(["audit", "verify", "--server", fake.url])
        as_json = run(["audit", "verify", "--server", fake.url, "--output", "json"])
    assert result.exit_code == 0
    assert "The chain holds: 6 entries" in result.stdout
    assert "1 heads that were kept" in result.stdout
    found = json.loads(as_json.stdout)
    assert (found["ok"], found["entries"], found["anchors_met"], found["finding"]) == (True, 6, 1, None)


def test_verify_names_the_first_bad_entry_of_a_file(tmp_path: Path) -> None:
    """Exit 1, one line, with what was done."""
    path = tmp_path / "audit.ndjson"
    path.write_bytes(exported(CHAIN).replace(b'"id":"INC-3"', b'"id":"INC-4"'))
    said = refusal(run(["audit", "verify", str(path)]))
    assert said.startswith("The record is broken at entry 3 (altered)")
    path.write_bytes(exported(CHAIN[:4]))
    assert "entry 5 (truncated)" in refusal(run(["audit", "verify", str(path)]))


def test_verify_holds_a_file_against_kept_heads(tmp_path: Path) -> None:
    """An end that was cut off with its head shows by them alone."""
    export, kept = tmp_path / "audit.ndjson", tmp_path / "heads"
    cut = heading(DEFAULT_TENANT, Head(seq=4, hash=CHAIN[3].hash), at=NOON, filtered=False)
    export.write_bytes(cut + b"".join(map(line, CHAIN[:4])))
    kept.write_bytes(anchor_line(an_anchor(6)))
    assert run(["audit", "verify", str(export)]).exit_code == 0
    assert "entry 5 (truncated)" in refusal(run(["audit", "verify", str(export), "--anchors", str(kept)]))


def test_a_filtered_export_is_not_called_broken(tmp_path: Path) -> None:
    """Nor is something else called an export."""
    path = tmp_path / "audit.ndjson"
    path.write_bytes(exported(CHAIN[2:], filtered=True))
    assert "filtered" in refusal(run(["audit", "verify", str(path)]))
    path.write_bytes(b"")
    assert "heading" in refusal(run(["audit", "verify", str(path)]))
