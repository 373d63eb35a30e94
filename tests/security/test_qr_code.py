"""Tests of QR codes."""

import re

import segno

from triage_warden.security.qr_code import QUIET_ZONE, qr_code

ADDRESS = "otpauth://totp/x?secret=ABC"


def test_the_strokes_are_the_dark_modules() -> None:
    """Drawn again, they are the code that the library makes, with its quiet zone."""
    width, path = qr_code(ADDRESS)
    wanted = [
        list(map(bool, row)) for row in segno.make(ADDRESS, error="m", micro=False).matrix_iter(border=QUIET_ZONE)
    ]
    drawn = [[False] * width for _ in range(width)]
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", path):
        for step in range(int(length)):
            drawn[int(y)][int(x) + step] = True
    assert drawn == wanted


def test_there_is_nothing_in_it_but_strokes() -> None:
    """Nothing of the text as text."""
    assert re.fullmatch(r"(M\d+ \d+\.5h\d+)+", qr_code(ADDRESS)[1])


def test_another_text_is_another_picture() -> None:
    """It carries what it was given."""
    assert qr_code("one") != qr_code("two")
