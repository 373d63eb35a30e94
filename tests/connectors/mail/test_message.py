"""Bytes to a mail, whatever the bytes."""

import base64
import time
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.mails import a_zip, raw_mail, read_or_reason, real_mails
from triage_warden.connectors.mail.message import MAX_BOUNDARIES, MAX_MAIL_BYTES, MAX_PARTS, read_message
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.facts.mail.facts import findings

PIECES = [
    b"From: a@example.com\r\n",
    b"Subject: =?utf-8?b?",
    b"\r\n",
    b"\n\n",
    b"Content-Type: multipart/mixed; boundary=b\r\n",
    b"--b\r\n",
    b"--b--\r\n",
    b"Content-Type: text/html; charset=\x00\xff\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: x-uuencode\r\n",
    b"begin 644 x\n",
    b"Content-Disposition: attachment; filename*0*=utf-8''%ff; filename*1=b\r\n",
    b"Received: from a by b; c\r\n",
    b"\xff\xfe\x00\x80",
    b"<a href='http://x.example'>",
    b"Content-Type: message/rfc822\r\n",
    b"DKIM-Signature: a=rsa-sha256; bh=x; c=;\r\n",
    b"Authentication-Results: x; spf=(\r\n",
    b"Content-Type: ;;;=;\r\n",
    b"Content-Type: text/plain; charset*99999999999999999999=x\r\n",
    b"PK\x03\x04",
    b"%PDF-",
    b"Date: x\r\n",
    b"=\r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n",
]


def test_the_parts_of_a_mail_come_out() -> None:
    """Addresses, subject, both bodies, links and attachments."""
    mail = read_message(
        raw_mail(
            "plain",
            html="<a href='https://a.example/'>go</a>",
            attachments=(("a.zip", "application/zip", a_zip(("x", b""))),),
        ),
    )
    assert mail.author is not None
    assert mail.author.email == "sam@example.com"
    assert [each.email for each in mail.recipients] == ["kim@example.org"]
    assert mail.text.strip() == "plain"
    assert mail.html is not None
    assert mail.html.text == "go"
    assert [link.target for link in mail.links] == ["https://a.example/"]
    assert [(each.name, each.detected_type) for each in mail.attachments] == [("a.zip", "zip")]


def test_an_mbox_line_and_blank_lines_at_the_top_are_passed_over() -> None:
    """Exports begin with them."""
    assert read_message(b"From x@y Mon Mar  2 12:00:00 2026\r\n" + raw_mail("x")).subject == "Minutes of Monday"
    assert read_message(b"\r\n\r\n" + raw_mail("x")).subject == "Minutes of Monday"


@pytest.mark.parametrize("raw", [b"", b" \r\n ", b"x" * (MAX_MAIL_BYTES + 1)], ids=["empty", "blank", "too large"])
def test_what_is_no_mail_is_refused_with_a_reason(raw: bytes) -> None:
    """The reason is one sentence."""
    with pytest.raises(CannotParse, match=r"\.$"):
        read_message(raw)


def test_nesting_without_end_is_refused() -> None:
    """The parser would recurse once a level."""
    raw = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(MAX_BOUNDARIES + 1)
    )
    with pytest.raises(CannotParse):
        read_message(raw)


def test_deep_nesting_within_the_limit_is_read() -> None:
    """Hundreds of levels neither fail nor take for ever."""
    raw = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(MAX_BOUNDARIES - 1)
    )
    began = time.process_time()
    assert read_or_reason(raw)
    assert time.process_time() - began < 5


def test_a_flood_of_headers_is_cut() -> None:
    """A hundred thousand headers are read up to a limit, and the mail says so."""
    mail = read_message(b"X-Flood: yes\r\n" * 100_000 + b"Subject: late\r\n\r\nbody")
    assert "headers_cut" in mail.defects
    assert len(mail.headers) == 500


def test_a_flood_of_parts_is_cut() -> None:
    """More parts than any mail has."""
    raw = (
        b"Content-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\nContent-Type: image/png\n\nx\n" * (MAX_PARTS + 100)
        + b"--b--\n"
    )
    assert "parts_cut" in read_message(raw).defects


def test_bombs_stay_within_memory() -> None:
    """Twenty megabytes of Base64 zeros, compressed and plain, take a small multiple of their size."""
    body = base64.encodebytes(b"\x00" * 15 * 1024 * 1024)
    raw = b"From: a@example.com\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n" + body
    tracemalloc.start()
    read_message(raw)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * len(raw)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=30)), max_size=25))
def test_any_bytes_give_a_mail_or_a_reason(pieces: list[bytes]) -> None:
    """Law 1: never another error; and whatever was read, facts can be told of it."""
    read = read_or_reason(b"".join(pieces))
    assert isinstance(read, str) or list(findings(read)) is not None


@pytest.mark.real_data
def test_real_mails_mutated_give_a_mail_or_a_reason() -> None:
    """Real mails with a byte changed, a piece doubled or cut out."""
    for number, path in enumerate(real_mails("mail")[::4]):
        raw = path.read_bytes()
        at = (number * 7919) % max(1, len(raw))
        for changed in (
            raw[:at] + b"\xff" + raw[at + 1 :],
            raw[:at] + raw[: at // 2] + raw[at:],
            raw[: at // 2] + raw[at:],
        ):
            read = read_or_reason(changed)
            assert isinstance(read, str) or list(findings(read))
