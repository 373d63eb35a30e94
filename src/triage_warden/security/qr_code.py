"""A text as a QR code."""

import segno


def qr_svg(text: str) -> str:
    """Return a QR code as SVG for a page; black on white with its quiet zone, no style in it (the page's policy)."""
    code = segno.make(text, error="m", micro=False)
    return code.svg_inline(scale=1, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None, omitsize=True)
