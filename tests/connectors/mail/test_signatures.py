"""DKIM as far as it can be checked without asking anybody, and with keys."""

import base64

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from kit.mails import raw_mail
from triage_warden.connectors.mail.reader import read_mail
from triage_warden.core.facts.mail.model import SignatureOutcome

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _signed(raw: bytes) -> bytes:
    pem = KEY.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    return bytes(dkim.sign(raw, b"s1", b"example.com", pem, include_headers=[b"From", b"Subject"])) + raw


def _keys(name: bytes, timeout: int = 5) -> bytes | None:
    public = KEY.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(public) if name.startswith(b"s1._domainkey.example.com") else None


def test_without_keys_only_the_body_is_compared() -> None:
    """Nobody is asked: the signature stays unchecked, and says so."""
    [signature] = read_mail(_signed(raw_mail("hello"))).dkim
    assert (signature.domain, signature.selector) == ("example.com", "s1")
    assert signature.body_hash is SignatureOutcome.HOLDS
    assert signature.signature is SignatureOutcome.NOT_CHECKED


def test_a_changed_body_is_seen_without_keys() -> None:
    """The body's hash stands in the header."""
    [signature] = read_mail(_signed(raw_mail("hello")).replace(b"hello", b"jello")).dkim
    assert signature.body_hash is SignatureOutcome.BROKEN


def test_with_keys_the_signature_is_checked() -> None:
    """A changed header that was signed breaks it."""
    raw = _signed(raw_mail("hello"))
    assert read_mail(raw, _keys).dkim[0].signature is SignatureOutcome.HOLDS
    assert read_mail(raw.replace(b"Minutes", b"Seconds"), _keys).dkim[0].signature is SignatureOutcome.BROKEN


def test_a_key_that_cannot_be_had_checks_nothing() -> None:
    """No answer is not a failure of the signature."""

    def nobody(name: bytes, timeout: int = 5) -> bytes | None:
        return None

    assert read_mail(_signed(raw_mail("hello")), nobody).dkim[0].signature is SignatureOutcome.NOT_CHECKED


def test_broken_tags_check_nothing() -> None:
    """A signature header of any content is read."""
    mail = read_mail(
        raw_mail("x", headers=(("DKIM-Signature", "a=rsa-sha256; bh=%%%; c=odd/odd; d=; l=99999999999999"),))
    )
    assert mail.dkim[0].body_hash is SignatureOutcome.NOT_CHECKED


def test_long_runs_of_blanks_are_not_canonicalised() -> None:
    """Dkimpy would take the square of their length."""
    raw = _signed(raw_mail("hello")) + b" " * 100_000
    assert read_mail(raw).dkim[0].body_hash is SignatureOutcome.NOT_CHECKED
