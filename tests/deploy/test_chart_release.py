"""A release from its installation to its end, by real Helms on an API that remembers."""

from collections.abc import Generator
from pathlib import Path

import pytest

from kit.deploy.cluster import Cluster, a_cluster
from kit.deploy.helm import CHART, MAJORS
from kit.deploy.value_sets import FOLDER

pytestmark = [pytest.mark.deploy, pytest.mark.parametrize("major", MAJORS)]
INSTALL = ("install", "triage-warden", CHART, "--disable-openapi-validation")
UPGRADE = ("upgrade", "triage-warden", CHART, "--disable-openapi-validation")
MADE = ("triage-warden-admin", "triage-warden-postgresql", "triage-warden-redis", "triage-warden-secrets")


@pytest.fixture
def cluster(tmp_path: Path) -> Generator[Cluster]:
    """An empty cluster with the Prometheus Operator."""
    with a_cluster(tmp_path) as made:
        yield made


def values(name: str) -> tuple[str, str]:
    """Return the words that name a set of values."""
    return "--values", str(FOLDER / f"{name}.yaml")


def test_generated_secrets_are_kept_over_upgrades(cluster: Cluster, major: int) -> None:
    """A new encryption key would make secrets in the database unreadable, a new password lock everybody out."""
    cluster.helm(major, *INSTALL, "--set", "secrets.create=true")
    first = {name: cluster.secret(name) for name in MADE}
    assert len({value for data in first.values() for value in data.values()}) == 3 + 1 + 2 + 1
    cluster.helm(major, *UPGRADE, "--set", "secrets.create=true", "--set", "api.replicas=4")
    assert cluster.objects["deployments", "triage-warden-api"]["spec"]["replicas"] == 4
    cluster.helm(major, "rollback", "triage-warden", "1")
    assert cluster.objects["deployments", "triage-warden-api"]["spec"]["replicas"] == 2
    assert {name: cluster.secret(name) for name in MADE} == first


def test_generated_secrets_outlive_the_release_as_volumes_do(cluster: Cluster, major: int) -> None:
    """Who installs again finds the database's password and the key to what is in it."""
    cluster.helm(major, *INSTALL, "--set", "secrets.create=true")
    first = {name: cluster.secret(name) for name in MADE}
    cluster.helm(major, "uninstall", "triage-warden")
    assert {name for _, name in cluster.objects} == set(MADE)
    cluster.helm(major, *INSTALL, "--set", "secrets.create=true")
    assert {name: cluster.secret(name) for name in MADE} == first


def test_the_secret_of_the_guide_is_not_touched(cluster: Cluster, major: int) -> None:
    """It is whoever's made it."""
    cluster.helm(major, *INSTALL, *values("production"))
    assert cluster.names("Secret") == {"triage-warden-admin"}


def test_an_upgrade_changes_nothing_that_cannot_be_changed(cluster: Cluster, major: int) -> None:
    """Selectors of workloads, and all of a StatefulSet but its replicas, template and strategy."""
    cluster.helm(major, *INSTALL, *values("quick-start"))
    before = _fixed(cluster)
    assert set(before) >= {"triage-warden-api", "triage-warden-orchestrator", "triage-warden-postgresql"}
    cluster.helm(major, *UPGRADE, *values("ha"), "--set", "image.tag=v1.1.0", "--set", "postgresql.maxConnections=300")
    assert _fixed(cluster) == before


def _fixed(cluster: Cluster) -> dict[str, object]:
    may_change = {"replicas", "template", "updateStrategy", "strategy", "revisionHistoryLimit", "minReadySeconds"}
    return {
        name: {key: value for key, value in each["spec"].items() if key not in may_change}
        for (kind, name), each in cluster.objects.items()
        if kind in {"deployments", "statefulsets"}
    }


def test_the_history_is_there_to_go_back_to(cluster: Cluster, major: int) -> None:
    """The guide's `helm list` and `helm history`."""
    cluster.helm(major, *INSTALL)
    cluster.helm(major, *UPGRADE, "--set", "image.tag=v1.1.0")
    assert "triage-warden" in cluster.helm(major, "list")
    history = cluster.helm(major, "history", "triage-warden")
    assert ("Install complete" in history, "Upgrade complete" in history) == (True, True)
    containers = cluster.objects["deployments", "triage-warden-api"]["spec"]["template"]["spec"]["containers"]
    assert containers[0]["image"] == "ghcr.io/triage-warden/triage-warden:v1.1.0"


def test_a_cluster_without_the_prometheus_operator_is_told(cluster: Cluster, major: int) -> None:
    """Its kinds are left out, as Kubernetes would refuse the whole release, and the notes say so."""
    cluster.prometheus = False
    notes = cluster.helm(major, *INSTALL)
    assert "ServiceMonitor and PrometheusRule were left out" in notes
    assert (cluster.names("ServiceMonitor"), cluster.names("PrometheusRule")) == (set(), set())


def test_a_cluster_with_it_gets_its_kinds(cluster: Cluster, major: int) -> None:
    """Nothing is said then."""
    notes = cluster.helm(major, *INSTALL)
    assert "left out" not in notes
    assert (cluster.names("ServiceMonitor"), cluster.names("PrometheusRule")) == ({"triage-warden"}, {"triage-warden"})


def test_the_notes_tell_the_next_step(cluster: Cluster, major: int) -> None:
    """Where it answers, and how to sign in first."""
    notes = cluster.helm(major, *INSTALL, *values("quick-start"))
    assert "Open https://triage.example.com\n" in notes
    assert "kubectl get secret triage-warden-admin -n triage-warden" in notes
    assert "WARNING" not in notes


def test_the_notes_of_a_trial_tell_what_was_made_up(cluster: Cluster, major: int) -> None:
    """And how to get at it where nothing stands in front."""
    notes = cluster.helm(major, *INSTALL, *values("trial"))
    assert "kubectl port-forward -n triage-warden service/triage-warden 8080:80" in notes
    assert "Keep a copy of TW_ENCRYPTION_KEY" in notes


def test_the_notes_count_connections(cluster: Cluster, major: int) -> None:
    """More than the own PostgreSQL takes would be refused at the worst moment."""
    many = ("--set", "autoscaling.enabled=true", "--set", "autoscaling.maxReplicas=13")
    notes = cluster.helm(major, *INSTALL, *values("everything"), *many)
    assert "WARNING: 320 database connections may be opened, and postgresql.maxConnections is 100." in notes
