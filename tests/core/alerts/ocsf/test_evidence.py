"""Where values stand in a finding."""

import re
from typing import Any

from hypothesis import given, settings

from kit.alerts import an_observable
from kit.generic_payloads import generic_payloads, stored_from
from triage_warden.core.alerts.ocsf.evidence import evidence
from triage_warden.core.observables.model import ObservableType, Role

IPV4, USER, PATH = ObservableType.IPV4, ObservableType.USER, ObservableType.FILE_PATH


def at(pieces: list[Any], pointer: str) -> Any:
    """Return what a pointer points at."""
    number, place = re.fullmatch(r"evidences\[(\d+)\]\.(.+)", pointer).groups()  # type: ignore[union-attr]  # asserts its shape
    found = pieces[int(number)]
    for name in place.split("."):
        found = found[name]
    return found


@given(generic_payloads())
@settings(max_examples=200, deadline=None)
def test_every_pointer_points_at_its_value(payload: dict[str, Any]) -> None:
    """None is lost, none overwritten."""
    observables = stored_from(payload).observables
    pieces, listed = evidence(observables)
    assert [each["value"] for each in listed] == [each.value for each in observables]
    for each in listed:
        assert at(pieces, str(each["name"])) in (each["value"], [each["value"]])


def test_what_there_is_one_of_stands_together() -> None:
    """A source, a destination and a user of one alert are one picture."""
    seen = [
        an_observable("10.0.0.5", IPV4, Role.SOURCE),
        an_observable("203.0.113.9", IPV4, Role.DESTINATION),
        an_observable("pat", USER, Role.TARGET),
    ]
    assert evidence(seen)[0] == [
        {"src_endpoint": {"ip": "10.0.0.5"}, "dst_endpoint": {"ip": "203.0.113.9"}, "user": {"name": "pat"}}
    ]


def test_what_there_are_several_of_is_not_paired() -> None:
    """Which source spoke to which destination is not known."""
    seen = [
        an_observable("10.0.0.5", IPV4, Role.SOURCE),
        an_observable("10.0.0.6", IPV4, Role.SOURCE),
        an_observable("203.0.113.9", IPV4, Role.DESTINATION),
    ]
    assert evidence(seen)[0] == [
        {"src_endpoint": {"ip": "10.0.0.5"}},
        {"src_endpoint": {"ip": "10.0.0.6"}},
        {"dst_endpoint": {"ip": "203.0.113.9"}},
    ]


def test_a_path_names_its_file_and_what_has_no_place_is_data() -> None:
    """OCSF wants a file's name; a process number we do not have, so no process is made up."""
    seen = [
        an_observable("c:\\temp\\a.exe", PATH, Role.ARTIFACT),
        an_observable("a.exe -x", ObservableType.COMMAND_LINE, Role.ARTIFACT),
    ]
    pieces, listed = evidence(seen)
    assert pieces == [
        {"file": {"path": "c:\\temp\\a.exe", "name": "a.exe", "type_id": 0}, "data": {"command_line": "a.exe -x"}}
    ]
    assert [each["name"] for each in listed] == ["evidences[0].file.path", "evidences[0].data.command_line"]
