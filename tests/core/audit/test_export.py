"""Tests of the record as lines that can be checked without us."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from kit.alerts import NOON
from kit.audit import a_chain
from triage_warden.core.audit.export import (
    NotAnExport,
    anchor_line,
    heading,
    line,
    read_anchor,
    read_heading,
    read_line,
)
from triage_warden.core.audit.model import Anchor, Head, SealedEntry
from triage_warden.kernel.ids import DEFAULT_TENANT

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "audit-chain.md"


def exported(chain: list[SealedEntry], head: Head) -> bytes:
    """Return the export of a chain."""
    return heading(DEFAULT_TENANT, head, at=NOON, filtered=False) + b"".join(map(line, chain))


def anchor(chain: list[SealedEntry], seq: int) -> Anchor:
    """Return the anchor of an entry."""
    return Anchor(at=NOON, tenant=str(DEFAULT_TENANT), seq=seq, hash=chain[seq - 1].hash.hex())


def test_lines_are_read_back_as_they_were() -> None:
    """Bodies byte for byte."""
    chain = a_chain(3)
    head = Head(seq=3, hash=chain[-1].hash)
    first, *rest = exported(chain, head).splitlines()
    assert read_heading(first)[1] == head
    assert [read_line(text, number) for number, text in enumerate(rest, 2)] == chain
    kept = anchor(chain, 2)
    assert read_anchor(anchor_line(kept), 1) == kept


@pytest.mark.parametrize(
    "text", [b"", b"{}", b"[1]", b"\xff", b'{"seq":1,"prev":"zz","hash":"00","body":{}}', b'{"seq":"1"}']
)
def test_what_is_no_export_is_refused_by_line(text: bytes) -> None:
    """With the line's number, whatever the bytes."""
    with pytest.raises(NotAnExport, match="Line 7"):
        read_line(text, 7)
    with pytest.raises(NotAnExport):
        read_heading(text)
    with pytest.raises(NotAnExport, match="Line 7"):
        read_anchor(text, 7)


def test_an_export_of_another_form_is_refused() -> None:
    """A later version may hash in another way."""
    first = msgspec.json.decode(heading(DEFAULT_TENANT, Head(seq=0, hash=b"\x00" * 32), at=NOON, filtered=False))
    with pytest.raises(NotAnExport, match="audit/2"):
        read_heading(msgspec.json.encode(first | {"format": "triage-warden.audit/2"}))


def auditor(tmp_path: Path, export: bytes, *anchors: Anchor) -> tuple[int, str]:
    """Run the script of the reference page, as an auditor without Triage Warden would."""
    script = PAGE.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    for name, content in (
        ("check.py", script.encode()),
        ("export", export),
        ("kept", b"".join(map(anchor_line, anchors))),
    ):
        (tmp_path / name).write_bytes(content)
    command = [sys.executable, "-I", "check.py", "export", "kept"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout + done.stderr


def test_the_pages_own_script_agrees(tmp_path: Path) -> None:
    """Written from the page alone, it finds a sound chain sound and the others not."""
    chain = a_chain(9)
    head = Head(seq=9, hash=chain[-1].hash)
    sound = exported(chain, head)
    assert auditor(tmp_path, sound, anchor(chain, 4)) == (0, "9 entries hold together\n")
    altered = sound.replace(b'"id":"INC-5"', b'"id":"INC-6"')
    for broken, words in (
        (altered, "entry 5"),
        (exported(chain[:3] + chain[4:], head), "entry 4"),
        (exported(chain[:6], head), "after entry 6"),
    ):
        assert auditor(tmp_path, broken) == (1, broken_words(tmp_path, broken, words))
    cut = exported(chain[:6], Head(seq=6, hash=chain[5].hash))
    assert auditor(tmp_path, cut)[0] == 0
    assert auditor(tmp_path, cut, anchor(chain, 8))[0] == 1


def broken_words(tmp_path: Path, export: bytes, words: str) -> str:
    """Return what the script says of a broken export, after checking that it names the place."""
    said = auditor(tmp_path, export)[1]
    assert words in said
    return said
