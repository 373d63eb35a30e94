"""Pods are `restricted`, secrets stay in Secrets, and checkov finds nothing that is not explained."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.helm.settings import secret_settings
from kit.deploy.checkov import Failed, failed_checks
from kit.deploy.helm import ROOT, template
from kit.deploy.rendered import pods
from kit.deploy.restricted import breaches
from kit.deploy.value_sets import SETS, rendering

pytestmark = pytest.mark.deploy

SKIPS = yaml.safe_load((ROOT / "tests" / "deploy" / "checkov-skips.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SETS)
def test_every_pod_is_restricted(name: str) -> None:
    """PostgreSQL, Redis and the pod of `helm test` with the rest."""
    found = pods(rendering(name))
    assert len(found) >= 3
    assert [(each["workload"], fault) for each in found for fault in breaches(each["spec"])] == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"hostNetwork": True}, "hostNetwork"),
        ({"automountServiceAccountToken": True}, "token is mounted"),
        ({"enableServiceLinks": True}, "Services become variables"),
        ({"securityContext": {}}, "triage-warden: may be root"),
        ({"volumes": [{"name": "disk", "hostPath": {"path": "/"}}]}, "volume disk"),
    ],
)
def test_a_breach_is_found(change: dict[str, Any], fault: str) -> None:
    """Or the check would prove nothing."""
    pod = next(each for each in pods(rendering("defaults")) if each["workload"] == "triage-warden-api")
    assert fault in list(breaches({**pod["spec"], **change}))


@pytest.mark.parametrize("name", SETS)
def test_no_secret_stands_where_everybody_reads(name: str) -> None:
    """Neither as a variable's value, nor in a ConfigMap, nor in an argument."""
    for each in rendering(name):
        if each["kind"] == "ConfigMap":
            assert not each["data"].keys() & secret_settings()
    for pod in pods(rendering(name)):
        for container in [*pod["spec"].get("initContainers", []), *pod["spec"]["containers"]]:
            plain = {one["name"]: one["value"] for one in container.get("env", []) if "value" in one}
            assert plain.keys() & secret_settings() <= {"DATABASE_URL", "REDIS_URL"}
            assert not [url for url in plain.values() if re.search(r"://[^/@]*:[^/@]+@", url)]


def test_checkov_finds_nothing_that_is_not_explained(tmp_path: Path) -> None:
    """And every explanation is needed."""
    files = {f"{name}.yaml": template(text).stdout for name, text in SETS.items()}
    passed, failed = failed_checks(files, tmp_path)
    assert passed > 2000
    assert [each for each in failed if not _skips(each)] == []
    assert [skip["check"] for skip in SKIPS if not any(_is_meant(skip, each) for each in failed)] == []
    assert all(len(skip["reason"]) > 40 for skip in SKIPS)


def _skips(failed: Failed) -> bool:
    return any(_is_meant(skip, failed) for skip in SKIPS)


def _is_meant(skip: dict[str, str], failed: Failed) -> bool:
    return skip["check"] == failed.check and skip.get("only", failed.kind) == failed.kind


def test_checkov_is_really_asked(tmp_path: Path) -> None:
    """A privileged container is found."""
    text = template("").stdout.replace("allowPrivilegeEscalation: false", "privileged: true", 1)
    _, failed = failed_checks({"bad.yaml": text}, tmp_path)
    assert {"CKV_K8S_16", "CKV_K8S_20"} <= {each.check for each in failed}
