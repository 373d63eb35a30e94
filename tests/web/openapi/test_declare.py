import pytest

from triage_warden.core.alerts.model import Receipt
from triage_warden.web.openapi.declare import KEY, Operation, changing, exporting, reading, taking_in
from triage_warden.web.shared.paging import PageQuery


@pytest.mark.parametrize(
    ("declared", "problems"),
    [
        (reading(Receipt), (503,)),
        (reading(Receipt, query=PageQuery, problems=(404,)), (400, 404, 422, 503)),
        (exporting("text/csv", problems=(413,)), (404, 413, 503)),
        (changing(Receipt), (403, 404, 409, 503)),
        (changing(Receipt, PageQuery), (400, 403, 404, 409, 413, 415, 422, 503)),
        (taking_in(("text/plain",), problems=(404,)), (400, 403, 404, 413, 415, 422, 503)),
    ],
)
def test_what_can_go_wrong_follows_from_what_is_asked(declared: dict[str, object], problems: tuple[int, ...]) -> None:
    """A query can be wrong, a body too large, a change too late."""
    operation = declared[KEY]
    assert isinstance(operation, Operation)
    assert operation.problems == problems
