"""What a triage can do, put together from the features."""

from collections.abc import Sequence

from triage_warden.connectors.mail.reader import read_mail
from triage_warden.core.alerts import attributes
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.assessment.model import Assessment
from triage_warden.core.assessment.rules_analyst import assess
from triage_warden.core.assessment.view import MAIL_TYPE, IncidentView
from triage_warden.core.facts.alerts import alert_facts
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.incident import incident_facts, volume_facts
from triage_warden.core.facts.look_up import LookUp
from triage_warden.core.facts.mail.facts import mail_facts
from triage_warden.core.facts.model import Fact
from triage_warden.core.facts.strands import strands
from triage_warden.core.incidents.model import Incident
from triage_warden.engine.journal import Skills, Survey
from triage_warden.kernel.clock import Clock


def skills(look_up: LookUp, clock: Clock) -> Skills:
    """Return the rules analyst's skills."""

    def judge(incident: Incident, alerts: Sequence[StoredAlert], facts: Sequence[Fact]) -> Assessment:  # noqa: ARG001  # a model will want the incident
        return assess(IncidentView(alerts=tuple(alerts)), facts, at=clock.now())

    return Skills(examine=examine, look_up=look_up, survey=survey, assess=judge)


def examine(alert: StoredAlert, payload: bytes) -> list[Fact]:
    """Return what a mail shows; other payloads say all they have to say in the normalised alert."""
    if alert.attributes.get(attributes.MEDIA_TYPE) != MAIL_TYPE:
        return []
    return mail_facts(read_mail(payload), alert_ref=f"alert:{alert.id}", observed_at=alert.received_at)


def survey(alerts: Sequence[StoredAlert], context: Context) -> Survey:
    """Return what each strand of alerts says, and what all of them say together."""
    folded = strands(alerts, context.listed)
    return Survey(
        alerts={strand.alert.id: alert_facts(strand.alert, context) for strand in folded.followed},
        incident=[*incident_facts(alerts, context), *volume_facts(folded, context)],
    )
