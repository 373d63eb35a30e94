"""The chart's NetworkPolicies let through what is needed, and nothing else."""

import pytest

from kit.deploy.flows import FLOWS, NEIGHBOUR, PRIVATE, PUBLIC, ends, policies, wrong_flows
from kit.deploy.helm import render
from kit.deploy.network import End, allowed
from kit.deploy.rendered import pods
from kit.deploy.value_sets import SETS, rendering

pytestmark = pytest.mark.deploy


def test_each_flow_is_let_through_or_not() -> None:
    """With everything that the chart can deploy."""
    assert {wanted for *_, wanted in FLOWS} == {True, False}
    assert list(wrong_flows(rendering("ha"))) == []


@pytest.mark.parametrize("name", sorted(SETS.keys() - {"trial"}))
def test_every_pod_is_under_a_policy_for_both_ways(name: str) -> None:
    """What nobody thought of is refused."""
    objects = rendering(name)
    for pod in pods(objects):
        own = End(pod["metadata"]["labels"])
        assert not allowed(policies(objects), NEIGHBOUR, own, 12345), pod["workload"]
        assert not allowed(policies(objects), own, PRIVATE, 12345), pod["workload"]


def test_an_outside_database_is_reached_where_it_may_be_and_nowhere_else() -> None:
    """On the port that was named."""
    objects = rendering("external-host")
    api, inside, beside = ends(objects)["api"], End(address="2001:db8::5"), End(address="2001:db8:1::5")
    assert allowed(policies(objects), api, inside, 6432)
    assert not allowed(policies(objects), api, inside, 5432)
    assert not allowed(policies(objects), api, beside, 6432)
    assert allowed(policies(objects), api, End(address="2001:db8:9::1"), 26379)


def test_a_database_known_from_the_secret_only_may_be_anywhere() -> None:
    """A policy knows no names; in the cluster, in the cloud's network or beyond."""
    objects = rendering("external-url")
    api = ends(objects)["api"]
    for target in (PRIVATE, PUBLIC, End({"app.kubernetes.io/name": "postgresql"}, "databases")):
        assert allowed(policies(objects), api, target, 5432)


def test_syslog_is_taken_where_it_is_enabled_and_from_whom_it_may_come() -> None:
    """By the API's pods; by nobody's unless it is asked for, and from anybody with a certificate unless narrowed."""
    narrowed, off = rendering("syslog"), rendering("ha")
    anybody = render("{syslog: {enabled: true, existingSecret: syslog-tls}}")
    device, other = End(address="203.0.113.7"), End(address="198.51.100.7")
    for objects, source, wanted in (
        (narrowed, device, True),
        (narrowed, other, False),
        (narrowed, NEIGHBOUR, False),
        (anybody, other, True),
        (anybody, NEIGHBOUR, True),
        (off, device, False),
    ):
        known = ends(objects)
        assert allowed(policies(objects), source, known["api"], 6514) is wanted
        assert not allowed(policies(objects), source, known["orchestrator"], 6514)
        assert not allowed(policies(objects), source, known["api"], 6514, "UDP")


def test_further_rules_are_added() -> None:
    """For connectors at private addresses."""
    objects = rendering("external-host")
    assert allowed(policies(objects), ends(objects)["orchestrator"], PRIVATE, 8443)
    assert not allowed(policies(objects), ends(objects)["orchestrator"], PRIVATE, 443)


def test_without_policies_everything_passes() -> None:
    """So the evaluation does not refuse of itself."""
    objects = rendering("trial")
    assert policies(objects) == []
    assert allowed([], NEIGHBOUR, ends(objects)["postgresql"], 5432)
