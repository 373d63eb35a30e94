"""Whether objects fit together: what one names, another is."""

from collections.abc import Iterator
from typing import Any

from kit.deploy.manifests import Manifest
from kit.deploy.rendered import Secrets, held, pods, workloads

BY_OTHERS = {"ca", "proxies"}
"""ConfigMaps that the values `everything` say somebody else makes."""


ONE_POD = "statefulset.kubernetes.io/pod-name"
"""Kubernetes puts this label on the pods of a StatefulSet, each with its own name."""


def misfits(objects: list[Manifest], secrets: Secrets) -> Iterator[str]:
    """Yield what does not fit."""
    yield from missing_keys(objects, secrets)
    yield from missing_names(objects)
    yield from blind_selectors(objects)
    yield from missing_ports(objects)
    yield from missing_mounts(objects)
    yield from missing_pods(objects)


def missing_keys(objects: list[Manifest], secrets: Secrets) -> Iterator[str]:
    """Yield keys of Secrets that a container needs and nothing holds."""
    there = held(objects, secrets).secrets
    for pod, container in _containers(objects):
        for variable in container.get("env", []):
            asked = variable.get("valueFrom", {}).get("secretKeyRef", {"optional": True})
            if not asked.get("optional") and asked["key"] not in there.get(asked["name"], {}):
                yield f"{pod}: {variable['name']} wants {asked['name']}/{asked['key']}"


def missing_names(objects: list[Manifest]) -> Iterator[str]:
    """Yield ConfigMaps, Secrets, accounts, Services and workloads that are named and are not there."""
    there = {(each["kind"], each["metadata"]["name"]) for each in objects}
    for kind, name in _named(objects):
        if (kind, name) not in there and name not in BY_OTHERS:
            yield f"no {kind} {name}"


def _named(objects: list[Manifest]) -> Iterator[tuple[str, str]]:
    for _, container in _containers(objects):
        for source in container.get("envFrom", []):
            yield ("ConfigMap" if "configMapRef" in source else "Secret", next(iter(source.values()))["name"])
    for pod in pods(objects):
        yield "ServiceAccount", pod["spec"]["serviceAccountName"]
        maps = (each["configMap"]["name"] for each in pod["spec"].get("volumes", []) if "configMap" in each)
        yield from (("ConfigMap", name) for name in maps)
    for each in objects:
        yield from _named_by(each["kind"], each.get("spec", {}))


def _named_by(kind: str, spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    match kind:
        case "Ingress":
            yield from (("Service", path["backend"]["service"]["name"]) for path in spec["rules"][0]["http"]["paths"])
        case "HorizontalPodAutoscaler":
            yield spec["scaleTargetRef"]["kind"], spec["scaleTargetRef"]["name"]
        case "StatefulSet":
            yield "Service", spec["serviceName"]
        case _:
            return


def blind_selectors(objects: list[Manifest]) -> Iterator[str]:
    """Yield selectors that find no pod, or pods of more than one workload."""
    for each in objects:
        selector = selector_of(each)
        if selector is not None:
            found = [pod["workload"] for pod in pods(objects) if selector.items() <= pod["metadata"]["labels"].items()]
            if len(found) != 1:
                yield f"{each['kind']} {each['metadata']['name']} finds {found}"


def missing_pods(objects: list[Manifest]) -> Iterator[str]:
    """Yield Services of one pod whose pod there is not."""
    there = {
        f"{each['metadata']['name']}-{number}"
        for each in workloads(objects)
        if each["kind"] == "StatefulSet"
        for number in range(each["spec"]["replicas"])
    }
    for each in objects:
        pod = each["spec"]["selector"].get(ONE_POD) if each["kind"] == "Service" else None
        if pod is not None and pod not in there:
            yield f"Service {each['metadata']['name']} means {pod}"


def selector_of(each: Manifest) -> dict[str, str] | None:
    """Return the labels by which an object finds its pods; None where it finds none."""
    spec = each.get("spec", {})
    match each["kind"]:
        case "Service":
            return {key: value for key, value in spec["selector"].items() if key != ONE_POD}
        case "Deployment" | "StatefulSet" | "PodDisruptionBudget":
            return dict(spec["selector"]["matchLabels"])
        case "NetworkPolicy":
            return dict(spec["podSelector"]["matchLabels"])
        case _:
            return None


def missing_ports(objects: list[Manifest]) -> Iterator[str]:
    """Yield ports of Services, probes and monitors that no container has under that name."""
    for each in objects:
        if each["kind"] == "Service":
            selector = (selector_of(each) or {}).items()
            found = [pod["spec"] for pod in pods(objects) if selector <= pod["metadata"]["labels"].items()]
            behind = [container for spec in found for container in spec["containers"]]
            named = {port["name"] for container in behind for port in container.get("ports", [])}
            wrong = [port for port in each["spec"]["ports"] if port["targetPort"] not in named or not port["name"]]
            yield from (f"Service {each['metadata']['name']}: {port}" for port in wrong)
    for workload, container in _containers(objects):
        named = {port["name"] for port in container.get("ports", [])}
        for kind in ("startupProbe", "livenessProbe", "readinessProbe"):
            asked = container.get(kind, {}).get("httpGet", {}).get("port")
            if asked is not None and asked not in named:
                yield f"{workload}: {kind} asks {asked}"


def missing_mounts(objects: list[Manifest]) -> Iterator[str]:
    """Yield mounts without a volume, and volumes without a mount."""
    for each in workloads(objects):
        spec = each["spec"]["template"]["spec"]
        claims = each["spec"].get("volumeClaimTemplates", [])
        volumes = {*(one["name"] for one in spec.get("volumes", [])), *(one["metadata"]["name"] for one in claims)}
        all_containers = [*spec.get("initContainers", []), *spec["containers"]]
        mounts = {mount["name"] for one in all_containers for mount in one.get("volumeMounts", [])}
        if mounts != volumes:
            yield f"{each['metadata']['name']}: {mounts ^ volumes}"


def _containers(objects: list[Manifest]) -> Iterator[tuple[str, dict[str, Any]]]:
    for pod in pods(objects):
        for container in [*pod["spec"].get("initContainers", []), *pod["spec"]["containers"]]:
            yield pod["workload"], container
