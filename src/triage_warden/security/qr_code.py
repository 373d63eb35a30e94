"""A text as a QR code."""

from itertools import groupby
from typing import Final

import segno

QUIET_ZONE: Final = 4
"""Light modules around the code, which readers need (ISO/IEC 18004 §9.1)."""


def qr_code(text: str) -> tuple[int, str]:
    """Return the width in modules, quiet zone included, and the dark ones as the path of an SVG's strokes of width 1.

    The page puts them into its own markup: nothing has to be let through unescaped.
    """
    code = segno.make(text, error="m", micro=False)
    rows = [list(row) for row in code.matrix_iter(border=QUIET_ZONE)]
    return len(rows), "".join(_strokes(row, y) for y, row in enumerate(rows))


def _strokes(row: list[int], y: int) -> str:
    drawn, x = "", 0
    for dark, run in groupby(row, key=bool):
        width = len(list(run))
        drawn += f"M{x} {y}.5h{width}" if dark else ""
        x += width
    return drawn
