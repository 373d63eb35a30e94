"""What the rules analyst looks at besides facts."""

from collections.abc import Iterable

import msgspec

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.assessment.prior import AlertKind
from triage_warden.core.facts.model import Fact
from triage_warden.core.facts.strands import rule_of
from triage_warden.core.facts.words import MAIL_TYPE, is_mail

__all__ = ["MAIL_TYPE", "IncidentView", "alert_of", "by_reference", "kind_of", "rule_key"]


class IncidentView(msgspec.Struct, frozen=True, kw_only=True):
    """The incident's alerts, in any order; only those that facts rest on are looked at."""

    alerts: tuple[StoredAlert, ...] = ()


def alert_of(fact: Fact) -> str | None:
    """Return the reference of the one alert that a fact rests on (`alert:<uuid>`); None for none or several."""
    named = {each for each in fact.rests_on if each.startswith("alert:")}
    return named.pop() if len(named) == 1 else None


def kind_of(alert: StoredAlert | None) -> AlertKind:
    """Return the sort of alert that it starts as."""
    return AlertKind.MAIL if alert is not None and is_mail(alert) else AlertKind.MONITORED


def by_reference(alerts: Iterable[StoredAlert]) -> dict[str, StoredAlert]:
    """Return the alerts under the names that facts give them."""
    return {f"alert:{alert.id}": alert for alert in alerts}


def rule_key(reference: str, alert: StoredAlert | None) -> str:
    """Return what counts once: the alert's rule, or the alert itself where it is a mail or unknown."""
    if alert is None or kind_of(alert) is AlertKind.MAIL:
        return reference
    return f"{alert.source}\x00{rule_of(alert)}"
