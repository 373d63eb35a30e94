"""The dashboard shows what there is, in words and shapes that Grafana knows."""

import json
from typing import Any

import pytest
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models.dashboard import Dashboard

from deploy.monitoring.dashboard import dashboard
from deploy.monitoring.panel import Graph, Number, Query
from deploy.monitoring.panels import ROWS
from kit.deploy.alert_rules import rules
from kit.deploy.promql import PROCESS_METRICS, asked_by
from triage_warden.observability.metrics import Metrics

pytestmark = pytest.mark.deploy

MADE: dict[str, Any] = json.loads(dashboard())
PANELS = [panel for row in ROWS for panel in row.panels]
QUERIES = [query for panel in PANELS for query in (panel.queries if isinstance(panel, Graph) else (panel.query,))]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.expr[:60])
def test_a_query_asks_for_metrics_and_labels_that_there_are(query: Query) -> None:
    """A name that is misspelt draws nothing."""
    assert asked_by(query.expr).unknown(rules().recorded) == []


def test_every_metric_of_ours_is_shown_or_watched() -> None:
    """What nobody looks at need not be counted."""
    watched = [rule.expr for rule in rules().every]
    asked = {name for text in [*watched, *(query.expr for query in QUERIES)] for name, _ in asked_by(text).series}
    histograms = {name.removesuffix("_bucket") for name in asked}
    assert {each.name for each in Metrics().declared} <= asked | histograms
    assert asked - histograms <= PROCESS_METRICS | rules().recorded | asked


def test_panels_do_not_overlap_and_fill_their_rows() -> None:
    """On Grafana's grid of 24 columns."""
    taken: set[tuple[int, int]] = set()
    for panel in MADE["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken, panel["title"]
        assert max(x for x, _ in cells) < 24
        taken |= cells
    lines = {y for _, y in taken}
    assert len(taken) == 24 * len(lines)


def test_every_panel_has_its_own_number_a_title_and_words() -> None:
    """Links and alerts name a panel by its number."""
    panels = [panel for panel in MADE["panels"] if panel["type"] != "row"]
    assert len({panel["id"] for panel in panels}) == len(panels) == len(PANELS)
    assert all(panel["title"] and panel["description"].endswith(".") for panel in panels)
    assert all(target["expr"] for panel in panels for target in panel["targets"])


def test_grafanas_own_types_know_every_field() -> None:
    """Read into them and written again, nothing is lost."""
    register_default_plugins()
    again = json.loads(json.dumps(Dashboard.from_json(MADE), cls=JSONEncoder))
    assert lost(MADE, again) == []


def test_a_field_that_grafana_does_not_know_would_be_found() -> None:
    """The test before this one can fail."""
    assert lost({"panels": [{"tilte": 1}]}, {"panels": [{}]}) == ["/panels/0/tilte"]


def lost(before: object, after: object, path: str = "") -> list[str]:
    """Return where something is not as it was before."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [each for key, value in before.items() for each in lost(value, after.get(key), f"{path}/{key}")]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = zip(before, after, strict=True)
        return [each for place, (one, other) in enumerate(pairs) for each in lost(one, other, f"{path}/{place}")]
    return [] if before == after else [path]


def test_numbers_turn_red_where_they_are_said_to() -> None:
    """The first step has no value: it is the colour of all that is less."""
    shown = {panel["title"]: panel for panel in MADE["panels"]}
    for panel in PANELS:
        if isinstance(panel, Number):
            steps = shown[panel.title]["fieldConfig"]["defaults"]["thresholds"]["steps"]
            assert steps[0]["value"] is None
            assert (steps[-1]["color"] == "red") == (panel.bad_from is not None)
            assert (steps[0]["color"] == "red") == (panel.bad_below is not None)
