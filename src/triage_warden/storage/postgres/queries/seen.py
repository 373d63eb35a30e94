"""Which alerts saw a value."""

from typing import Any

from sqlalchemy import Select, select

from triage_warden.core.observables.model import ObservableType
from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.tables.incidents import SIGHTINGS
from triage_warden.storage.postgres.value_key import value_key


def alerts_with_value(tenant: TenantId, value: str) -> Select[Any]:
    """Return the statement for ids of alerts that saw the value as any type, as written or in lower case.

    By key: equality of bytes is leakproof, so that row security lets the index be used; LIKE and JSON's `@>` are not.
    """
    spellings = {value, value.strip(), value.strip().lower()}
    keys = sorted({value_key(kind, spelling) for kind in ObservableType for spelling in spellings})
    return select(SIGHTINGS.c.alert_id).where(SIGHTINGS.c.tenant_id == tenant, SIGHTINGS.c.value_key.in_(keys))
