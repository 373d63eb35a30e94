"""The raw manifests: valid, whole, and in agreement with each other and with the program."""

import base64
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from kit.deploy.checkov import failed_checks
from kit.deploy.manifests import FOREIGN, RAW, VERSIONS, Manifest, manifests_in, raw_manifests, refused_by, the
from kit.deploy.prometheus_kinds import faults_of
from kit.deploy.restricted import breaches
from kit.outside_database import an_outside_database
from kit.process import eventually, serving
from triage_warden.kernel.errors import TriageError
from triage_warden.storage.postgres.url import parse_database_url
from triage_warden.wiring.address import parse_bind_address
from triage_warden.wiring.process_secrets import is_from_a_template, secrets_of
from triage_warden.wiring.settings import described, read_settings, variable_of

pytestmark = pytest.mark.deploy

APPLY_LIST = ("namespace", "secret", "configmap", "deployment", "service", "ingress", "servicemonitor", "hpa")
"""The files that the guide applies one by one, in its order."""
EVERYTHING = raw_manifests()
ALONE = [each for each in EVERYTHING if each["apiVersion"] not in FOREIGN]


def pod() -> dict[str, Any]:
    """Return the pod that the Deployment makes."""
    return dict(the("Deployment", EVERYTHING)["spec"]["template"])


@pytest.mark.parametrize("version", VERSIONS)
def test_kubernetes_takes_them(version: str) -> None:
    """The oldest that is supported, and the newest; a field that it does not know is refused."""
    assert len(ALONE) == 11
    assert [why for each in ALONE if (why := refused_by(version, each))] == []


def test_the_files_of_the_guide_in_its_order_bring_the_pods_up() -> None:
    """Though `serviceaccount.yaml` is not among them: whatever the pods name was made before them."""
    names = [f"{name}.yaml" for name in APPLY_LIST]
    before = raw_manifests(*names[: names.index("deployment.yaml") + 1])
    made = {(each["kind"], each["metadata"]["name"]) for each in before[:-1]}
    assert before[-1]["kind"] == "Deployment"
    assert needed_by(pod()["spec"]) <= made
    assert the("Secret", before)["stringData"].keys() >= keys_needed_by(pod()["spec"])


def needed_by(spec: dict[str, Any]) -> set[tuple[str, str]]:
    """Return the objects without which a pod does not start."""
    container = spec["containers"][0]
    of_variables = [each["valueFrom"] for each in container["env"] if "valueFrom" in each]
    secrets = {("Secret", each["secretKeyRef"]["name"]) for each in of_variables if "secretKeyRef" in each}
    maps = {("ConfigMap", each["configMapRef"]["name"]) for each in container["envFrom"]}
    return {("ServiceAccount", spec["serviceAccountName"]), *secrets, *maps}


def keys_needed_by(spec: dict[str, Any]) -> set[str]:
    """Return the keys of the Secret without which a pod does not start."""
    asked = [each.get("valueFrom", {}).get("secretKeyRef", {}) for each in spec["containers"][0]["env"]]
    return {each["key"] for each in asked if each and not each.get("optional")}


def test_the_account_by_itself_is_the_same_as_the_pods() -> None:
    """It is written down twice, so that both ways of applying it work."""
    assert raw_manifests("serviceaccount.yaml") == [raw_manifests("deployment.yaml")[0]]


def test_the_kustomization_applies_every_file() -> None:
    """And names none that is not there."""
    kustomization = manifests_in((RAW / "kustomization.yaml").read_text())[0]
    files = {path.name for path in RAW.glob("*.yaml")} - {"kustomization.yaml", "serviceaccount.yaml"}
    assert sorted(kustomization["resources"]) == sorted(files)
    repository, _, tag = pod()["spec"]["containers"][0]["image"].partition(":")
    assert kustomization["images"] == [{"name": repository, "newTag": tag}]


def test_pods_are_restricted_as_their_namespace_demands() -> None:
    """Pod Security Standards, profile `restricted`: https://kubernetes.io/docs/concepts/security/pod-security-standards/."""
    assert the("Namespace", EVERYTHING)["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    assert list(breaches(pod()["spec"])) == []


def test_everything_finds_the_pods() -> None:
    """Service, disruption budget, network policy, autoscaler and monitor all mean them, and ports go by their names."""
    labels = pod()["metadata"]["labels"]
    selectors = [
        the("Service", EVERYTHING)["spec"]["selector"],
        the("Deployment", EVERYTHING)["spec"]["selector"]["matchLabels"],
        the("PodDisruptionBudget", EVERYTHING)["spec"]["selector"]["matchLabels"],
        the("NetworkPolicy", EVERYTHING)["spec"]["podSelector"]["matchLabels"],
    ]
    assert all(selector.items() <= labels.items() for selector in selectors)
    service, monitor = the("Service", EVERYTHING), the("ServiceMonitor", EVERYTHING)
    assert monitor["spec"]["selector"]["matchLabels"].items() <= service["metadata"]["labels"].items()
    ports = {each["name"]: each["containerPort"] for each in pod()["spec"]["containers"][0]["ports"]}
    assert {each["targetPort"] for each in service["spec"]["ports"]} <= ports.keys()
    assert {each["port"] for each in monitor["spec"]["endpoints"]} <= {
        each["name"] for each in service["spec"]["ports"]
    }
    assert the("NetworkPolicy", EVERYTHING)["spec"]["ingress"][0]["ports"] == [
        {"protocol": "TCP", "port": ports["http"]}
    ]
    target = the("HorizontalPodAutoscaler", EVERYTHING)["spec"]["scaleTargetRef"]
    assert (target["kind"], target["name"]) == ("Deployment", the("Deployment", EVERYTHING)["metadata"]["name"])
    backend = the("Ingress", EVERYTHING)["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert (backend["name"], backend["port"]["number"]) == ("triage-warden", service["spec"]["ports"][0]["port"])


def test_scraped_metrics_carry_the_job_that_the_alerts_ask_for() -> None:
    """`jobLabel` names a label of the Service, and its value is the job."""
    label = the("ServiceMonitor", EVERYTHING)["spec"]["jobLabel"]
    job = the("Service", EVERYTHING)["metadata"]["labels"][label]
    rules = [rule for group in the("PrometheusRule", EVERYTHING)["spec"]["groups"] for rule in group["rules"]]
    asked = {name for rule in rules for name in re.findall(r'job="([^"]+)"', rule["expr"])}
    assert asked == {job}


def environment(secret: Manifest) -> dict[str, str]:
    """Return the environment of a container, as Kubernetes would fill it in."""
    values = dict(the("ConfigMap", EVERYTHING)["data"])
    for each in pod()["spec"]["containers"][0]["env"]:
        key = each["valueFrom"].get("secretKeyRef", {}).get("key")
        if key is None:
            values[each["name"]] = "triage-warden-0"
        elif key in secret["stringData"]:
            values[each["name"]] = secret["stringData"][key]
    return values


def test_every_variable_is_a_setting_and_can_be_read() -> None:
    """A misspelt one would be passed over without a word."""
    values = environment(the("Secret", EVERYTHING))
    known = {variable_of(name, about) for name, about in described()}
    assert values.keys() <= known
    settings = read_settings(values)
    assert settings.env == "production"
    assert parse_bind_address(settings.bind_address).port == 8080
    assert settings.database_url is not None
    assert parse_database_url(settings.database_url).hosts == ("postgres-postgresql",)


def test_an_administrators_password_that_nobody_filled_in_is_refused() -> None:
    """It would be known to everybody who reads the file."""
    assert is_from_a_template(the("Secret", EVERYTHING)["stringData"]["admin-password"])


def test_the_prometheus_operator_takes_its_kinds() -> None:
    """Both, field by field."""
    kinds = [each for each in EVERYTHING if each["apiVersion"] == "monitoring.coreos.com/v1"]
    assert len(kinds) == 2
    assert [fault for each in kinds for fault in faults_of(each)] == []


CHECKOV_SKIPS = {
    "CKV_K8S_43": "the digest is set by whoever deploys, in kustomization.yaml: the image does not have it before",
    "CKV_K8S_35": "the settings are environment variables by the guide, and no other account can read them",
    "CKV_K8S_40": "the guide demands user 1000",
}


def test_checkov_finds_nothing_that_is_not_explained(tmp_path: Path) -> None:
    """And every explanation is needed."""
    files = {path.name: path.read_text() for path in RAW.glob("*.yaml") if path.name != "kustomization.yaml"}
    passed, failed = failed_checks(files, tmp_path)
    assert passed > 70
    assert [each for each in failed if each.check not in CHECKOV_SKIPS] == []
    assert {each.check for each in failed} == CHECKOV_SKIPS.keys()


GOOD = {
    "encryption-key": base64.b64encode(b"kX9v2mQ7pL4sT8wZ1cR6yB3nH5jD0fGa").decode(),
    "jwt-secret": "9f" * 8 + "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    "session-secret": "c4d5" * 4 + "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
}


def test_secrets_that_nobody_filled_in_are_refused() -> None:
    """Each of the three by itself: what is printed in a manifest is known to everybody."""
    printed = the("Secret", EVERYTHING)
    secrets_of(read_settings(environment({**printed, "stringData": {**printed["stringData"], **GOOD}})))
    for key in GOOD:
        left = {**printed["stringData"], **GOOD, key: printed["stringData"][key]}
        with pytest.raises(TriageError, match="TW_"):
            secrets_of(read_settings(environment({**printed, "stringData": left})))


def test_the_program_starts_in_the_environment_that_they_give(tmp_path: Path) -> None:
    """In production, with nowhere to write: it becomes ready, does everything, and PostgreSQL elects the leader."""
    printed = the("Secret", EVERYTHING)
    filled = {"admin-password": "seven tall herons wade", **GOOD}
    with an_outside_database() as database:
        filled["database-url"] = database.url
        given = environment({**printed, "stringData": {**printed["stringData"], **filled}})
        here = {"TW_BIND_ADDRESS": "127.0.0.1:0", "TW_DATA_DIR": "/proc/nowhere"}
        with serving(tmp_path / "data", environment={**given, **here}) as running, httpx.Client() as client:
            assert client.get(f"{running.url}/ready").json()["status"] == "ready"
            eventually(lambda: elector(client, running.url)["is_leader"])
            assert elector(client, running.url)["backend"] == "postgres"
            assert elector(client, running.url)["leader"] == "triage-warden-0"
    assert not list(tmp_path.glob("data/*"))


def elector(client: httpx.Client, url: str) -> dict[str, Any]:
    """Return what a process says of the election."""
    return dict(client.get(f"{url}/health/detailed").json()["components"]["leader_elector"])
