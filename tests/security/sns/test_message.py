"""What of a message is signed, and which addresses it may name."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.identity.source_secrets import topics_of
from triage_warden.security.sns.message import (
    is_confirming_address,
    is_fresh,
    is_signing_address,
    read_message,
    signature_of,
    string_to_sign,
)

(TOPIC,) = topics_of("arn:aws:sns:us-west-2:123456789012:MyTopic")
PUBLISHED = b"""{
  "Type" : "Notification", "MessageId" : "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
  "TopicArn" : "arn:aws:sns:us-west-2:123456789012:MyTopic", "Subject" : "My First Message",
  "Message" : "Hello world!", "Timestamp" : "2012-05-02T00:54:06.655Z", "SignatureVersion" : "1",
  "Signature" : "RVhBTVBMRQ==",
  "SigningCertURL" : "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem",
  "UnsubscribeURL" : "https://sns.us-west-2.amazonaws.com/?Action=Unsubscribe"
}"""


def test_the_published_example_is_read_as_it_is_signed() -> None:
    """docs.aws.amazon.com/sns/latest/dg, "HTTP/HTTPS notification JSON format" and "Verifying the signatures"."""
    message = read_message(PUBLISHED)
    assert message is not None
    assert string_to_sign(message).decode().split("\n") == [
        *("Message", "Hello world!", "MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324"),
        *("Subject", "My First Message", "Timestamp", "2012-05-02T00:54:06.655Z"),
        *("TopicArn", "arn:aws:sns:us-west-2:123456789012:MyTopic", "Type", "Notification", ""),
    ]
    assert signature_of(message) == b"EXAMPLE"
    assert is_signing_address(message.signing_cert_url, TOPIC)
    assert is_fresh(message, datetime(2012, 5, 2, 1, 0, tzinfo=UTC))
    assert not is_fresh(message, datetime(2012, 5, 3, tzinfo=UTC))


def test_china_is_its_own_domain() -> None:
    """And nobody else's."""
    (topic,) = topics_of("arn:aws-cn:sns:cn-north-1:123456789012:a")
    assert is_signing_address("https://sns.cn-north-1.amazonaws.com.cn/a.pem", topic)
    assert not is_signing_address("https://sns.cn-north-1.amazonaws.com/a.pem", topic)


@given(st.text(max_size=60))
def test_no_text_is_an_address_of_sns_by_accident(text: str) -> None:
    """Whatever is put before, between or behind."""
    for url in (text, f"https://{text}", f"https://sns.us-west-2.amazonaws.com{text}"):
        if is_signing_address(url, TOPIC):
            assert url.startswith("https://sns.us-west-2.amazonaws.com/")
            assert url.endswith(".pem")
        assert not is_confirming_address(url, TOPIC)


@given(st.binary(max_size=200))
def test_any_body_is_a_message_or_none(body: bytes) -> None:
    """Never an error."""
    assert read_message(body) is None
