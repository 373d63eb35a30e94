"""Read what addresses name."""

import re
from uuid import UUID

from triage_warden.core.actions.model import ActionId
from triage_warden.core.facts.own_lists.model import ListEntryId
from triage_warden.kernel.errors import NotFound
from triage_warden.kernel.ids import AlertId, IncidentId

_NUMBER = re.compile(r"INC-[0-9]{4}-[0-9]{1,12}", re.IGNORECASE)


def incident_reference(text: str) -> IncidentId | str:
    """Return an id or a number (`INC-2026-000123`); raise NotFound for what can be neither."""
    if _NUMBER.fullmatch(text):
        return text.upper()
    return IncidentId(_uuid(text, "An incident is named by its id or its number, as INC-2026-000123."))


def alert_id(text: str) -> AlertId:
    """Return an alert's id; raise NotFound for what cannot be one."""
    return AlertId(_uuid(text, "There is no such alert."))


def action_id(text: str) -> ActionId:
    """Return an action's id; raise NotFound for what cannot be one."""
    return ActionId(_uuid(text, "There is no such action."))


def quarantine_id(text: str) -> UUID:
    """Return the id of what lies in quarantine; raise NotFound for what cannot be one."""
    return _uuid(text, "There is nothing of that id in quarantine.")


def list_entry_id(text: str) -> ListEntryId:
    """Return the id of an entry of the own lists; raise NotFound for what cannot be one."""
    return ListEntryId(_uuid(text, "There is no such entry on the lists."))


def api_key_id(text: str) -> UUID:
    """Return an API key's id; raise NotFound for what cannot be one."""
    return _uuid(text, "There is no such API key.")


def _uuid(text: str, detail: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound(detail=detail) from error
