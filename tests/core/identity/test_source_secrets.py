"""What a source's sender signs with."""

from datetime import UTC, datetime, timedelta

import pytest

from triage_warden.core.identity.source_secrets import (
    Scheme,
    SourceSecret,
    Topic,
    UnusableSecret,
    check_usable,
    topics_of,
    usual_scheme,
)

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ARN = "arn:aws:sns:eu-central-1:123456789012:alerts"


def test_a_secret_is_in_no_log_by_accident() -> None:
    """Its text form says the scheme alone."""
    kept = SourceSecret(scheme=Scheme.OKTA, secret="the newest", before="the one before", before_until=NOW)
    assert "the" not in f"{kept} {kept!r}"


def test_the_one_before_holds_until_its_time() -> None:
    """The newest always does."""
    kept = SourceSecret(scheme=Scheme.OKTA, secret="new", before="old", before_until=NOW + timedelta(minutes=1))
    assert [each.secret for each in kept.good(NOW)] == ["new", "old"]
    assert [each.secret for each in kept.good(NOW + timedelta(minutes=1))] == ["new"]
    assert [each.secret for each in SourceSecret(scheme=Scheme.OKTA, secret="new").good(NOW)] == ["new"]


def test_products_sign_as_they_do() -> None:
    """Whoever has no scheme of its own signs as we say."""
    assert [usual_scheme(name) for name in ("github", "okta", "wazuh")] == [Scheme.GITHUB, Scheme.OKTA, Scheme.GENERIC]


def test_topics_are_named_by_their_arns() -> None:
    """One or several."""
    assert topics_of(ARN) == (Topic(ARN, "eu-central-1", "aws"),)
    both = topics_of(f"{ARN},arn:aws-us-gov:sns:us-gov-west-1:123456789012:a.fifo")
    assert [each.partition for each in both] == ["aws", "aws-us-gov"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "alerts",
        f"{ARN},",
        f"{ARN}:5ec6-subscription",
        ARN.replace("sns", "sqs"),
        ARN.replace("123", "*"),
        f"{ARN}\n",
    ],
)
def test_what_is_no_topic_is_refused(text: str) -> None:
    """A subscription's ARN is longer, and no pattern is a topic."""
    with pytest.raises(UnusableSecret, match="arn:aws:sns"):
        check_usable(SourceSecret(scheme=Scheme.SNS, secret=text))


def test_microsofts_limit_is_kept() -> None:
    """Graph refuses to subscribe with more, and this tells earlier."""
    check_usable(SourceSecret(scheme=Scheme.GRAPH, secret="x" * 128))
    with pytest.raises(UnusableSecret):
        check_usable(SourceSecret(scheme=Scheme.GRAPH, secret="x" * 129))
