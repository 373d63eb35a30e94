"""Tests of QR codes."""

from triage_warden.security.qr_code import qr_svg


def test_the_picture_is_plain_svg() -> None:
    """Nothing that the page's policy forbids, and nothing of the text as text."""
    svg = qr_svg("otpauth://totp/x?secret=ABC")
    assert svg.startswith("<svg ")
    assert "viewBox" in svg
    assert "style=" not in svg
    assert "<script" not in svg
    assert "ABC" not in svg


def test_another_text_is_another_picture() -> None:
    """It carries what it was given."""
    assert qr_svg("one") != qr_svg("two")
