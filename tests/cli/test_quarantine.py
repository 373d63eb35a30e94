"""`triage-warden quarantine` against a server that speaks the contract."""

import base64

from kit.command import refusal, run
from kit.fake_server import an_answer, fake_server

PAYLOAD = b'{"broken": \x1b[31m'
ITEM = {
    "id": "0190f3a1-0000-7000-8000-0000000000b1",
    "source": "suricata",
    "code": "cannot_parse",
    "reason": "It ends too early.",
    "pointer": "/alert",
    "received_at": "2026-03-02T08:10:01Z",
    "size": len(PAYLOAD),
}
ONE = f"/api/v1/quarantine/{ITEM['id']}"
DETAIL = {**ITEM, "payload": base64.b64encode(PAYLOAD).decode()}


def test_list_tells_source_and_reason() -> None:
    """A row for each."""
    with fake_server() as fake:
        fake.prepare("GET", "/api/v1/quarantine", an_answer({"items": [ITEM], "next": None}))
        result = run(["quarantine", "list", "--server", fake.url])
    assert "It ends too early." in result.stdout
    assert "suricata" in result.stdout


def test_show_writes_the_payload_so_that_it_cannot_steer_the_terminal() -> None:
    """With the reason and where it is."""
    with fake_server() as fake:
        fake.prepare("GET", ONE, an_answer(DETAIL))
        result = run(["quarantine", "show", str(ITEM["id"]), "--server", fake.url])
    assert "It ends too early. (cannot_parse)" in result.stdout
    assert "/alert" in result.stdout
    assert '{"broken": \\x1b[31m' in result.stdout


def test_raw_is_the_payload_byte_for_byte() -> None:
    """For mending it by hand."""
    with fake_server() as fake:
        fake.prepare("GET", ONE, an_answer(DETAIL))
        result = run(["quarantine", "show", str(ITEM["id"]), "--raw", "--server", fake.url])
    assert result.stdout_bytes == PAYLOAD


def test_replay_tells_what_became_of_it() -> None:
    """Accepted, or folded into what is known."""
    with fake_server() as fake:
        fake.prepare("POST", f"{ONE}/replay", an_answer({"accepted": 1, "duplicates": 0, "quarantined": 0}))
        result = run(["quarantine", "replay", str(ITEM["id"]), "--server", fake.url])
    assert (result.exit_code, result.stdout) == (0, "1 accepted, 0 repeats folded\n")


def test_replay_of_what_still_cannot_be_parsed_fails() -> None:
    """Exit 1, so that a script notices."""
    with fake_server() as fake:
        fake.prepare("POST", f"{ONE}/replay", an_answer({"accepted": 0, "duplicates": 0, "quarantined": 1}))
        result = run(["quarantine", "replay", str(ITEM["id"]), "--server", fake.url])
    assert "still cannot be parsed" in refusal(result)
