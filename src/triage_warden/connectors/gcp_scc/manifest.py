"""The source `gcp_scc`; all of it is in its mapping."""

from typing import Final

from triage_warden.connector_kit.mapped.source import built_in

SOURCE: Final = built_in(__name__)
