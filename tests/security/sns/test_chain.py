"""Whether a certificate is AWS's own."""

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.verification import Store

from kit.sns import ISSUER, FakeSns
from triage_warden.core.identity.source_secrets import topics_of
from triage_warden.security.sns.chain import is_trusted, issuer_address, names_of, read_certificates, system_roots


@pytest.mark.parametrize(
    ("arn", "name"),
    [
        ("arn:aws:sns:us-east-1:123456789012:a", "sns.amazonaws.com"),
        ("arn:aws:sns:me-south-1:123456789012:a", "sns-signing.me-south-1.amazonaws.com"),
        ("arn:aws-cn:sns:cn-north-1:123456789012:a", "sns-cn-north-1.amazonaws.com.cn"),
        ("arn:aws-us-gov:sns:us-gov-east-1:123456789012:a", "sns-us-gov-west-1.amazonaws.com"),
    ],
)
def test_sns_signs_under_its_names_in_each_region(arn: str, name: str) -> None:
    """As AWS's SDKs expect them."""
    (topic,), fake = topics_of(arn), FakeSns(name=name)
    chain = [fake.certificate("leaf"), fake.certificate("intermediate")]
    roots = Store([fake.certificate("root")])
    assert is_trusted(chain, roots, topic, at=fake.clock.now())
    assert name in names_of(topic)
    assert not is_trusted(chain[:1], roots, topic, at=fake.clock.now())


def test_a_file_holds_certificates_or_none() -> None:
    """PEM, DER, and what is neither."""
    leaf = FakeSns().certificate("leaf")
    pem, der = leaf.public_bytes(Encoding.PEM), leaf.public_bytes(Encoding.DER)
    assert read_certificates(pem + pem) == (leaf, leaf)
    assert read_certificates(der) == (leaf,)
    assert read_certificates(b"<html>") == read_certificates(b"-----BEGIN CERTIFICATE-----\n") == ()
    assert len(read_certificates(pem * 50)) == 5


def test_a_certificate_says_where_its_issuer_is_or_does_not() -> None:
    """Roots do not."""
    fake = FakeSns()
    assert issuer_address(fake.certificate("leaf")) == ISSUER
    assert issuer_address(fake.certificate("root")) is None


def test_the_authorities_of_tls_are_read() -> None:
    """All of them, without a warning."""
    assert system_roots() is not None
