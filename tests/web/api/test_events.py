import asyncio

from litestar.types import Message

from kit.identity import shown_by
from kit.shown_incidents import an_incident_id
from kit.web import World, a_web
from triage_warden.core.identity.roles import Role
from triage_warden.core.incidents.live import Change
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.web.app import create_app

CHANGE = Change(
    tenant_id=DEFAULT_TENANT, kind="incident_changed", incident_id=an_incident_id(1), number="INC-2026-000001"
)


async def read_events(world: World) -> tuple[dict[str, str], bytes]:
    """Open the stream over bare ASGI, tell one change, stop the server; return headers and everything that came."""
    stopping = asyncio.Event()
    app = create_app(a_web(world, stopping=stopping))
    headers, body = dict[str, str](), bytearray()
    scope = get_scope("/api/v1/events")

    ended = asyncio.Event()

    async def receive() -> dict[str, object]:
        await ended.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers.update({name.decode(): value.decode() for name, value in message["headers"]})
        elif message["type"] == "http.response.body":
            body.extend(message["body"])
            if not message["more_body"]:
                ended.set()  # as servers do: there is nothing more to receive

    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        group.create_task(app(scope, receive, send))  # type: ignore[arg-type]  # a plain dict is a scope
        while not world.live.waiting:  # noqa: ASYNC110  # nobody tells that somebody listens
            await asyncio.sleep(0.01)
        world.live.tell(CHANGE)
        while b"data:" not in body:  # noqa: ASYNC110  # likewise
            await asyncio.sleep(0.01)
        stopping.set()
    return headers, bytes(body)


def get_scope(path: str) -> dict[str, object]:
    """Return the scope of a GET by a viewer."""
    shown = shown_by(Role.VIEWER)["authorization"]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"testserver.local"), (b"authorization", shown.encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }


async def test_changes_stream_until_the_server_stops() -> None:
    """The event has its kind as name and one line of JSON; the stream ends by itself and leaves nobody subscribed."""
    world = World()
    headers, body = await read_events(world)
    assert headers["content-type"].startswith("text/event-stream")
    assert headers["cache-control"] == "no-store"
    events = [line for line in body.decode().splitlines() if line]
    assert events == [
        "retry: 3000",
        "event: incident_changed",
        f'data: {{"kind":"incident_changed","incident_id":"{an_incident_id(1)}","number":"INC-2026-000001"}}',
    ]
    assert not world.live.waiting
