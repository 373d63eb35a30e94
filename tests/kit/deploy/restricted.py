"""Pod Security Standards, profile `restricted`, and what we demand beyond it.

https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from collections.abc import Iterator
from typing import Any, Final

VOLUMES: Final = frozenset({"configMap", "emptyDir", "persistentVolumeClaim", "projected", "secret"})
"""Of those that the profile lets pass, the ones that we use."""


def breaches(pod: dict[str, Any]) -> Iterator[str]:
    """Yield what a pod's specification does that it may not."""
    yield from (name for name in ("hostNetwork", "hostPID", "hostIPC") if pod.get(name))
    yield from (f"volume {each['name']}" for each in pod.get("volumes", []) if not each.keys() & VOLUMES)
    if pod.get("automountServiceAccountToken") is not False:
        yield "token is mounted"
    if pod.get("enableServiceLinks") is not False:
        yield "Services become variables"
    whole = pod.get("securityContext", {})
    if "fsGroup" not in whole:
        yield "volumes belong to root"
    for each in [*pod.get("initContainers", []), *pod["containers"]]:
        yield from (f"{each['name']}: {fault}" for fault in _of_container(each, whole))


def _of_container(container: dict[str, Any], whole: dict[str, Any]) -> Iterator[str]:
    own = container.get("securityContext", {})
    held = {**whole, **own}
    rules = {
        "escalates": own.get("allowPrivilegeEscalation") is not False,
        "has capabilities": own.get("capabilities") != {"drop": ["ALL"]},
        "is privileged": bool(own.get("privileged")),
        "may be root": held.get("runAsNonRoot") is not True or not held.get("runAsUser") or not held.get("runAsGroup"),
        "has no seccomp profile": held.get("seccompProfile") != {"type": "RuntimeDefault"},
        "may write its root": own.get("readOnlyRootFilesystem") is not True,
        "has a host's port": any("hostPort" in port for port in container.get("ports", [])),
        "has no limits": _lacks(container, "limits"),
        "has no requests": _lacks(container, "requests"),
    }
    yield from (fault for fault, broken in rules.items() if broken)


def _lacks(container: dict[str, Any], kind: str) -> bool:
    return not container.get("resources", {}).get(kind, {}).keys() >= {"cpu", "memory"}
