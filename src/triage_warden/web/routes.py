"""Every route, by feature."""

from typing import Final

from litestar.handlers import HTTPRouteHandler

from triage_warden.web.api import description, events, health, metrics, source_secrets, sources
from triage_warden.web.api import kill_switch as kill_switch_api
from triage_warden.web.api.actions import handlers as actions
from triage_warden.web.api.alerts import read as alerts
from triage_warden.web.api.audit import handlers as audit
from triage_warden.web.api.connectors import handlers as connectors
from triage_warden.web.api.exports import alerts as alert_exports
from triage_warden.web.api.exports import incidents as incident_exports
from triage_warden.web.api.incidents import change as incident_changes
from triage_warden.web.api.incidents import read as incidents
from triage_warden.web.api.intake import handlers as intake
from triage_warden.web.api.keys import handlers as keys
from triage_warden.web.api.lists import handlers as lists
from triage_warden.web.api.quarantine import handlers as quarantine
from triage_warden.web.api.queue import handlers as queue
from triage_warden.web.api.service_accounts import handlers as api_service_accounts
from triage_warden.web.api.users import handlers as api_users
from triage_warden.web.pages import (
    action_pages,
    alert_detail,
    api_keys,
    audit_list,
    docs,
    enrolment,
    incident_detail,
    incident_list,
    kill_switch,
    profile,
    provider_sign_in,
    service_accounts,
    sign_in,
    users,
)

API_HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (
    *intake.HANDLERS,
    *incidents.HANDLERS,
    *incident_changes.HANDLERS,
    *incident_exports.HANDLERS,
    *actions.HANDLERS,
    *kill_switch_api.HANDLERS,
    *alerts.HANDLERS,
    *alert_exports.HANDLERS,
    *quarantine.HANDLERS,
    *lists.HANDLERS,
    *queue.HANDLERS,
    *connectors.HANDLERS,
    *sources.HANDLERS,
    *source_secrets.HANDLERS,
    *api_users.HANDLERS,
    *api_service_accounts.HANDLERS,
    *audit.HANDLERS,
    *events.HANDLERS,
    *keys.HANDLERS,
    *health.HANDLERS,
    *metrics.HANDLERS,
    *description.HANDLERS,
)

HEALTH_HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (*health.HANDLERS, *metrics.HANDLERS)
"""All that a process answers which only works through the queue: what probes and Prometheus ask."""

PAGE_HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (
    *incident_list.HANDLERS,
    *incident_detail.HANDLERS,
    *action_pages.HANDLERS,
    *kill_switch.HANDLERS,
    *alert_detail.HANDLERS,
    *audit_list.HANDLERS,
    *docs.HANDLERS,
    *sign_in.HANDLERS,
    *enrolment.HANDLERS,
    *provider_sign_in.HANDLERS,
    *profile.HANDLERS,
    *users.HANDLERS,
    *service_accounts.HANDLERS,
    *api_keys.HANDLERS,
)
