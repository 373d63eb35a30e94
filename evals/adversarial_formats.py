"""Measure readers on texts built to be slow: `python -m evals.adversarial_formats`; a table, and last one JSON object.

Decoding, the structural normaliser, the finding of observables and a whole parse, on each text at 1 and at 10 MB: the
worst seconds for a megabyte, and the worst growth (10 is linear).
"""

import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from triage_warden.connector_kit.formats.decode import decode_text
from triage_warden.connector_kit.structural.reading import read
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.observables.find import find
from triage_warden.wiring.catalogue import sources

SIZES: Final = (1, 10)
"""Megabytes."""
UNITS: Final = (
    *(
        "a=b ",
        'a="\\',
        'a="',
        "k='x\\' ",
        '=""a',
        " =",
        "a ",
        "[{(",
        '{"a":',
        "CEF:0|",
        "CEF:0|a|b|c|d|e|f|\\",
        "LEEF:2.0|a\\",
    ),
    *(
        '"a,',
        "<a>",
        '<a b="c">',
        "<13>",
        '<13>1 - - - - - [a b="',
        "a,",
        "        ",
        '\\"   ',
        "a : ",
        "%a",
        "a=b\n",
        '"a":"b",',
    ),
    *(
        "[a: ",
        '[a "b" ',
        ", A B c=1",
        "log: User: x, ",
        "x@a.b.",
        "10.0.0.0/24->",
        "msg='a=b c=d e=f' ",
    ),
    *(
        "A: b, ",
        "192.0.2.1 ",
        "from 192.0.2.1 to ",
        "user a ",
        "a@b.",
        "http://a.",
        "C:\\a\\",
        "2024-01-02 ",
        "1" * 20,
        "T1566 ",
    ),
    *(
        "aA1_",
        "::",
        "hxxp[:]//a[.]b ",
        "GET /a ",
        "\u200b",
        "é",
        "for user ",
        "GET /",
        "CVE-2024-1 ",
        "\\\\",
        "((((",
        "!@#",
    ),
)
"""What adversarial texts repeat: openings that never close, starts of every pattern there is, and almost-matches."""


def adversarial(sizes: tuple[float, float] = SIZES) -> dict[str, object]:
    """Print and return the worst seconds for a megabyte and the worst growth of each reader over all texts."""
    readers: dict[str, Callable[[str], object]] = {
        "decode": decode_text,
        "normalise": lambda text: read(decode_text(text)),
        "find": find,
        "parse": _parse,
    }
    figures: dict[str, object] = {}
    for name, reader in readers.items():
        worst, growth = (0.0, ""), (0.0, "")
        for unit in UNITS:
            small, large = (_seconds(reader, unit, size) for size in sizes)
            worst = max(worst, (large / sizes[1], unit), (small / sizes[0], unit))
            growth = max(growth, (large / max(small, 0.02), unit))
        print(f"{name:10} worst {worst[0]:.2f} s/MB on {worst[1]!r}; worst growth {growth[0]:.1f} on {growth[1]!r}")
        figures[name] = {"seconds_per_mb": round(worst[0], 3), "growth": round(growth[0], 1)}
    return figures


def _parse(text: str) -> None:
    with suppress(CannotParse):
        sources()["unknown"].parser.parse(text.encode())


def _seconds(reader: Callable[[str], object], unit: str, megabytes: float) -> float:
    text = unit * int(megabytes * 1_000_000 / len(unit.encode()))
    began = time.process_time()
    reader(text)
    return time.process_time() - began


if __name__ == "__main__":
    print(json.dumps(adversarial()))
    sys.exit(0)
