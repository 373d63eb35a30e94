"""The certificates that SNS signs with."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from kit.sns import CERTIFICATE, ISSUER, REGION, TOPIC, FakeSns
from triage_warden.core.identity.source_secrets import Topic
from triage_warden.security.sns.certificates import (
    KEPT,
    KEPT_UNTRUSTED,
    MOST_FETCHED,
    CertificateUnavailable,
    SigningCertificates,
)
from triage_warden.security.sns.chain import system_roots

HERE = Topic(TOPIC, REGION, "aws")


def _certificates(fake: FakeSns) -> SigningCertificates:
    return fake.check().certificates


@pytest.mark.parametrize("whole", [True, False])
async def test_a_certificate_that_leads_to_a_root_is_trusted(whole: bool) -> None:  # noqa: FBT001  # a parameter
    """Where its file leaves the authority in between out, that is fetched from where the certificate says."""
    fake = FakeSns(whole_chain=whole)
    assert await _certificates(fake).key(CERTIFICATE, HERE) is not None
    assert fake.asked == ([CERTIFICATE] if whole else [CERTIFICATE, ISSUER])


@pytest.mark.parametrize(
    "fake",
    [
        FakeSns(self_signed=True),
        FakeSns(days=-1),
        FakeSns(name="example.com"),
        FakeSns(name="sns-signing.us-east-1.amazonaws.com"),
    ],
    ids=["self-signed", "expired", "another's", "another region's"],
)
async def test_any_other_certificate_is_not(fake: FakeSns) -> None:
    """Though it came from the right place."""
    fake.whole_chain = not fake.self_signed
    assert await _certificates(fake).key(CERTIFICATE, HERE) is None


async def test_an_authority_that_nobody_trusts_is_none() -> None:
    """The chain has to end at a root that TLS trusts here."""
    certificates = _certificates(FakeSns(whole_chain=True))
    certificates.roots = system_roots
    assert await certificates.key(CERTIFICATE, HERE) is None


async def test_it_is_fetched_once_a_day() -> None:
    """Or when it has expired."""
    fake = FakeSns(whole_chain=True)
    certificates = _certificates(fake)
    for _ in range(3):
        await certificates.key(CERTIFICATE, HERE)
    assert len(fake.asked) == 1
    fake.clock.advance(KEPT)
    await certificates.key(CERTIFICATE, HERE)
    assert len(fake.asked) == 2


async def test_a_burst_under_a_new_certificate_fetches_it_once() -> None:
    """Whoever comes first asks for all."""
    fake = FakeSns(whole_chain=True)
    certificates = _certificates(fake)
    keys = await asyncio.gather(*(certificates.key(CERTIFICATE, HERE) for _ in range(50)))
    assert None not in keys
    assert len(fake.asked) == 1


async def test_what_is_not_trusted_is_asked_for_again_soon() -> None:
    """It may have been our clock."""
    fake = FakeSns(whole_chain=True, name="example.com")
    certificates = _certificates(fake)
    assert await certificates.key(CERTIFICATE, HERE) is None
    assert await certificates.key(CERTIFICATE, HERE) is None
    fake.name = "sns.amazonaws.com"
    fake.clock.advance(KEPT_UNTRUSTED)
    assert await certificates.key(CERTIFICATE, HERE) is not None
    assert len(fake.asked) == 2


async def test_messages_that_name_many_certificates_are_not_many_requests() -> None:
    """Anybody can send such messages; those whose certificate is known go on."""
    fake = FakeSns(whole_chain=True)
    certificates = _certificates(fake)
    await certificates.key(CERTIFICATE, HERE)
    for number in range(MOST_FETCHED - 1):
        await certificates.key(CERTIFICATE.replace("0123", f"{number:04}x"), HERE)
    with pytest.raises(CertificateUnavailable):
        await certificates.key(CERTIFICATE.replace("0123", "again"), HERE)
    assert await certificates.key(CERTIFICATE, HERE) is not None
    assert len(fake.asked) == MOST_FETCHED
    fake.clock.advance(timedelta(seconds=60))
    await certificates.key(CERTIFICATE.replace("0123", "again"), HERE)


async def test_what_cannot_be_fetched_is_asked_for_at_once_again() -> None:
    """SNS repeats its message after some seconds."""
    fake = FakeSns(whole_chain=True, status=500)
    certificates = _certificates(fake)
    with pytest.raises(CertificateUnavailable):
        await certificates.key(CERTIFICATE, HERE)
    fake.status = 200
    assert await certificates.key(CERTIFICATE, HERE) is not None


async def test_no_network_is_no_refusal() -> None:
    """But a time without an answer."""
    fake = FakeSns()
    certificates = _certificates(fake)

    def fails(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no", request=request)

    certificates.http = httpx.AsyncClient(transport=httpx.MockTransport(fails))
    with pytest.raises(CertificateUnavailable):
        await certificates.key(CERTIFICATE, HERE)
