"""Each observable as the objects that stand for it."""

from typing import Any

import pytest
import stix2  # type: ignore[import-untyped]  # publishes no types

from kit.alerts import an_observable
from kit.generic_payloads import VALUES
from triage_warden.core.alerts.stix.objects import objects
from triage_warden.core.observables.model import ObservableType

NONE = {
    ObservableType.CVE,
    ObservableType.CLOUD_RESOURCE,
    ObservableType.BITCOIN_ADDRESS,
    ObservableType.USER_AGENT,
}
"""Types that are no cyber-observable objects; a CVE is a vulnerability, a domain object."""


@pytest.mark.parametrize("kind", list(ObservableType))
def test_ids_are_those_of_every_other_producer(kind: ObservableType) -> None:
    """The library makes the same id from the same fields; a process, whose id may be any, keeps ours."""
    for value in VALUES[kind]:
        found = objects(an_observable(value, kind))
        assert bool(found) is (kind not in NONE)
        for each in found:
            fields: dict[str, Any] = {name: each[name] for name in each if name != "id" or each["type"] == "process"}
            read: Any = stix2.parse(fields, version="2.1")
            assert read.id == each["id"]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (ObservableType.HOSTNAME, "ws-17", [{"type": "domain-name", "value": "ws-17"}]),
        (ObservableType.SHA1, "b" * 40, [{"type": "file", "hashes": {"SHA-1": "b" * 40}}]),
        (ObservableType.USER, "S-1-5-21-1", [{"type": "user-account", "user_id": "S-1-5-21-1"}]),
        (ObservableType.ASN, "AS64500", [{"type": "autonomous-system", "number": 64500}]),
        (ObservableType.FILE_PATH, "a.exe", [{"type": "file", "name": "a.exe"}]),
        (
            ObservableType.FILE_PATH,
            "/etc/passwd",
            [{"type": "file", "name": "passwd"}, {"type": "directory", "path": "/etc"}],
        ),
        (
            ObservableType.FILE_PATH,
            "c:\\a.exe",
            [{"type": "file", "name": "a.exe"}, {"type": "directory", "path": "c:\\"}],
        ),
        (ObservableType.FILE_PATH, "/x", [{"type": "file", "name": "x"}, {"type": "directory", "path": "/"}]),
        (ObservableType.FILE_PATH, "/etc/", [{"type": "directory", "path": "/etc/"}]),
        (ObservableType.PROCESS, "curl", [{"type": "process"}, {"type": "file", "name": "curl"}]),
    ],
)
def test_a_value_is_what_the_specification_calls_it(
    kind: ObservableType, value: str, expected: list[dict[str, object]]
) -> None:
    """References and ids left out."""
    dull = {"id", "spec_version", "parent_directory_ref", "image_ref"}
    found = [
        {name: field for name, field in each.items() if name not in dull}
        for each in objects(an_observable(value, kind))
    ]
    assert found == expected
