"""kubectl's and Helm's command lines: what they name, and whether the real programs take them."""

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kit.deploy.helm import kubectl, run_helm
from kit.deploy.manifests import Manifest

NOBODY: Final = "http://127.0.0.1:9"
"""A cluster that does not answer: the programs get so far only with a command line that they take."""
KINDS: Final = {
    "configmap": "ConfigMap",
    "deployment": "Deployment",
    "hpa": "HorizontalPodAutoscaler",
    "ingress": "Ingress",
    "namespace": "Namespace",
    "pod": "Pod",
    "pods": "Pod",
    "pvc": "PersistentVolumeClaim",
    "secret": "Secret",
    "service": "Service",
    "servicemonitor": "ServiceMonitor",
    "statefulset": "StatefulSet",
    "svc": "Service",
}
_WITH_VALUES: Final = frozenset({"-n", "--namespace", "-l", "--selector", "-o", "-c", "-f", "--values", "--set"})
_TWO_WORDS: Final = frozenset({"rollout", "set", "create"})
_PODS_OF: Final = frozenset({"Deployment", "StatefulSet"})


@dataclass(frozen=True, slots=True)
class Target:
    """What a command is about: an object, all of a kind, or pods by their labels."""

    kind: str
    name: str | None = None
    namespace: str | None = None
    labels: tuple[tuple[str, str], ...] = ()


def target_of(words: Sequence[str]) -> Target:
    """Return what a kubectl command is about."""
    options, rest = _split(words[1 : words.index("--")] if "--" in words else words[1:])
    namespace = options.get("-n") or options.get("--namespace")
    selector = options.get("-l", "")
    labels = tuple((key, value) for key, _, value in (part.partition("=") for part in selector.split(",") if part))
    verb, *about = rest
    if verb in _TWO_WORDS:
        about = about[1:]
    if not about:
        return Target("Pod", namespace=namespace, labels=labels)
    kind, slash, name = about[0].partition("/")
    if not slash and verb in {"exec", "logs"}:
        return Target("Pod", about[0], namespace)
    if not slash:
        name = about[1] if len(about) > 1 else ""
    return Target(KINDS[kind], name or None, namespace, labels)


def is_there(target: Target, objects: Sequence[Manifest]) -> bool:
    """Return whether the objects of an installation hold what a command is about."""
    if target.labels:
        return any(_has(pod, target.labels) for pod in _pods(objects))
    names = [name for kind, name in _names(objects) if kind == target.kind]
    return target.name in names if target.name else bool(names)


def taken_by_kubectl(words: Sequence[str]) -> str | None:
    """Return why kubectl does not take a command line; None where all that is missing is the cluster."""
    command = [str(kubectl()), f"--server={NOBODY}", *words[1:]]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60, env={"KUBECONFIG": "/dev/null"}
    )
    last = done.stderr.strip().splitlines()[-1:]
    return (
        None
        if done.returncode and last and ("was refused" in last[0] or "connection refused" in last[0])
        else done.stderr or done.stdout
    )


def taken_by_helm(major: int, words: Sequence[str]) -> str | None:
    """Return the same for Helm."""
    done = run_helm(major, *words[1:], HELM_KUBEAPISERVER=NOBODY)
    return None if done.returncode and "cluster unreachable" in done.stderr else done.stderr or done.stdout


def made_by_kubectl(words: Sequence[str], variables: Mapping[str, str], output: str = "yaml") -> str:
    """Return what a `kubectl create` makes, without a cluster; `$NAME` is taken from the variables."""
    filled = [_filled(word, variables) for word in words[1:]]
    command = [str(kubectl()), *filled, "--dry-run=client", "-o", output]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60, env={"KUBECONFIG": "/dev/null"}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _filled(word: str, variables: Mapping[str, str]) -> str:
    for name, value in variables.items():
        word = word.replace(f"${name}", value)
    return word


def _split(words: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    options: dict[str, str] = {}
    rest: list[str] = []
    waiting = iter(words)
    for word in waiting:
        name, equals, value = word.partition("=")
        if word in _WITH_VALUES and not (word == "-f" and words[0] == "logs"):
            options[word] = next(waiting)
        elif word.startswith("-"):
            options[name] = value if equals else ""
        else:
            rest.append(word)
    return options, rest


def _names(objects: Sequence[Manifest]) -> Iterator[tuple[str, str]]:
    """Yield kinds and names, those included that controllers make: pods, and the volumes of StatefulSets."""
    for each in objects:
        kind, name, spec = each["kind"], each["metadata"]["name"], each.get("spec", {})
        yield kind, name
        if kind == "Deployment":
            yield "Pod", f"{name}-*"
        if kind == "StatefulSet":
            for number in range(spec["replicas"]):
                yield "Pod", f"{name}-{number}"
                for claim in spec.get("volumeClaimTemplates", []):
                    yield "PersistentVolumeClaim", f"{claim['metadata']['name']}-{name}-{number}"


def _pods(objects: Sequence[Manifest]) -> Iterator[dict[str, Any]]:
    for each in objects:
        if each["kind"] in _PODS_OF:
            yield each["spec"]["template"]["metadata"]["labels"]


def _has(labels: dict[str, Any], wanted: tuple[tuple[str, str], ...]) -> bool:
    return all(labels.get(key) == value for key, value in wanted)
