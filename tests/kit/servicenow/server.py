"""The instance over HTTP: the Table API's POST and GET, by the vendor's published shapes.

https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
"""

import asyncio
import base64
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec

from kit.servicenow.state import Fault, Instance, Moment

_PATH = "/api/now/table/incident"


@asynccontextmanager
async def an_instance(instance: Instance) -> AsyncGenerator[str]:
    """Serve an instance on a free port of this machine and yield its address."""
    tasks: set[asyncio.Task[Any]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await _serve(instance, reader, writer)
        writer.transport.abort() if writer.transport.is_closing() else writer.close()
        tasks.discard(task)

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _serve(instance: Instance, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, target, _ = head[0].split(" ")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    body = await reader.readexactly(int(headers.get("content-length", "0")))  # all of it, or nothing is done
    parts = urlsplit(target)
    if not _may(instance, headers.get("authorization", "")):
        await _answer(writer, 401, _problem("User Not Authenticated", "Required to provide Auth information"))
    elif parts.path != _PATH:
        await _answer(writer, 404, _problem("No Record found", "Record doesn't exist or ACL restricts it"))
    elif method == "POST":
        await _post(instance, writer, msgspec.json.decode(body, type=dict[str, str]))
    else:
        await _get(instance, writer, dict(parse_qsl(parts.query)))


async def _post(instance: Instance, writer: asyncio.StreamWriter, body: dict[str, str]) -> None:
    key = body.get("correlation_id", "")
    fault = instance.faults.popleft() if instance.faults else Fault()
    instance.posts[key] += 1
    await _moment(instance, Moment.RECEIVED, key)
    if fault.drop_at is Moment.RECEIVED:
        writer.transport.abort()
        return
    if fault.status is not None and not fault.after:
        await _answer(writer, fault.status, _problem("Refused", "As told"), retry_after=fault.retry_after)
        return
    if fault.delay:
        await asyncio.sleep(fault.delay)
    record = instance.insert(body)
    await _moment(instance, Moment.DONE, key)
    if fault.drop_at is Moment.DONE:
        writer.transport.abort()
        return
    if fault.status is not None:
        await _answer(writer, fault.status, _problem("Failed", "After the effect"))
        return
    shown = {name: record[name] for name in ("sys_id", "number", "correlation_id")}
    await _answer(writer, 201, fault.body or msgspec.json.encode({"result": shown}))
    await _moment(instance, Moment.ANSWERED, key)


async def _get(instance: Instance, writer: asyncio.StreamWriter, query: dict[str, str]) -> None:
    conditions = [part for part in query.get("sysparm_query", "").split("^") if "=" in part]
    wanted = dict(part.split("=", 1) for part in conditions)
    instance.reads[wanted.get("correlation_id", "")] += 1
    if instance.broken_reads > 0:
        instance.broken_reads -= 1
        await _answer(writer, 503, b"<html>maintenance</html>")
        return
    known = {name: value for name, value in wanted.items() if name not in instance.unknown_fields}
    found = [each for each in instance.records if all(each[name] == value for name, value in known.items())]
    fields = [f for f in query.get("sysparm_fields", "").split(",") if f not in instance.unknown_fields]
    shown = [] if instance.hides else [{name: each[name] for name in fields} for each in found]
    limit = int(query.get("sysparm_limit", "10000"))
    body = msgspec.json.encode({"result": shown[:limit]})
    await _answer(writer, 200, body, total=len(found))


async def _moment(instance: Instance, moment: Moment, key: str) -> None:
    waiting = instance.at(moment, key)
    if waiting is not None:
        await waiting


def _may(instance: Instance, header: str) -> bool:
    basic = base64.b64encode(f"{instance.user}:{instance.password}".encode()).decode()
    return header in {f"Basic {basic}", f"Bearer {instance.token}"}


def _problem(message: str, detail: str) -> bytes:
    return msgspec.json.encode({"error": {"message": message, "detail": detail}, "status": "failure"})


async def _answer(
    writer: asyncio.StreamWriter,
    status: int,
    body: bytes,
    *,
    total: int | None = None,
    retry_after: int | None = None,
) -> None:
    lines = [f"HTTP/1.1 {status} As told", "Content-Type: application/json", f"Content-Length: {len(body)}"]
    if total is not None:
        lines.append(f"X-Total-Count: {total}")
    if retry_after is not None:
        lines.append(f"Retry-After: {retry_after}")
    with suppress(OSError):
        writer.write("\r\n".join([*lines, "Connection: close", "", ""]).encode() + body)
        await writer.drain()
