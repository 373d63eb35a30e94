"""Who has to speak with whom, and who may not."""

from collections.abc import Iterator

from kit.deploy.manifests import Manifest
from kit.deploy.network import End, allowed
from kit.deploy.rendered import pods

INGRESS = End({"app.kubernetes.io/name": "ingress-nginx"}, "ingress-nginx")
PROMETHEUS = End({"app.kubernetes.io/name": "prometheus"}, "monitoring")
DNS = End({"k8s-app": "kube-dns"}, "kube-system")
NODE_DNS = End(address="169.254.20.10")
NEIGHBOUR = End({"app": "something"}, "triage-warden")
STRANGER = End({"app.kubernetes.io/name": "triage-warden", "app.kubernetes.io/component": "api"}, "elsewhere")
PUBLIC = End(address="203.0.113.7")
PRIVATE = End(address="10.20.0.9")
METADATA = End(address="169.254.169.254")
"""Where clouds hand out credentials to whoever asks from inside."""

FLOWS = [
    ("ingress", "api", 8080, True),
    ("prometheus", "api", 8080, True),
    ("prometheus", "orchestrator", 8080, True),
    ("test", "api", 8080, True),
    ("api", "postgresql", 5432, True),
    ("orchestrator", "postgresql", 5432, True),
    ("api", "redis", 6379, True),
    ("orchestrator", "redis", 6379, True),
    ("orchestrator", "redis", 26379, True),
    ("redis", "redis", 6379, True),
    ("redis", "redis", 26379, True),
    ("api", "public", 443, True),
    ("orchestrator", "public", 443, True),
    ("api", "dns", 53, True),
    ("orchestrator", "node dns", 53, True),
    ("redis", "dns", 53, True),
    ("test", "dns", 53, True),
    ("ingress", "orchestrator", 8080, False),
    ("ingress", "postgresql", 5432, False),
    ("ingress", "api", 22, False),
    ("prometheus", "postgresql", 5432, False),
    ("neighbour", "api", 8080, False),
    ("neighbour", "postgresql", 5432, False),
    ("neighbour", "redis", 6379, False),
    ("stranger", "postgresql", 5432, False),
    ("stranger", "redis", 6379, False),
    ("stranger", "api", 8080, False),
    ("test", "postgresql", 5432, False),
    ("test", "public", 443, False),
    ("redis", "postgresql", 5432, False),
    ("postgresql", "redis", 6379, False),
    ("postgresql", "public", 443, False),
    ("postgresql", "dns", 53, False),
    ("redis", "public", 443, False),
    ("api", "orchestrator", 8080, False),
    ("api", "public", 80, False),
    ("api", "public", 5432, False),
    ("api", "private", 443, False),
    ("orchestrator", "metadata", 80, False),
    ("orchestrator", "metadata", 443, False),
]


def ends(objects: list[Manifest]) -> dict[str, End]:
    """Return both sorts of ends by name: the rendering's own pods, and the world around."""
    ours = {each["metadata"]["labels"]["app.kubernetes.io/component"]: each for each in pods(objects)}
    return {
        "ingress": INGRESS,
        "prometheus": PROMETHEUS,
        "dns": DNS,
        "node dns": NODE_DNS,
        "neighbour": NEIGHBOUR,
        "stranger": STRANGER,
        "public": PUBLIC,
        "private": PRIVATE,
        "metadata": METADATA,
        **{name: End(each["metadata"]["labels"]) for name, each in ours.items()},
    }


def policies(objects: list[Manifest]) -> list[Manifest]:
    """Return the policies."""
    return [each for each in objects if each["kind"] == "NetworkPolicy"]


def wrong_flows(objects: list[Manifest]) -> Iterator[str]:
    """Yield flows that are needed and refused, and those that are let through and should not be."""
    known = ends(objects)
    for source, target, port, wanted in FLOWS:
        protocol = "UDP" if port == 53 else "TCP"
        if allowed(policies(objects), known[source], known[target], port, protocol) is not wanted:
            yield f"{source} -> {target}:{port} should be {'let through' if wanted else 'refused'}"
