"""The YAML of the deployment guides: manifests, values of the chart, the table of its options, the figure."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from kit.deploy.corrections import BLOCKS, OPTIONS
from kit.deploy.guide import CUSTOMERS, OURS, Item, guide, items_of
from kit.deploy.guide_checks import Check, check_of, of_check
from kit.deploy.helm import CHART, MAJORS, render
from kit.deploy.manifests import FOREIGN, VERSIONS, Manifest, differences, manifests_in, raw_manifests, refused_by, the

pytestmark = pytest.mark.deploy

GUIDES = [pytest.param(CUSTOMERS, id="customers"), pytest.param(OURS, id="ours")]
DOMAIN = {"global": {"domain": "triage.example.com"}}


def printed(name: str) -> Manifest:
    """Return a manifest as the customer's guide prints it."""
    blocks = [item.text for item in of_check(CUSTOMERS, Check.MANIFEST) if item.text.startswith(f"# {name}\n")]
    assert len(blocks) == 1
    return manifests_in(blocks[0])[0]


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_our_manifest_is_the_printed_one_but_for_what_the_notes_say(name: str) -> None:
    """Field by field, both ways; a note that is not needed any more fails as well."""
    theirs = printed(name)
    ours = the(theirs["kind"], raw_manifests(name))
    found = {allowed_by(each, BLOCKS[name]) for each in differences(theirs, ours)}
    assert found == BLOCKS[name].keys()


def allowed_by(difference: str, notes: Mapping[str, int]) -> str:
    """Return the note that allows a difference; itself, where none does."""
    whole = (each for each in notes if each.endswith("*") and difference.startswith(each[:-1]))
    return next(whole, difference)


@pytest.mark.parametrize("path", GUIDES)
def test_manifests_are_valid_as_printed(path: Path) -> None:
    """For the oldest Kubernetes that is supported, and the newest."""
    blocks = of_check(path, Check.MANIFEST)
    objects = [each for item in blocks for each in manifests_in(item.text)]
    assert objects
    own = [each for each in objects if each["apiVersion"] not in FOREIGN]
    assert [why for each in own for version in VERSIONS if (why := refused_by(version, each))] == []


@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("path", GUIDES)
def test_values_are_taken_by_the_chart_and_come_out_in_what_it_makes(path: Path, major: int) -> None:
    """Each block by itself; a value that the chart does not know would be refused."""
    blocks = of_check(path, Check.VALUES)
    assert len(blocks) >= 5
    for item in blocks:
        values = yaml.safe_load(item.text)
        objects = render(values if "global" in values else {**DOMAIN, **values}, major=major)
        assert_in_effect(values, objects)


def assert_in_effect(values: dict[str, Any], objects: list[Manifest]) -> None:
    """Fail unless what the guides' values say can be seen in what the chart made."""
    assert_replicas_in_effect(values.get("api", {}), the("Deployment", objects, "triage-warden-api"))
    orchestrator = values.get("orchestrator", {})
    assert_replicas_in_effect(orchestrator, the("StatefulSet", objects, "triage-warden-orchestrator"))
    settings = the("ConfigMap", objects, "triage-warden-config")["data"]
    if election := orchestrator.get("leaderElection"):
        times = ("leaseDuration", "LEASE"), ("renewDeadline", "RENEW"), ("retryPeriod", "RETRY")
        for name, variable in times:
            assert settings[f"TW_LEADER_{variable}_SECONDS"] == election[name].removesuffix("s")
    if budget := values.get("podDisruptionBudget"):
        kept = the("PodDisruptionBudget", objects, "triage-warden-api")["spec"]
        assert kept["minAvailable"] == budget["minAvailable"]
    assert_ingress_in_effect(values.get("ingress", {}), the("Ingress", objects))
    assert_database_in_effect(values.get("postgresql", {}), objects)


def assert_replicas_in_effect(wanted: dict[str, Any], made: Manifest) -> None:
    """Fail unless there are as many, as large, and as far apart as the values say."""
    spec, pod = made["spec"], made["spec"]["template"]["spec"]
    assert spec["replicas"] == wanted.get("replicas", spec["replicas"])
    assert pod["containers"][0]["resources"] == wanted.get("resources", pod["containers"][0]["resources"])
    if wanted.get("podAntiAffinity", {}).get("enabled"):
        assert wanted["podAntiAffinity"]["topologyKey"] in str(pod["affinity"])
    if wanted.get("topologySpreadConstraints", {}).get("enabled"):
        assert pod["topologySpreadConstraints"][0]["maxSkew"] == wanted["topologySpreadConstraints"]["maxSkew"]


def assert_ingress_in_effect(wanted: dict[str, Any], made: Manifest) -> None:
    """Fail unless class, certificates and annotations are those of the values."""
    assert wanted.get("annotations", {}).items() <= made["metadata"]["annotations"].items()
    assert made["spec"]["tls"] == wanted.get("tls", made["spec"]["tls"])
    assert made["spec"].get("ingressClassName") == wanted.get("className", made["spec"].get("ingressClassName"))


def assert_database_in_effect(values: dict[str, Any], objects: list[Manifest]) -> None:
    """Fail unless pods go to the database, with the password, that the values name."""
    variables = {
        each["name"]: each for each in the("Deployment", objects)["spec"]["template"]["spec"]["containers"][0]["env"]
    }
    external = values.get("external", {})
    own = [
        each
        for each in objects
        if each["metadata"]["name"] == "triage-warden-postgresql" and each["kind"] == "StatefulSet"
    ]
    assert bool(own) == values.get("enabled", True)
    if external.get("host"):
        url = variables["DATABASE_URL"]["value"]
        assert f"@{external['host']}:{external['port']}/{external['database']}" in url
        secret = variables["DATABASE_PASSWORD"]["valueFrom"]["secretKeyRef"]
        assert (secret["name"], secret["key"]) == (external["existingSecret"], external["existingSecretPasswordKey"])


def test_the_production_values_make_what_the_guide_says() -> None:
    """Redis with the password of the Secret, scraped by Prometheus."""
    values = next(item for item in of_check(CUSTOMERS, Check.VALUES) if "values-production" in item.text)
    objects = render(values.text)
    kinds = {(each["kind"], each["metadata"]["name"]) for each in objects}
    assert ("StatefulSet", "triage-warden-redis") in kinds
    assert ("ServiceMonitor", "triage-warden") in kinds
    variables = the("StatefulSet", objects, "triage-warden-redis")["spec"]["template"]["spec"]["containers"][0]["env"]
    keys = [each.get("valueFrom", {}).get("secretKeyRef") for each in variables]
    assert {"name": "triage-warden-secrets", "key": "REDIS_PASSWORD"} in keys


@pytest.mark.parametrize("path", GUIDES)
def test_the_chart_has_the_defaults_of_the_table(path: Path) -> None:
    """Name and default, as `values.yaml` has them."""
    values = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))
    options = of_check(path, Check.DEFAULT)
    assert len(options) >= 8
    for item in options:
        name, _, default = item.text.partition("=")
        found: Any = values
        for part in name.split("."):
            found = found[part]
        shown = {True: "true", False: "false"}.get(found, str(found)) if isinstance(found, bool) else str(found)
        assert shown == (OPTIONS[item.text][0] if item.text in OPTIONS else default), name


def test_the_figure_shows_what_the_manifests_make() -> None:
    """Three replicas behind one Service behind an Ingress, over one PostgreSQL."""
    figures: list[Item] = [item for item in items_of(guide(CUSTOMERS)) if check_of(item) is Check.FIGURE]
    assert len(figures) == 1
    everything = raw_manifests()
    assert figures[0].text.count("replica") == the("Deployment", everything)["spec"]["replicas"]
    assert "ClusterIP" in figures[0].text
    assert the("Service", everything)["spec"]["type"] == "ClusterIP"
    backend = the("Ingress", everything)["spec"]["rules"][0]["http"]["paths"][0]["backend"]
    assert backend["service"]["name"] == the("Service", everything)["metadata"]["name"]
    assert "postgres" in the("Secret", everything)["stringData"]["database-url"]
