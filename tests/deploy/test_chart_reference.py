"""What the chart carries of other files is up to date, and the settings are one list everywhere."""

import json

import pytest

from deploy.helm.reference import version
from deploy.helm.settings import (
    WORKED_OUT,
)
from deploy.helm.values import CHART, BadValues, read_values
from kit.deploy.helm import run_helm
from kit.deploy.rendered import containers
from kit.deploy.value_sets import SETS, given, rendering
from triage_warden.wiring.settings import described, read_settings, variable_of

pytestmark = pytest.mark.deploy


def test_chart_and_program_have_one_version() -> None:
    """They are released together, and the image's tag follows from it."""
    done = run_helm(3, "show", "chart", CHART)
    assert f"\nversion: {version()}\n" in done.stdout
    assert f"appVersion: {version()}\n" in done.stdout.replace('"', "")
    api = containers(rendering("defaults"), "triage-warden-api", given=given("defaults"))[-1]
    assert api.image == f"ghcr.io/triage-warden/triage-warden:{version()}"


@pytest.mark.parametrize("name", SETS)
def test_the_program_takes_the_environment_of_every_container(name: str) -> None:
    """What the chart sets is a setting of ours, and can be read."""
    known = {variable_of(field, about) for field, about in described()}
    prefix = "tw" if name == "everything" else "triage-warden"
    for workload in (f"{prefix}-api", f"{prefix}-orchestrator"):
        for container in containers(rendering(name), workload, given=given(name)):
            unknown = {each for each in container.environment if each.startswith(("TW_", "DATABASE_", "REDIS_"))}
            assert unknown <= known
            settings = read_settings(container.environment)
            assert settings.instance_id == container.pod
            assert settings.role.value in workload


def test_what_is_worked_out_is_really_set() -> None:
    """Else a value would be named in the list and do nothing."""
    found: set[str] = set()
    for workload in ("tw-api", "tw-orchestrator"):
        found |= containers(rendering("everything"), workload, given=given("everything"))[-1].environment.keys()
    assert found >= WORKED_OUT


def test_a_value_without_description_is_an_error() -> None:
    """It would be missing from README and schema."""
    with pytest.raises(BadValues, match="a.b has no description"):
        read_values("a:\n  b: 1\n")


def test_readme_and_schema_name_every_value() -> None:
    """Each leaf of values.yaml once."""
    values = read_values((CHART / "values.yaml").read_text(encoding="utf-8"))
    readme = (CHART / "README.md").read_text(encoding="utf-8")
    schema = json.loads((CHART / "values.schema.json").read_text(encoding="utf-8"))
    assert len(values) > 140
    for value in values:
        assert f"| {'.'.join(value.path)} |" in readme
        section = schema
        for name in value.path:
            assert section["additionalProperties"] is False
            section = section["properties"][name]
