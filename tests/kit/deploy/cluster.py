"""A Kubernetes API that remembers objects and runs nothing: enough for Helm, from install to uninstall.

Patches are merged as JSON merge patches (RFC 7396), or taken whole where Helm applies on the server's side; what
Kubernetes would merge by name inside lists is replaced.
"""

import http.server
import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qs, urlsplit

import yaml

from kit.deploy.helm import NAMESPACE, run_helm
from kit.deploy.protobuf import MAGIC, secret_in

Object: TypeAlias = dict[str, Any]
Key: TypeAlias = tuple[str, str]

KINDS: Final = {
    "v1": ["ConfigMap", "Pod", "Secret", "Service", "ServiceAccount"],
    "apps/v1": ["Deployment", "StatefulSet"],
    "autoscaling/v2": ["HorizontalPodAutoscaler"],
    "monitoring.coreos.com/v1": ["PrometheusRule", "ServiceMonitor"],
    "networking.k8s.io/v1": ["Ingress", "NetworkPolicy"],
    "policy/v1": ["PodDisruptionBudget"],
}
_VERBS: Final = ["create", "delete", "get", "list", "patch", "update", "watch"]


def plural(kind: str) -> str:
    """Return what a kind is called in addresses."""
    word = kind.lower()
    return f"{word[:-1]}ies" if word.endswith("cy") else f"{word}es" if word.endswith("ss") else f"{word}s"


@dataclass
class Cluster:
    """What was made in it, by plural and name."""

    kubeconfig: Path
    objects: dict[Key, Object] = field(default_factory=dict[Key, Object])
    prometheus: bool = True

    def helm(self, major: int, *words: str | Path) -> str:
        """Run Helm on it; return what it prints."""
        done = run_helm(major, *words, "--namespace", NAMESPACE, KUBECONFIG=str(self.kubeconfig))
        assert done.returncode == 0, done.stderr
        return done.stdout

    def secret(self, name: str) -> dict[str, str]:
        """Return the data of a Secret, as Kubernetes keeps it."""
        return dict(self.objects["secrets", name]["data"])

    def names(self, kind: str) -> set[str]:
        """Return the names of all objects of a kind, but Helm's own."""
        return {name for each, name in self.objects if each == plural(kind) and not name.startswith("sh.helm.release")}

    def answer(self, method: str, path: str, body: bytes, content_type: str) -> tuple[int, Object]:
        """Answer a request."""
        parts = urlsplit(path)
        words = parts.path.strip("/").split("/")
        if "namespaces" in words:
            rest = words[words.index("namespaces") + 2 :]
            return self._object(method, rest, body, content_type, parse_qs(parts.query))
        return _discovery(words, prometheus=self.prometheus)

    def _object(
        self, method: str, rest: list[str], body: bytes, content_type: str, query: dict[str, list[str]]
    ) -> tuple[int, Object]:
        kind, name = rest[0], rest[1] if len(rest) > 1 else None
        if name is None:
            return self._collection(method, kind, body, query)
        there = self.objects.get((kind, name))
        if method == "DELETE" and there is not None:
            return 200, self.objects.pop((kind, name))
        if method == "PATCH" and "apply" in content_type:
            return 200, self._keep(kind, yaml.safe_load(body))
        if there is None:
            return 404, _status(404, "NotFound", f'{kind} "{name}" not found')
        if method == "PATCH":
            return 200, self._keep(kind, _merged(there, _read(body)))
        return 200, self._keep(kind, _read(body)) if method == "PUT" else there

    def _collection(self, method: str, kind: str, body: bytes, query: dict[str, list[str]]) -> tuple[int, Object]:
        if method == "POST":
            made = _read(body)
            if (kind, made["metadata"]["name"]) in self.objects:
                return 409, _status(409, "AlreadyExists", made["metadata"]["name"])
            return 201, self._keep(kind, made)
        wanted = dict(pair.split("=") for pair in query.get("labelSelector", [""])[0].split(",") if "=" in pair)
        found = [each for (of, _), each in self.objects.items() if of == kind and _has(each, wanted)]
        listed = next(each for kinds in KINDS.values() for each in kinds if plural(each) == kind)
        return 200, {"kind": f"{listed}List", "apiVersion": "v1", "metadata": {}, "items": found}

    def _keep(self, kind: str, made: Object) -> Object:
        made["metadata"] |= {
            "namespace": NAMESPACE,
            "uid": f"{kind}-{made['metadata']['name']}",
            "resourceVersion": "1",
        }
        self.objects[kind, made["metadata"]["name"]] = made
        return made


def _read(body: bytes) -> Object:
    return secret_in(body) if body.startswith(MAGIC) else dict(json.loads(body))


def _has(made: Object, labels: dict[str, str]) -> bool:
    theirs: dict[str, str] = made["metadata"].get("labels", {})
    return labels.items() <= theirs.items()


def _merged(old: Any, new: Any) -> Any:
    if not isinstance(new, dict) or not isinstance(old, dict):
        return new
    changed = {key: _merged(old.get(key), value) for key, value in new.items() if not key.startswith("$")}
    return {key: value for key, value in {**old, **changed}.items() if value is not None}


def _status(code: int, reason: str, message: str) -> Object:
    return {
        "kind": "Status",
        "apiVersion": "v1",
        "status": "Failure",
        "code": code,
        "reason": reason,
        "message": message,
    }


def _discovery(words: list[str], *, prometheus: bool) -> tuple[int, Object]:
    known = {group: kinds for group, kinds in KINDS.items() if prometheus or "monitoring" not in group}
    if words == ["version"]:
        return 200, {"major": "1", "minor": "34", "gitVersion": "v1.34.0"}
    if words == ["api"]:
        return 200, {"kind": "APIVersions", "versions": ["v1"]}
    if words == ["apis"]:
        return 200, {
            "kind": "APIGroupList",
            "apiVersion": "v1",
            "groups": [_group(each) for each in known if "/" in each],
        }
    version = "/".join(words[1:])
    if words[0] in {"api", "apis"} and version in known:
        resources = [
            {"name": plural(each), "singularName": each.lower(), "namespaced": True, "kind": each, "verbs": _VERBS}
            for each in known[version]
        ]
        return 200, {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": version, "resources": resources}
    return 404, _status(404, "NotFound", "the server could not find the requested resource")


def _group(version: str) -> Object:
    named = {"groupVersion": version, "version": version.partition("/")[2]}
    return {"name": version.partition("/")[0], "versions": [named], "preferredVersion": named}


@contextmanager
def a_cluster(folder: Path, *, prometheus: bool = True) -> Generator[Cluster]:
    """Serve one for the block."""
    cluster = Cluster(folder / "kubeconfig", prometheus=prometheus)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(cluster)) as server:
        address = f"http://127.0.0.1:{server.server_address[1]}"
        cluster.kubeconfig.write_text(json.dumps(_kubeconfig(address)), encoding="utf-8")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield cluster
        finally:
            server.shutdown()
            thread.join()


def _kubeconfig(address: str) -> Object:
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": "test",
        "clusters": [{"name": "test", "cluster": {"server": address}}],
        "users": [{"name": "test", "user": {}}],
        "contexts": [{"name": "test", "context": {"cluster": "test", "user": "test"}}],
    }


def _handler(cluster: Cluster) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            content_type = self.headers.get("content-type", "")
            code, answer = cluster.answer(self.command, self.path, body, content_type)
            text = json.dumps(answer).encode()
            self.send_response(code)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815  # as the library calls them

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # as the library calls it
            """Say nothing."""

    return Handler
