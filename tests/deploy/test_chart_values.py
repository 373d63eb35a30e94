"""The chart takes every set of values, with both Helms, on the oldest and the newest Kubernetes."""

import pytest

from kit.deploy.helm import CHART, MAJORS, run_helm, template
from kit.deploy.manifests import FOREIGN, VERSIONS, Manifest, refused_by, the
from kit.deploy.prometheus_kinds import faults_of
from kit.deploy.value_sets import FOLDER, SETS, rendering

pytestmark = pytest.mark.deploy

NAMED_BY_THE_GUIDE = {
    ("Deployment", "triage-warden-api"),
    ("StatefulSet", "triage-warden-orchestrator"),
    ("StatefulSet", "triage-warden-redis"),
    ("Service", "triage-warden"),
    ("Ingress", "triage-warden"),
}


@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("name", SETS)
def test_helm_finds_no_fault(name: str, major: int) -> None:
    """Neither `lint --strict` nor `template` says a word against it."""
    done = run_helm(major, "lint", "--strict", CHART, "--values", FOLDER / f"{name}.yaml", "--kube-version", "1.34.0")
    assert done.returncode == 0, done.stdout
    rendered = template(SETS[name], major=major)
    assert (rendered.returncode, rendered.stderr) == (0, "")


@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", SETS)
def test_kubernetes_takes_every_object(name: str, version: str, major: int) -> None:
    """Unknown fields are refused, as `kubectl apply --validate=strict` would."""
    objects = rendering(name, major=major, kubernetes=version)
    ours = [each for each in objects if each["apiVersion"] not in FOREIGN]
    assert len(ours) >= 15
    assert [why for each in ours if (why := refused_by(version, each))] == []


@pytest.mark.parametrize("name", SETS)
def test_both_helms_make_the_same(name: str) -> None:
    """But for secrets, which each makes up anew."""
    three, four = ([_without_secrets(each) for each in rendering(name, major=major)] for major in MAJORS)
    assert three == four


def _without_secrets(manifest: Manifest) -> Manifest:
    return {**manifest, "data": sorted(manifest["data"])} if manifest["kind"] == "Secret" else manifest


@pytest.mark.parametrize("name", SETS)
def test_the_prometheus_operator_takes_its_kinds(name: str) -> None:
    """There are two, or none where monitoring is off."""
    theirs = [each for each in rendering(name) if each["apiVersion"] in FOREIGN]
    assert len(theirs) == (0 if name == "no-monitoring" else 2)
    assert [fault for each in theirs for fault in faults_of(each)] == []


def test_the_check_of_prometheus_kinds_finds_faults() -> None:
    """A misspelt field, and a value that does not fit."""
    monitor = the("ServiceMonitor", rendering("defaults"))
    endpoint = monitor["spec"]["endpoints"][0]
    misspelt = {**monitor, "spec": {**monitor["spec"], "endpoints": [{**endpoint, "intervall": "30s"}]}}
    assert list(faults_of(misspelt)) == ["-spec.endpoints.0.intervall"]
    wrong = {**monitor, "spec": {**monitor["spec"], "endpoints": "all"}}
    assert [each for each in faults_of(wrong) if "endpoints" in each]


@pytest.mark.parametrize("name", ["defaults", "quick-start", "production", "ha"])
def test_objects_have_the_names_that_the_guide_types(name: str) -> None:
    """`kubectl rollout status deployment/triage-warden-api`, `kubectl exec triage-warden-redis-0`."""
    made = {(each["kind"], each["metadata"]["name"]) for each in rendering(name)}
    missing = NAMED_BY_THE_GUIDE - made
    assert missing == ({("Ingress", "triage-warden")} if name == "defaults" else set())
