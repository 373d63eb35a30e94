"""What a rendering of the chart says about containers, in the terms of whoever runs them."""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from kit.deploy.manifests import Manifest

Secrets: TypeAlias = Mapping[str, Mapping[str, str]]
"""Keys and values by the name of the Secret that holds them."""
WORKLOADS = ("Deployment", "StatefulSet")


@dataclass(frozen=True, slots=True)
class Data:
    """What ConfigMaps and Secrets hold, by their names."""

    maps: Mapping[str, Mapping[str, str]]
    secrets: Secrets


@dataclass(frozen=True, slots=True)
class Container:
    """One container, as the node would start it."""

    pod: str
    """`metadata.name` of the pod it is in."""
    name: str
    image: str
    command: list[str]
    """Instead of the image's entry point, where it is not empty."""
    args: list[str]
    environment: dict[str, str]
    user: int
    group: int
    read_only: bool
    drops: list[str]
    escalates: bool
    memory: str
    """Limit, in Kubernetes' notation."""
    cpu: str
    ports: dict[str, int]
    files: dict[str, dict[str, str]]
    """Mount path to the content of each file, of ConfigMaps and Secrets."""
    writable: list[str]
    """Mount paths of volumes that may be written: empty at first."""
    probes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """`startup`, `liveness`, `readiness`, as Kubernetes writes them."""
    pre_stop: list[str] = field(default_factory=list)
    grace: int = 30
    """Seconds from the beginning of `pre_stop` to the kill."""
    init: bool = False
    headless: str | None = None
    """With the pod's name in front, its name on the network."""


class MissingKey(Exception):
    """A container names a key that nothing holds: Kubernetes would not start it."""


def containers(
    objects: list[Manifest], workload: str, number: int = 0, given: Secrets | None = None
) -> list[Container]:
    """Return the containers of a workload's pod with a number, those that run before the others first.

    `given` holds Secrets that were made by hand. Pods of a Deployment are numbered, too: they have to be called
    something.
    """
    found = next(each for kind in WORKLOADS for each in _named(objects, kind, workload))
    spec = found["spec"]["template"]["spec"]
    data = held(objects, given)
    pod = f"{workload}-{number}"
    claims = [each["metadata"]["name"] for each in found["spec"].get("volumeClaimTemplates", [])]
    volumes = {each["name"]: each for each in [*spec.get("volumes", []), *({"name": name} for name in claims)]}
    headless = found["spec"].get("serviceName")
    first = [_container(each, spec, pod, volumes, data, headless) for each in spec.get("initContainers", [])]
    rest = [_container(each, spec, pod, volumes, data, headless) for each in spec["containers"]]
    return [*(_init(each) for each in first), *rest]


def held(objects: Iterable[Manifest], given: Secrets | None = None) -> Data:
    """Return what ConfigMaps and Secrets hold: the rendering's own, and those that were made by hand."""
    maps: dict[str, dict[str, str]] = {}
    secrets: dict[str, Mapping[str, str]] = dict(given or {})
    for each in objects:
        if each["kind"] == "ConfigMap":
            maps[each["metadata"]["name"]] = dict(each["data"])
        if each["kind"] == "Secret":
            secrets[each["metadata"]["name"]] = {key: _decoded(value) for key, value in each["data"].items()}
    return Data(maps, secrets)


def workloads(objects: Iterable[Manifest]) -> list[Manifest]:
    """Return the Deployments and StatefulSets."""
    return [each for each in objects if each["kind"] in WORKLOADS]


def pods(objects: list[Manifest]) -> list[Manifest]:
    """Return every pod, with the name of its `workload`: each workload's template, and those that stand alone."""
    found = [(each, each["spec"]["template"]) for each in workloads(objects)]
    alone = [(each, each) for each in objects if each["kind"] == "Pod"]
    return [{**pod, "workload": each["metadata"]["name"]} for each, pod in (*found, *alone)]


def _named(objects: list[Manifest], kind: str, name: str) -> list[Manifest]:
    return [each for each in objects if each["kind"] == kind and each["metadata"]["name"] == name]


def _decoded(value: str) -> str:
    return base64.b64decode(value).decode("latin-1")


def _init(container: Container) -> Container:
    return replace(container, init=True)


def _container(
    own: dict[str, Any], spec: dict[str, Any], pod: str, volumes: dict[str, Any], data: Data, headless: str | None
) -> Container:
    security = {**spec["securityContext"], **own["securityContext"]}
    mounts = {each["mountPath"]: volumes[each["name"]] for each in own.get("volumeMounts", [])}
    files = {path: _files(volume, data) for path, volume in mounts.items() if volume.keys() & {"configMap", "secret"}}
    return Container(
        pod=pod,
        name=own["name"],
        image=own["image"],
        command=[_expanded(word, {}) for word in own.get("command", [])],
        args=own.get("args", []),
        environment=environment(own, pod, data),
        user=security["runAsUser"],
        group=security["runAsGroup"],
        read_only=security["readOnlyRootFilesystem"],
        drops=security["capabilities"]["drop"],
        escalates=security["allowPrivilegeEscalation"],
        memory=own["resources"]["limits"]["memory"],
        cpu=own["resources"]["limits"]["cpu"],
        ports={each["name"]: each["containerPort"] for each in own.get("ports", [])},
        files=files,
        writable=[path for path in mounts if path not in files],
        probes={key.removesuffix("Probe"): value for key, value in own.items() if key.endswith("Probe")},
        pre_stop=own.get("lifecycle", {}).get("preStop", {}).get("exec", {}).get("command", []),
        grace=spec.get("terminationGracePeriodSeconds", 30),
        headless=headless,
    )


def environment(container: dict[str, Any], pod: str, data: Data) -> dict[str, str]:
    """Return the variables that a container sees, as the kubelet puts them together.

    Raises:
        MissingKey: a key that is not optional is held by nothing.
    """
    found: dict[str, str] = {}
    for source in container.get("envFrom", []):
        there = data.maps if "configMapRef" in source else data.secrets
        asked = next(iter(source.values()))
        if asked["name"] not in there and not asked.get("optional"):
            raise MissingKey(asked["name"])
        found |= there.get(asked["name"], {})
    for each in container.get("env", []):
        value = _value(each, pod, data)
        if value is not None:
            found[each["name"]] = _expanded(value, found)
    return found


def _value(variable: dict[str, Any], pod: str, data: Data) -> str | None:
    source = variable.get("valueFrom", {})
    if "fieldRef" in source:
        assert source["fieldRef"]["fieldPath"] == "metadata.name"
        return pod
    if "secretKeyRef" not in source:
        return str(variable["value"])
    asked = source["secretKeyRef"]
    value = data.secrets.get(asked["name"], {}).get(asked["key"])
    if value is None and not asked.get("optional"):
        raise MissingKey(f"{asked['name']}/{asked['key']}")
    return value


def _expanded(value: str, known: Mapping[str, str]) -> str:
    for name, text in known.items():
        value = value.replace(f"$({name})", text)
    return value


def _files(volume: dict[str, Any], data: Data) -> dict[str, str]:
    if "configMap" in volume:
        return dict(data.maps.get(volume["configMap"]["name"], {}))  # somebody else's may not be there
    return dict(data.secrets[volume["secret"]["secretName"]])
