import re

import pytest
import structlog
from structlog.testing import capture_logs

from kit.web import World, a_client


@pytest.mark.parametrize("path", ["/live", "/nope", "/api/v1/incidents/x", "/incidents"])
async def test_every_answer_has_its_headers(path: str) -> None:
    """Also those that no route gave: an id, and what a browser may do with it."""
    async with a_client(World()) as client:
        headers = (await client.get(path)).headers
    assert re.fullmatch(r"[0-9a-f-]{36}", headers["x-request-id"])
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


async def test_a_request_is_one_line_with_ids_not_contents() -> None:
    """The route's template, the status, the time; no query, no body, no address of the caller."""
    structlog.reset_defaults()
    async with a_client(World()) as client:
        with capture_logs() as lines:
            answer = await client.get("/api/v1/incidents/INC-2026-1?password=hunter2")
    line = next(line for line in lines if line["event"] == "request")
    assert {**line, "ms": 0} == {
        "event": "request",
        "log_level": "info",
        "method": "GET",
        "path": "/api/v1/incidents/{reference}",
        "status": 404,
        "bytes": len(answer.content),
        "ms": 0,
        "request_id": answer.headers["x-request-id"],
    }
    assert "hunter2" not in str(lines)
