"""No journey leaves a secret where it should not be (kit/secret_ledger.py)."""

from collections.abc import Generator
from pathlib import Path
from typing import Final

import httpx
import pytest

from kit.secret_ledger import LEDGER, Exchange

_JOURNEYS: Final = Path(__file__).parent


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Tell the ledger of each request that a journey makes, and its answer, and of nobody else's.

    It covers what a journey sets up. Streams of events have no end and are left out. Pytest asks every conftest that
    it has read, whichever folder a test is in.
    """
    if _JOURNEYS not in item.path.parents:
        return (yield)
    plain, waiting = httpx.Client.send, httpx.AsyncClient.send

    def send(client: httpx.Client, request: httpx.Request, **options: object) -> httpx.Response:
        return _told(plain(client, request, **options), options)  # type: ignore[arg-type]  # passed on as they came

    async def send_waiting(client: httpx.AsyncClient, request: httpx.Request, **options: object) -> httpx.Response:
        return _told(await waiting(client, request, **options), options)  # type: ignore[arg-type]  # likewise

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpx.Client, "send", send)
        patch.setattr(httpx.AsyncClient, "send", send_waiting)
        return (yield)


@pytest.fixture(scope="session", autouse=True)
def nothing_leaked_at_last() -> Generator[None]:
    """Look at what processes logged that ended after the last journey."""
    yield
    LEDGER.settle()


@pytest.fixture(autouse=True)
def nothing_leaks() -> Generator[None]:
    """Fail the test in which a secret was said; what a process logged is looked at when it has ended."""
    yield
    LEDGER.settle()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much was looked at; with xdist each worker looks at its own."""
    if LEDGER.answers:
        terminalreporter.write_line(
            f"secrets: {len(LEDGER.known)} known, looked for in {LEDGER.answers} answers and {LEDGER.logs} logs"
        )


def _told(answer: httpx.Response, options: dict[str, object]) -> httpx.Response:
    if not options.get("stream"):
        for each in (*answer.history, answer):
            LEDGER.exchange(_exchange(each))
    return answer


def _exchange(answer: httpx.Response) -> Exchange:
    request = answer.request
    return Exchange(
        method=request.method,
        url=str(request.url),
        sent=request.content if hasattr(request, "_content") else b"",
        sent_headers=dict(request.headers),
        shown=answer.content,
        cookies=tuple(line.partition("=")[2].partition(";")[0] for line in answer.headers.get_list("set-cookie")),
    )
