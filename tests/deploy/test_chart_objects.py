"""The chart's objects fit together: what one names, another is."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kit.certificates import make_certificates
from kit.deploy.fitting import misfits, selector_of
from kit.deploy.manifests import Manifest, the
from kit.deploy.rendered import WORKLOADS, containers, pods
from kit.deploy.value_sets import SETS, fullname, given, rendering
from triage_warden.wiring.listeners import opened
from triage_warden.wiring.settings import read_settings

pytestmark = pytest.mark.deploy


@pytest.mark.parametrize("name", SETS)
def test_what_is_named_is_there(name: str) -> None:
    """Keys, objects, pods behind selectors, ports and volumes."""
    assert list(misfits(rendering(name), given(name))) == []


@pytest.mark.parametrize("name", SETS)
def test_names_are_unique_and_fit(name: str) -> None:
    """A Service's name is a DNS label, and a pod of a StatefulSet has a number behind its name."""
    objects = rendering(name)
    names = [(each["apiVersion"], each["kind"], each["metadata"]["name"]) for each in objects]
    assert len(names) == len(set(names))
    assert all(len(each["metadata"]["name"]) <= 63 - len("-0123456789") for each in objects)
    assert {each["metadata"]["namespace"] for each in objects} == {"triage-warden"}


@pytest.mark.parametrize("name", SETS)
def test_every_object_says_what_it_is_part_of(name: str) -> None:
    """`kubectl get all -l app.kubernetes.io/part-of=triage-warden` finds everything; logs go by name."""
    for each in rendering(name):
        labels = each["metadata"]["labels"]
        assert labels["app.kubernetes.io/part-of"] == "triage-warden"
        assert labels.keys() >= {f"app.kubernetes.io/{key}" for key in ("name", "instance", "component", "managed-by")}


@pytest.mark.parametrize("name", SETS)
def test_selectors_hold_only_what_never_changes(name: str) -> None:
    """A version in a selector would stop the next upgrade."""
    fixed = {"app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component"}
    selectors = [found for each in rendering(name) if (found := selector_of(each)) is not None]
    assert len(selectors) >= 4
    assert all(selector.keys() == fixed for selector in selectors)


def test_a_new_chart_version_does_not_restart_the_database() -> None:
    """Nor Redis: their pods hold nothing that changes with our releases."""
    for name in ("triage-warden-postgresql", "triage-warden-redis"):
        template = str(the("StatefulSet", rendering("ha"), name)["spec"]["template"])
        assert "0.1.0" not in template
        assert "helm.sh/chart" not in template


def test_a_changed_setting_restarts_the_pods_that_read_it() -> None:
    """They read their environment once."""
    before, after = (_checksums(rendering(name)) for name in ("quick-start", "external-host"))
    assert before["triage-warden-api"] != after["triage-warden-api"]
    assert _checksums(rendering("quick-start")) == _checksums(rendering("ha"))


def _checksums(objects: list[Manifest]) -> dict[str, str]:
    annotations = {each["workload"]: each["metadata"].get("annotations", {}) for each in pods(objects)}
    return {name: each["checksum/config"] for name, each in annotations.items() if "checksum/config" in each}


def test_the_number_of_replicas_belongs_to_the_autoscaler_where_there_is_one() -> None:
    """Else each upgrade would put it back."""
    assert "replicas" not in the("Deployment", rendering("autoscaling"))["spec"]
    assert the("Deployment", rendering("ha"))["spec"]["replicas"] == 3
    scaler = the("HorizontalPodAutoscaler", rendering("autoscaling"))["spec"]
    assert (scaler["minReplicas"], scaler["maxReplicas"]) == (3, 12)
    targets = {each["resource"]["name"]: each["resource"]["target"]["averageUtilization"] for each in scaler["metrics"]}
    assert targets == {"cpu": 70, "memory": 80}


@pytest.mark.parametrize(
    ("name", "kept"),
    [("quick-start", {"api", "orchestrator"}), ("autoscaling", {"api", "orchestrator"}), ("trial", set())],
)
def test_a_disruption_budget_leaves_a_replica_to_spare(name: str, kept: set[str]) -> None:
    """With one replica it would hold up every drain of its node."""
    found = [each for each in rendering(name) if each["kind"] == "PodDisruptionBudget"]
    assert {each["metadata"]["labels"]["app.kubernetes.io/component"] for each in found} == kept


@pytest.mark.parametrize("name", SETS)
def test_a_pod_has_time_for_its_whole_stop(name: str) -> None:
    """The kill comes after what runs before the signal, and all that the program takes for stopping."""
    for role in ("api", "orchestrator"):
        container = containers(rendering(name), f"{fullname(name)}-{role}", given=given(name))[-1]
        before = int(container.pre_stop[1]) if container.pre_stop else 0
        stop, drain = (int(container.environment[f"TW_{each}_SECONDS"]) for each in ("SHUTDOWN", "DRAIN"))
        assert drain < stop
        assert before + stop < container.grace
        assert (before > 0) == (role == "api")


@pytest.mark.parametrize("name", SETS)
def test_probes_are_the_guides_with_one_for_the_start(name: str) -> None:
    """Times and paths as printed; the start may take two minutes."""
    for role in ("api", "orchestrator"):
        probes = containers(rendering(name), f"{fullname(name)}-{role}", given=given(name))[-1].probes
        assert probes["liveness"] == _probe("/live", initial=30, period=10, timeout=5)
        assert probes["readiness"] == _probe("/ready", initial=5, period=5, timeout=3)
        assert probes["startup"]["httpGet"]["path"] == "/live"
        assert probes["startup"]["periodSeconds"] * probes["startup"]["failureThreshold"] >= 120


def _probe(path: str, *, initial: int, period: int, timeout: int) -> dict[str, Any]:
    asked = {"path": path, "port": "http"}
    times = {"initialDelaySeconds": initial, "periodSeconds": period, "timeoutSeconds": timeout, "failureThreshold": 3}
    return {"httpGet": asked, **times}


@pytest.mark.parametrize("name", SETS)
def test_pods_migrate_before_they_start_unless_told_not_to(name: str) -> None:
    """The program's own lock lets one at a time; what serves never migrates itself."""
    found = containers(rendering(name), f"{fullname(name)}-api", given=given(name))
    wanted = [] if name == "external-url" else [["migrate", "--wait", "300"]]
    assert [each.args for each in found if each.init] == wanted
    assert found[-1].args == ["serve"]
    assert found[-1].environment["TW_MIGRATE"] == "false"


@pytest.mark.parametrize("name", SETS)
def test_prometheus_scrapes_every_pod_of_ours_once(name: str) -> None:
    """One Service for each kind of pod, all under one job, which the alerts name."""
    objects = rendering(name)
    if name == "no-monitoring":
        return
    monitor = the("ServiceMonitor", objects)["spec"]
    assert monitor["jobLabel"] == "app.kubernetes.io/name"
    wanted = monitor["selector"]["matchLabels"].items()
    found = [each for each in objects if each["kind"] == "Service" and wanted <= each["metadata"]["labels"].items()]
    port = monitor["endpoints"][0]["port"]
    services = [each for each in found if port in {one["name"] for one in each["spec"]["ports"]}]
    assert {each["metadata"]["name"] for each in found} - {each["metadata"]["name"] for each in services} <= {
        f"{fullname(name)}-syslog"  # it has no port that is scraped
    }
    scraped = [
        pod["workload"]
        for service in services
        for pod in pods(objects)
        if service["spec"]["selector"].items() <= pod["metadata"]["labels"].items()
    ]
    assert sorted(scraped) == [f"{fullname(name)}-api", f"{fullname(name)}-orchestrator"]


@pytest.mark.parametrize("name", ["ha", "everything"])
def test_replicas_are_kept_apart(name: str) -> None:
    """By node, and spread over zones."""
    for kind in WORKLOADS:
        for each in (one for one in rendering(name) if one["kind"] == kind):
            spec = each["spec"]["template"]["spec"]
            if each["metadata"]["labels"]["app.kubernetes.io/component"] == "api":
                assert "podAntiAffinity" in spec["affinity"]
                assert spec["topologySpreadConstraints"][0]["maxSkew"] == 1


def test_the_ingress_serves_the_domain_with_its_certificate() -> None:
    """The class stands in its field; the annotation of old is gone."""
    printed = the("Ingress", rendering("production"))
    assert printed["spec"]["ingressClassName"] == "nginx"
    assert printed["spec"]["tls"] == [{"secretName": "triage-warden-tls", "hosts": ["triage.example.com"]}]
    assert "kubernetes.io/ingress.class" not in printed["metadata"]["annotations"]
    assert printed["metadata"]["annotations"]["cert-manager.io/cluster-issuer"] == "letsencrypt-prod"
    plain = the("Ingress", rendering("quick-start"))["spec"]
    assert plain["tls"] == printed["spec"]["tls"]
    assert plain["rules"][0]["host"] == "triage.example.com"


def test_the_api_listens_for_syslog_where_its_service_leads(tmp_path: Path) -> None:
    """The program opens what the pod's environment and files ask for, not on loopback; an orchestrator has none."""
    objects = rendering("syslog")
    made = make_certificates(tmp_path)
    secret = {"tls.crt": made.cert.read_text(), "tls.key": made.key.read_text(), "ca.crt": made.ca.read_text()}
    api = containers(objects, "triage-warden-api", given={**given("syslog"), "syslog-tls": secret})[-1]
    settings = read_settings({name: value for name, value in api.environment.items() if name.startswith("TW_SYSLOG")})
    files = (settings.syslog_tls_cert, settings.syslog_tls_key, settings.syslog_tls_client_ca)
    for path, content in zip(files, secret.values(), strict=True):
        assert path is not None
        assert api.files[str(path.parent)][path.name] == content
    here = replace(settings, syslog_tls="0.0.0.0:0")
    here = replace(here, syslog_tls_cert=made.cert, syslog_tls_key=made.key, syslog_tls_client_ca=made.ca)
    with opened(here) as listeners:
        assert [each.socket.getsockname()[0] for each in listeners] == ["0.0.0.0"]  # that is the point
    assert settings.syslog_tls == f"0.0.0.0:{api.ports['syslog-tls']}"
    orchestrator = containers(objects, "triage-warden-orchestrator", given=given("syslog"))[-1]
    assert not [name for name in orchestrator.environment if name.startswith("TW_SYSLOG")]
    (service,) = [each for each in objects if each["metadata"]["name"] == "triage-warden-syslog"]
    assert service["spec"]["ports"][0]["targetPort"] == "syslog-tls"
    assert service["spec"]["loadBalancerSourceRanges"] == ["203.0.113.0/24"]
