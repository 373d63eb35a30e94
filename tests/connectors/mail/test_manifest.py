"""The source `mail` among the others."""

import pytest

from kit.mails import raw_mail
from triage_warden.connectors.mail.manifest import SOURCE


@pytest.mark.parametrize(
    ("payload", "sure"),
    [
        (raw_mail("x"), True),
        (b"From a@b Mon Mar 2 2026\r\n" + raw_mail("x"), True),
        (b'{"From": "x", "To": "y", "Subject": "z"}', False),
        (b"<134>Mar 2 12:00:00 host CEF:0|a|b|c", False),
        (b"CEF:0|a|b|1|x|y|5|src=1.2.3.4", False),
        (b"key: value\nother: value\n", False),
        (b"", False),
        (b"\xff\xd8\xff\xe0", False),
    ],
)
def test_mails_are_recognised_and_nothing_else_is(payload: bytes, sure: bool) -> None:  # noqa: FBT001  # a column of the table
    """By header fields at the very start."""
    assert (SOURCE.recognises(payload) > 0.5) is sure


def test_one_file_is_one_mail() -> None:
    """No cutting: an mbox is not a mail."""
    assert list(SOURCE.split(b"x")) == [b"x"]
