"""Forms of answers."""

from kit.alerts import a_stored_alert
from triage_warden.web.api.exports.formats import csv_answer, ocsf_answer, ocsf_lines, stix_answer


def test_every_form_is_a_download_with_its_name_and_type() -> None:
    """No browser shows a stranger's words as a page of ours."""
    alert = a_stored_alert()
    answers = (
        ocsf_answer(alert),
        ocsf_lines([alert], "INC-2026-000001"),
        stix_answer([alert], "INC-2026-000001"),
        csv_answer([alert], "INC-2026-000001"),
    )
    assert [(each.media_type, each.headers["Content-Disposition"]) for each in answers] == [
        ("application/json", f'attachment; filename="{alert.id}.ocsf.json"'),
        ("application/x-ndjson", 'attachment; filename="INC-2026-000001.ocsf.ndjson"'),
        ("application/stix+json;version=2.1", 'attachment; filename="INC-2026-000001.stix.json"'),
        ("text/csv", 'attachment; filename="INC-2026-000001.observables.csv"'),
    ]
