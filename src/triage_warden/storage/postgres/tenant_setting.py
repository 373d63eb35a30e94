"""The setting of a transaction that names its tenant; row security reads it."""

from typing import Final

SETTING: Final = "triage_warden.tenant_id"
