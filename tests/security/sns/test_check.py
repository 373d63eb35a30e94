"""Messages of Amazon SNS, signed by a simulator as AWS's published algorithm says."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from kit.sns import CERTIFICATE, HOST, TOPIC, FakeSns
from triage_warden.core.identity.deliveries import Delivery, Passed, Said, Verdict
from triage_warden.core.identity.source_secrets import Scheme, SourceSecret
from triage_warden.security.sns.check import NotConfirmed, SnsCheck

FINDING = '{"source":"aws.guardduty","detail":{"id":"1","title":"Überraschung\\n"}}'
KEPT = SourceSecret(scheme=Scheme.SNS, secret=f"arn:aws:sns:us-east-1:123456789012:other,{TOPIC}")


async def _verdict(fake: FakeSns, body: bytes, check: SnsCheck | None = None) -> Verdict:
    return await (check or fake.check())(KEPT, Delivery({}, body, fake.clock.now()))


@pytest.mark.parametrize("version", ["1", "2"])
@pytest.mark.parametrize("subject", ["Finding", None])
async def test_what_sns_signed_is_taken_in_as_what_was_published(version: str, subject: str | None) -> None:
    """The message inside goes to the source's parser; both versions, with a subject and without."""
    fake = FakeSns(version=version)
    found = await _verdict(fake, fake.notification(FINDING, Subject=subject))
    assert isinstance(found, Passed)
    assert found.body == FINDING.encode()


async def test_the_same_message_has_the_same_key_whatever_else_differs() -> None:
    """SNS sends a message again under its id, with another time of its own."""
    fake = FakeSns()
    check = fake.check()
    first = await _verdict(fake, fake.notification(FINDING), check)
    fake.clock.advance(timedelta(minutes=20))
    again = await _verdict(fake, fake.notification(FINDING), check)
    other = await _verdict(fake, fake.notification(FINDING, MessageId="32b80b92-fdea-4c2c-8f9d-bdfb0c7bf324"), check)
    assert isinstance(first, Passed)
    assert isinstance(again, Passed)
    assert isinstance(other, Passed)
    assert first.unique == again.unique != other.unique


@pytest.mark.parametrize("name", ["Message", "MessageId", "Subject", "Timestamp", "Type", "Signature"])
async def test_no_signed_field_can_be_changed(name: str) -> None:
    """Each, on its way."""
    fake = FakeSns()
    fields = json.loads(fake.notification(FINDING))
    changed = {
        "Type": "UnsubscribeConfirmation",
        "Timestamp": fake.stamp(fake.clock.now() - timedelta(seconds=1)),
        "MessageId": "32b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        "Signature": "AAAA",
    }
    assert await _verdict(fake, json.dumps(fields | {name: changed.get(name, "changed")}).encode()) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"TopicArn": "arn:aws:sns:eu-central-1:123456789012:somebody-elses"},
        {"TopicArn": "arn:aws:sns:eu-central-1:999999999999:guardduty"},
        {"SigningCertURL": CERTIFICATE.replace("https", "http")},
        {"SigningCertURL": "https://sns.eu-central-1.amazonaws.com.example.com/a.pem"},
        {"SigningCertURL": "https://sns.us-east-1.amazonaws.com/a.pem"},
        {"SigningCertURL": f"https://{HOST}:8443/a.pem"},
        {"SigningCertURL": f"https://user@{HOST}/a.pem"},
        {"SigningCertURL": f"https://{HOST}/a/b.pem"},
        {"SigningCertURL": f"https://{HOST}/a.pem?x=.pem"},
        {"SigningCertURL": f"https://{HOST}/a.pem#x"},
        {"SigningCertURL": "https://[::1/a.pem"},
        {"SigningCertURL": "https://169.254.169.254/a.pem"},
        {"SignatureVersion": "3"},
        {"Timestamp": "2012-05-02"},
        {"MessageId": "1"},
    ],
)
async def test_what_does_not_fit_is_refused_before_anything_is_fetched(changes: dict[str, str | None]) -> None:
    """Also where somebody could sign it: their topic is not ours, and nothing else is asked for a certificate."""
    fake = FakeSns()
    assert await _verdict(fake, fake.notification(FINDING, **changes)) is None
    assert fake.asked == []


@pytest.mark.parametrize("minutes", [-66, 6])
async def test_a_message_of_another_time_is_refused(minutes: int) -> None:
    """SNS gives up after an hour; what comes later is somebody who kept it."""
    fake = FakeSns()
    body = fake.notification(FINDING, Timestamp=fake.stamp(fake.clock.now() + timedelta(minutes=minutes)))
    assert await _verdict(fake, body) is None


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", FINDING.encode(), b"\xff", b"[" * 100_000, b" " * (1 << 20) + b"{}"]
)
async def test_what_is_no_message_is_refused(body: bytes) -> None:
    """Raw delivery as well: nothing in it is signed."""
    assert await _verdict(FakeSns(), body) is None


async def test_a_subscription_to_a_topic_of_the_source_is_confirmed_once() -> None:
    """And is on the record once."""
    fake = FakeSns()
    check = fake.check()
    first = await _verdict(fake, fake.confirmation(), check)
    assert isinstance(first, Said)
    assert first.event == "source.subscribe"
    assert TOPIC in (first.reason or "")
    visited = [url for url in fake.asked if "ConfirmSubscription" in url]
    assert len(visited) == 1
    assert await _verdict(fake, fake.confirmation(), check) == Said(text="")
    assert [url for url in fake.asked if "ConfirmSubscription" in url] == visited


@pytest.mark.parametrize(
    "url",
    [
        None,
        f"https://{HOST}/?Action=DeleteTopic&TopicArn={TOPIC}",
        f"https://{HOST}/?Action=ConfirmSubscription&TopicArn={TOPIC}x&Token=1",
        f"https://{HOST}/?Action=ConfirmSubscription&Action=Publish&TopicArn={TOPIC}",
        f"https://{HOST}/x?Action=ConfirmSubscription&TopicArn={TOPIC}",
        f"https://example.com/?Action=ConfirmSubscription&TopicArn={TOPIC}",
    ],
)
async def test_no_address_is_visited_that_does_anything_else(url: str | None) -> None:
    """Even under AWS's own signature."""
    fake = FakeSns()
    assert await _verdict(fake, fake.confirmation(SubscribeURL=url)) is None
    assert fake.asked in ([CERTIFICATE], [CERTIFICATE, "http://crt.example.com/intermediate.cer"])


async def test_a_confirmation_that_fails_is_asked_for_again() -> None:
    """By a 503, to which SNS repeats itself."""
    fake = FakeSns(confirm_status=500)
    check = fake.check()
    with pytest.raises(NotConfirmed):
        await _verdict(fake, fake.confirmation(), check)
    fake.confirm_status = 200
    found = await _verdict(fake, fake.confirmation(), check)
    assert isinstance(found, Said)
    assert found.event


async def test_that_somebody_unsubscribed_us_is_for_the_record() -> None:
    """It says where to subscribe again; that is left to people."""
    fake = FakeSns()
    check = fake.check()
    found = await _verdict(fake, fake.confirmation("UnsubscribeConfirmation"), check)
    assert isinstance(found, Said)
    assert found.event == "source.unsubscribe"
    assert await _verdict(fake, fake.confirmation("UnsubscribeConfirmation"), check) == Said(text="")
    assert not any("ConfirmSubscription" in url for url in fake.asked)


async def test_another_topic_is_nobodys_however_well_it_is_signed() -> None:
    """Anybody may have a topic at AWS."""
    fake, check = FakeSns(), FakeSns().check()
    kept = SourceSecret(scheme=Scheme.SNS, secret="arn:aws:sns:eu-central-1:123456789012:another")
    for body in (fake.notification(FINDING), fake.confirmation()):
        assert await check(kept, Delivery({}, body, fake.clock.now())) is None
    assert replace(fake).asked == []
