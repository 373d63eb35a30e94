from contextlib import suppress
from urllib.parse import urlencode

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.alerts.severity import Severity
from triage_warden.kernel.errors import Invalid
from triage_warden.web.shared.errors import BadRequest
from triage_warden.web.shared.filters import AlertQuery, IncidentQuery
from triage_warden.web.shared.queries import InvalidBody, InvalidParameter, read_body, read_form, read_query


class Deep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body with a list in it."""

    names: list[str]


def test_a_query_becomes_a_struct_and_blank_is_unset() -> None:
    """As a form sends it."""
    query = read_query(b"severity=high&status=&q=+&limit=5", IncidentQuery)
    assert (query.severity, query.status, query.q, query.limit) == (Severity.HIGH, None, None, 5)


def test_blanks_count_for_the_length_that_the_schema_allows() -> None:
    """What the document calls too long is refused, also where it would be short enough without them."""
    assert read_query(urlencode({"source": " wazuh "}).encode(), AlertQuery).source == "wazuh"
    with pytest.raises(InvalidParameter) as refused:
        read_query(urlencode({"source": "wazuh" + " " * 10_000}).encode(), AlertQuery)
    assert refused.value.errors[0].pointer == "/source"


def test_the_pointer_goes_to_the_place() -> None:
    """Also below the top."""
    with pytest.raises(InvalidBody) as refused:
        read_body(b'{"names":["a",2]}', Deep)
    assert refused.value.errors[0].pointer.startswith("/names")


def test_a_form_is_read_like_a_query() -> None:
    """Unknown choices name the known ones."""
    with pytest.raises(InvalidParameter) as refused:
        read_form({"severity": "worst"}, IncidentQuery)
    assert "critical" in refused.value.detail


def test_too_many_parameters_are_a_bad_request() -> None:
    """Counting stops at a limit."""
    with pytest.raises(BadRequest):
        read_query(b"&".join(b"a%d=1" % number for number in range(60)), IncidentQuery)


@given(st.binary(max_size=200) | st.dictionaries(st.text(), st.text()).map(lambda each: urlencode(each).encode()))
def test_any_query_is_read_or_refused(query: bytes) -> None:
    """Nothing but a stated refusal comes of it."""
    for wanted in (IncidentQuery, AlertQuery):
        with suppress(Invalid):
            read_query(query, wanted)


@given(st.binary(max_size=200))
def test_any_body_is_read_or_refused(body: bytes) -> None:
    """Likewise for JSON bodies."""
    with suppress(Invalid):
        read_body(body, Deep)
