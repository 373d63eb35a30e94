"""Tests of what an incident says of itself."""

import msgspec
import pytest

from kit.alerts import an_observable
from kit.grouping import HOUR, POLICY, address, host, seen, user
from triage_warden.core.alerts.attributes import MEDIA_TYPE
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents.strands import Strand, strand_of
from triage_warden.core.incidents.summary import LONGEST_TITLE, extended, summary
from triage_warden.core.observables.model import Observable, ObservableType, Role


def titled(alert: StoredAlert, title: str) -> Strand:
    """Return the strand of the alert under another title."""
    return strand_of(msgspec.structs.replace(alert, title=title), POLICY)


@pytest.mark.parametrize(
    ("observables", "where"),
    [
        ((host("ws-014"), user("ana")), " on ws-014"),
        ((host("ws-1"), host("ws-2")), " on 2 hosts"),
        ((user("ana"), user("aad:1"), user("root")), " on ana"),
        ((user("ana"), user("ben"), user("eve")), " on 3 users"),
        ((an_observable("ana@example.com", ObservableType.EMAIL, Role.TARGET),), " on ana@example.com"),
        ((an_observable("eve@example.net", ObservableType.EMAIL, Role.ACTOR),), ""),
        ((address("203.0.113.9", Role.ACTOR),), ""),
    ],
)
def test_a_title_says_what_and_on_whom(observables: tuple[Observable, ...], where: str) -> None:
    """One is named, more are counted; what tells a reader nothing is left out."""
    assert summary([titled(seen(1, *observables), "Odd sign-in")]).title == f"Odd sign-in{where}"


def test_the_worst_alert_leads_and_the_others_are_counted() -> None:
    """Not the first one: that may be a scan before the breach."""
    strands = [
        titled(seen(1, host("h"), severity=Severity.LOW), "Scan"),
        titled(seen(2, host("h"), after=HOUR, severity=Severity.HIGH), "Dump of credentials"),
        titled(seen(3, host("h"), after=2 * HOUR), "New service"),
    ]
    assert summary(strands).title == "Dump of credentials and 2 more on h"


def test_a_mail_comes_to_somebody() -> None:
    """It is not on them."""
    mailbox = an_observable("ana@example.com", ObservableType.EMAIL, Role.TARGET)
    mail = msgspec.structs.replace(seen(1, mailbox), attributes={MEDIA_TYPE: "message/rfc822"})
    assert summary([titled(mail, "Your parcel")]).title == "Your parcel to ana@example.com"


def test_a_summary_is_of_all_members() -> None:
    """Severity, count, sources, times and entities."""
    strands = [
        strand_of(seen(1, host("h"), severity=Severity.LOW), POLICY),
        strand_of(seen(2, host("h"), user("u"), after=HOUR, severity=Severity.HIGH), POLICY),
    ]
    says = summary(strands)
    assert (says.severity, says.alert_count, says.sources) == (Severity.HIGH, 2, ("generic",))
    assert (says.first_alert_at, says.last_alert_at) == (strands[0].first_at, strands[1].last_at)
    assert [entity.value for entity in says.entities] == ["h", "u"]


def test_a_title_is_never_too_long() -> None:
    """However long a source's titles and hosts are."""
    assert len(summary([titled(seen(1, host("h" * 250)), "x" * 5_000)]).title) <= LONGEST_TITLE


def test_a_vast_incident_is_extended_by_what_arrives() -> None:
    """Counts add up, times and severity widen, the title stays."""
    known = summary([strand_of(seen(1, host("h")), POLICY)])
    more = extended(known, [strand_of(seen(2, host("g"), after=HOUR, severity=Severity.HIGH), POLICY)])
    assert (more.title, more.alert_count, more.severity) == (known.title, 2, Severity.HIGH)
    assert [entity.value for entity in more.entities] == ["h", "g"]
    assert extended(known, []) == known
