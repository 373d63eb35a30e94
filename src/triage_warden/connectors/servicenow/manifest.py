"""What the ServiceNow connector is and can do."""

from typing import Final

from triage_warden.connector_kit.manifest import Manifest

MANIFEST: Final = Manifest(
    name="servicenow",
    title="ServiceNow",
    verbs=("create_ticket",),
    documentation=(
        "https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html",
        "https://support.servicenow.com/kb?id=kb_article_view&sysparm_article=KB1479016",
        "https://www.servicenow.com/docs/r/api-reference/rest-api-explorer/inbound-REST-API-rate-limiting.html",
        "https://www.servicenow.com/docs/r/washingtondc/platform-administration/platform-performance/c_DefaultQuotaRules.html",
    ),
)
