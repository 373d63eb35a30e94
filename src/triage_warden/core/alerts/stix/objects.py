"""An observable as STIX cyber-observable objects."""

from collections.abc import Callable
from typing import Final

from triage_warden.core.alerts.stix.identifiers import observable_id, process_id
from triage_warden.core.observables.model import Observable, ObservableType
from triage_warden.core.observables.paths import is_windows, last_part

Json = dict[str, object]
_HASHES: Final = {ObservableType.MD5: "MD5", ObservableType.SHA1: "SHA-1", ObservableType.SHA256: "SHA-256"}


def objects(seen: Observable) -> list[Json]:
    """Return the object that stands for the value, first, then those it leans on; none where STIX has no such thing.

    STIX has no object for host names that are no domain names (they become domain names, as elsewhere), none for cloud
    resources, and none for user agents and wallets alone.
    """
    write = _WRITERS.get(seen.type)
    return write(seen) if write else []


def _valued(kind: str) -> Callable[[Observable], list[Json]]:
    return lambda seen: [_object(kind, {"value": seen.value})]


def _hash(seen: Observable) -> list[Json]:
    return [_object("file", {"hashes": {_HASHES[seen.type]: seen.value}})]


def _path(seen: Observable) -> list[Json]:
    name = last_part(seen.value)
    folder = seen.value.removesuffix(name)
    if not name:
        return [_object("directory", {"path": seen.value})]
    if not folder:
        return [_object("file", {"name": name})]
    bare = folder.rstrip("\\" if is_windows(folder) else "/")
    parent = _object("directory", {"path": bare if bare and not bare.endswith(":") else folder})
    return [_object("file", {"name": name, "parent_directory_ref": parent["id"]}), parent]


def _process(seen: Observable) -> list[Json]:
    image = _path(seen)
    return [_process_of({"image_ref": image[0]["id"]}), *image] if image[0]["type"] == "file" else []


def _command(seen: Observable) -> list[Json]:
    return [_process_of({"command_line": seen.value})]


def _process_of(fields: Json) -> Json:
    return {"type": "process", "spec_version": "2.1", "id": process_id(fields), **fields}


def _user(seen: Observable) -> list[Json]:
    named = "user_id" if seen.value.startswith("S-1-") else "account_login"
    return [_object("user-account", {named: seen.value})]


def _object(kind: str, fields: Json) -> Json:
    """Return an object all of whose fields tell it from others."""
    return {"type": kind, "spec_version": "2.1", "id": observable_id(kind, fields), **fields}


_WRITERS: Final[dict[ObservableType, Callable[[Observable], list[Json]]]] = {
    ObservableType.IPV4: _valued("ipv4-addr"),
    ObservableType.IPV6: _valued("ipv6-addr"),
    ObservableType.DOMAIN: _valued("domain-name"),
    ObservableType.HOSTNAME: _valued("domain-name"),
    ObservableType.URL: _valued("url"),
    ObservableType.EMAIL: _valued("email-addr"),
    ObservableType.MAC: _valued("mac-addr"),
    ObservableType.MD5: _hash,
    ObservableType.SHA1: _hash,
    ObservableType.SHA256: _hash,
    ObservableType.FILE_NAME: lambda seen: [_object("file", {"name": seen.value})],
    ObservableType.FILE_PATH: _path,
    ObservableType.PROCESS: _process,
    ObservableType.COMMAND_LINE: _command,
    ObservableType.USER: _user,
    ObservableType.REGISTRY_KEY: lambda seen: [_object("windows-registry-key", {"key": seen.value})],
    ObservableType.MUTEX: lambda seen: [_object("mutex", {"name": seen.value})],
    ObservableType.ASN: lambda seen: [_object("autonomous-system", {"number": int(seen.value.removeprefix("AS"))})],
}
