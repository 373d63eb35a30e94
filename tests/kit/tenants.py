"""A tenant beside the default one."""

from uuid import UUID

from triage_warden.kernel.ids import TenantId

OTHER = TenantId(UUID("00000000-0000-7000-8000-000000000002"))
