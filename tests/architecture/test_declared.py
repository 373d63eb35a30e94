"""What is declared has an effect: each metric is moved, each setting is read, each permission is demanded.

Looked up in the source, so that nothing can be declared alone. What it does when it is moved, read or demanded is
told by the tests of the part that does so.
"""

import ast
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
from prometheus_client.metrics import MetricWrapperBase

from triage_warden.cli.permissions_reference import by_permission
from triage_warden.core.identity.permissions import Permission
from triage_warden.observability.metrics import Metrics
from triage_warden.web.routes import API_HANDLERS, PAGE_HANDLERS
from triage_warden.web.shared.access import Needs, access_of
from triage_warden.wiring.settings import Settings

SOURCE = Path(__file__).parents[2] / "src" / "triage_warden"
MOVES = {"inc", "set", "observe", "labels"}
METRICS = [name for name, found in vars(Metrics()).items() if isinstance(found, MetricWrapperBase)]


def nodes(without: str = "") -> Iterator[ast.Attribute]:
    """Yield every `something.name` of the source, but for a folder of this name."""
    for path in sorted(SOURCE.rglob("*.py")):
        if without not in path.parts:
            found = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            yield from (node for node in found if isinstance(node, ast.Attribute))


def owner(node: ast.Attribute) -> str:
    """Return the last name of what an attribute is read from: `metrics` of `self.metrics.alerts`."""
    inner = node.value
    return inner.attr if isinstance(inner, ast.Attribute) else inner.id if isinstance(inner, ast.Name) else ""


@cache
def moved() -> frozenset[str]:
    """Return each metric on which a line outside its declaration calls something that changes it."""
    called = (node.value for node in nodes() if node.attr in MOVES)
    return frozenset(inner.attr for inner in called if isinstance(inner, ast.Attribute) and owner(inner) == "metrics")


@cache
def read() -> frozenset[str]:
    """Return each setting that a line outside the settings' own declaration reads."""
    found = (node for node in nodes("setting_groups") if isinstance(node.ctx, ast.Load))
    return frozenset(node.attr for node in found if owner(node) == "settings")


@cache
def demanded() -> frozenset[Permission]:
    """Return each permission that a route or a page asks for."""
    asked = (access_of(handler.opt) for handler in (*API_HANDLERS, *PAGE_HANDLERS))
    return frozenset(access.permission for access in asked if isinstance(access, Needs))


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_is_moved_by_something(name: str) -> None:
    """A metric that stays at nothing tells whoever scrapes it that nothing happens."""
    assert name in moved()


@pytest.mark.parametrize("name", [each.name for each in fields(Settings)])
def test_every_setting_is_read_by_something(name: str) -> None:
    """A setting that is only checked promises what does not happen."""
    assert name in read()


@pytest.mark.parametrize("permission", Permission, ids=str)
def test_every_permission_is_demanded_by_a_route(permission: Permission) -> None:
    """Keys are narrowed to permissions: one that nothing asks for would be a tick without meaning."""
    assert permission in demanded()


def test_commands_need_what_routes_demand() -> None:
    """A command asks a route; what it is said to need is asked for there."""
    assert by_permission().keys() <= demanded()


def test_all_that_is_declared_is_walked_over() -> None:
    """As many as the reference pages list, and what was never declared is not found."""
    assert len(METRICS) == len(Metrics().declared)
    assert "registry" not in moved()
    assert "llm_provider" not in read()
