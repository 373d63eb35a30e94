"""Any alert that our own JSON form can say, for tests of what alerts are turned into."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from hypothesis import strategies as st

from kit.alerts import a_stored_alert
from triage_warden.connectors.generic.alerts import GenericParser
from triage_warden.core.alerts.attributes import NAMES
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.alerts.tactics import TACTIC_IDS
from triage_warden.core.observables.model import ObservableType, Role

VALUES: dict[ObservableType, list[str]] = {
    ObservableType.IPV4: ["198.51.100.7", "10.1.2.3", "203.0.113.9"],
    ObservableType.IPV6: ["2001:db8::1", "fd00::7"],
    ObservableType.DOMAIN: ["example.com", "login.example.net"],
    ObservableType.URL: ["https://evil.example/a?b=c", "http://203.0.113.9/x"],
    ObservableType.EMAIL: ["pat@example.com", "ceo@example.org"],
    ObservableType.MD5: ["a" * 32],
    ObservableType.SHA1: ["b" * 40],
    ObservableType.SHA256: ["c" * 64],
    ObservableType.HOSTNAME: ["ws-17", "db.corp.example"],
    ObservableType.USER: ["corp\\pat", "pat@corp.example", "S-1-5-21-1-2-3-1001"],
    ObservableType.FILE_NAME: ["invoice.exe", "=cmd.xlsx"],
    ObservableType.FILE_PATH: ["c:\\windows\\temp\\a.exe", "/tmp/.x"],  # noqa: S108  # a path in an alert
    ObservableType.PROCESS: ["powershell.exe", "/usr/bin/curl"],
    ObservableType.COMMAND_LINE: ["powershell -enc AAAA", "-c id"],
    ObservableType.REGISTRY_KEY: ["HKEY_LOCAL_MACHINE\\software\\run"],
    ObservableType.CVE: ["CVE-2024-12345"],
    ObservableType.MAC: ["00:00:5e:00:53:01"],
    ObservableType.ASN: ["AS64500"],
    ObservableType.CLOUD_RESOURCE: ["arn:aws:s3:::bucket"],
    ObservableType.MUTEX: ["Global\\x"],
    ObservableType.BITCOIN_ADDRESS: ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"],
    ObservableType.USER_AGENT: ["curl/8.0"],
}
"""Values of every type, in their normal form."""

_text = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)
_names = st.text(st.characters(categories=("L", "N"), include_characters=" .:@=-+"), min_size=1, max_size=30)
_attack = st.fixed_dictionaries(
    {},
    optional={
        "technique": st.sampled_from(["T1566", "T1566.001", "T1059.001", "T1110"]),
        "tactic": st.sampled_from(sorted(TACTIC_IDS)),
    },
).filter(bool)
_observables = st.sampled_from(sorted(VALUES)).flatmap(
    lambda kind: st.fixed_dictionaries(
        {
            "type": st.just(kind.value),
            "value": st.sampled_from(VALUES[kind]),
            "role": st.sampled_from([role.value for role in Role]),
        }
    )
)


def generic_payloads() -> st.SearchStrategy[dict[str, Any]]:
    """Return payloads of our own form, every field of it in every combination."""
    times = st.datetimes(datetime(1991, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # bounds take no zone
    return st.fixed_dictionaries(
        {"title": _names.filter(str.strip)},
        optional={
            "source_id": _names.filter(str.strip),
            "description": _text,
            "rule": st.fixed_dictionaries({}, optional={"id": _names, "name": _names}),
            "severity": st.sampled_from([each.value for each in Severity]),
            "occurred_at": times.map(datetime.isoformat),
            "attack": st.lists(_attack, max_size=4, unique_by=lambda each: tuple(sorted(each.items()))),
            "attributes": st.dictionaries(st.sampled_from(sorted(NAMES)), _text, max_size=5)
            | st.just({"action_taken": "blocked", "status": "New", "source_confidence": "85", "product": "Sensor"}),
            "observables": st.lists(_observables, max_size=12),
        },
    )


def stored_from(payload: dict[str, Any]) -> StoredAlert:
    """Return what the generic parser makes of a payload, as it lies in the database."""
    return a_stored_alert(1, GenericParser().parse(msgspec.json.encode(payload))[0])
