import re
from typing import Any

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    ignored_auth,
    negative_data_rejection,
    positive_data_acceptance,
)

from kit.identity import shown_by
from kit.scene import a_scene
from kit.web import a_web
from triage_warden.core.identity.roles import Role
from triage_warden.web.app import create_app
from triage_warden.web.openapi.document import document
from triage_warden.web.routes import API_HANDLERS

DOCUMENT = document(API_HANDLERS, "1")


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """Return every operation with its path and method."""
    return [(path, method, each) for path, methods in DOCUMENT["paths"].items() for method, each in methods.items()]


def test_every_operation_has_a_name_of_its_own_and_words() -> None:
    """Clients are generated from the names."""
    names = [each["operationId"] for _, _, each in operations()]
    assert len(names) == len(set(names)) > 20
    assert all(each["summary"] and each["description"] and each["tags"] for _, _, each in operations())


def test_every_reference_leads_somewhere() -> None:
    """Nothing is named that is not described."""
    text = msgspec.json.encode(DOCUMENT).decode()
    named = set(re.findall(r'"#/components/(schemas|responses)/([^"]+)"', text))
    assert len(named) > 20
    assert {name for kind, name in named if name not in DOCUMENT["components"][kind]} == set()


def test_closed_lists_are_in_the_description() -> None:
    """A reader sees which words are allowed."""
    parameters = {each["name"]: each for each in DOCUMENT["paths"]["/api/v1/incidents"]["get"]["parameters"]}
    assert parameters["severity"]["schema"] == {"$ref": "#/components/schemas/Severity"}
    assert parameters["limit"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}


SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)
schemathesis.serializer.alias(
    ["application/x-ndjson", "application/ndjson", "application/jsonl", "message/rfc822"], "text/plain"
)
API = schemathesis.openapi.from_asgi("/openapi.json", create_app(a_web(a_scene()))).exclude(
    operation_id="streamEvents",  # it has no end to wait for
)


QUIET = settings(deadline=None, suppress_health_check=SLOW)
LEFT_OUT = [positive_data_acceptance, allow_header_conformance, ignored_auth]
"""The last one takes our header for one that it made up; tests/journeys/test_matrix.py looks itself."""


@API.parametrize()  # pyright: ignore[reportUntypedFunctionDecorator]  # the library types it as anything
@settings(QUIET, max_examples=12)
def test_the_application_does_what_the_description_says(case: schemathesis.Case[Any]) -> None:
    """Statuses, types, shapes and headers, for good requests and bad ones, of somebody who may do everything.

    Left out: that what fits the schema is accepted (a cursor and a source's payload are more than any text), the
    framework's own answer to OPTIONS, that a blank parameter is refused (blank means unset, as forms send it), and
    that a source's payload is refused, as what cannot be parsed goes to quarantine.
    """
    blank = any(value in ("", [""]) for value in (case.query or {}).values())
    raw = "intake" in (case.operation.tags or [])
    left_out = [*LEFT_OUT, *([negative_data_rejection] if blank or raw else [])]
    case.call_and_validate(headers=shown_by(Role.ADMIN), excluded_checks=left_out)


@API.parametrize()  # pyright: ignore[reportUntypedFunctionDecorator]  # as above
@settings(QUIET, max_examples=1)
@pytest.mark.parametrize("headers", [shown_by(Role.VIEWER), {}])
def test_it_does_so_for_those_who_may_little_or_nothing(case: schemathesis.Case[Any], headers: dict[str, str]) -> None:
    """Refusals are as described, too, and come before anything is looked at; nothing fails."""
    case.call_and_validate(headers=headers, excluded_checks=[*LEFT_OUT, negative_data_rejection])
