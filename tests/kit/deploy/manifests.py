"""Kubernetes manifests as data, and what Kubernetes itself would say about them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import kubernetes_validate
import yaml

Manifest: TypeAlias = dict[str, Any]

ROOT: Final = Path(__file__).parents[3]
RAW: Final = ROOT / "deploy" / "kubernetes"
OLDEST: Final = "1.25"
VERSIONS: Final = (OLDEST, kubernetes_validate.latest_version())
"""The oldest Kubernetes that is supported, and the newest whose schemas there are."""
FOREIGN: Final = frozenset({"monitoring.coreos.com/v1", "kustomize.config.k8s.io/v1beta1"})
"""Kinds that are not Kubernetes' own."""


def manifests_in(text: str) -> list[Manifest]:
    """Return the objects of a YAML text, empty documents left out."""
    return [each for each in yaml.safe_load_all(text) if each]


def raw_manifests(*names: str) -> list[Manifest]:
    """Return the objects of files of `deploy/kubernetes`, in their order; without names, of all that are applied."""
    chosen = names or tuple(sorted(path.name for path in RAW.glob("*.yaml") if path.name != "kustomization.yaml"))
    return [each for name in chosen for each in manifests_in((RAW / name).read_text(encoding="utf-8"))]


def the(kind: str, among: Sequence[Manifest], name: str | None = None) -> Manifest:
    """Return the object of a kind (and name); fail unless there is exactly one."""
    found = [each for each in among if each["kind"] == kind and name in {None, each["metadata"]["name"]}]
    assert len(found) == 1, f"{len(found)} of {kind} {name or ''}"
    return found[0]


def refused_by(version: str, manifest: Manifest) -> str | None:
    """Return why a version of Kubernetes refuses an object, unknown fields included; None where it does not."""
    try:
        kubernetes_validate.validate(manifest, version, strict=True)
    except (kubernetes_validate.ValidationError, kubernetes_validate.SchemaNotFoundError) as error:
        return f"{manifest.get('kind')} {manifest['metadata'].get('name')}: {error}"
    return None


def differences(printed: Any, ours: Any, path: str = "") -> Iterator[str]:
    """Yield where two values differ, as paths: `-spec.x` is only in the first, `+spec.x` only in the second.

    Lists whose items have names (containers, ports, variables) are compared by name, others by place.
    """
    if isinstance(printed, dict) and isinstance(ours, dict):
        yield from _of_mappings(printed, ours, path)
    elif isinstance(printed, list) and isinstance(ours, list):
        yield from _of_mappings(_by_name(printed), _by_name(ours), path)
    elif printed != ours:
        yield f"~{path}"


def _of_mappings(printed: dict[str, Any], ours: dict[str, Any], path: str) -> Iterator[str]:
    for key in printed.keys() | ours.keys():
        below = f"{path}.{key}" if path else str(key)
        if key not in ours:
            yield f"-{below}"
        elif key not in printed:
            yield f"+{below}"
        else:
            yield from differences(printed[key], ours[key], below)


def _by_name(items: list[Any]) -> dict[str, Any]:
    named = [each.get("name", each.get("alert")) if isinstance(each, dict) else None for each in items]
    return {str(name or number): each for number, (name, each) in enumerate(zip(named, items, strict=True))}
