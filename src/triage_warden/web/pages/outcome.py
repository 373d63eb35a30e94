"""How a form is answered: with its page again and what was wrong, or by leading on."""

from litestar import Response

from triage_warden.kernel.errors import TriageError
from triage_warden.web.shared.problems import status_of


def page_status(error: TriageError | None) -> int:
    """Return the status of a page that tells of an error, the same as a program is told; 200 where there is none."""
    return 200 if error is None else status_of(error)


def see_other(address: str) -> Response[bytes]:
    """Lead elsewhere, so that a reload sends nothing twice."""
    return Response(b"", status_code=303, headers={"Location": address, "Cache-Control": "no-store"})
