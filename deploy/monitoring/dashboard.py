"""The Grafana dashboard, built from its panels with Grafana's own types."""

import json
from typing import Final

from grafana_foundation_sdk.builders import common, stat, timeseries
from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.builders.prometheus import Dataquery
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models import dashboard as model
from grafana_foundation_sdk.models.common import LegendDisplayMode, LegendPlacement, StackingMode

from deploy.monitoring.panel import Graph, Number, Query
from deploy.monitoring.panels import ROWS

UID: Final = "triage-warden"
_WIDTH: Final = 24
_RED: Final = "red"
_GREEN: Final = "green"
_SOURCE: Final = model.DataSourceRef(type_val="prometheus", uid="$datasource")


def dashboard() -> str:
    """Return the dashboard as JSON, to be imported or put into a ConfigMap for Grafana's sidecar."""
    made = (
        build.Dashboard("Triage Warden")
        .uid(UID)
        .description(
            "Intake, queue, triage, requests, leader, actions, processes. Made by `make docs` from deploy/monitoring."
        )
        .tags(["triage-warden", "security"])
        .timezone("browser")
        .time("now-6h", "now")
        .refresh("30s")
        .with_variable(build.DatasourceVariable("datasource").label("Data source").type("prometheus"))
        .with_variable(
            build.QueryVariable("job")
            .label("Job")
            .query("label_values(triage_warden_incidents_open, job)")
            .datasource(_SOURCE)
            .refresh(model.VariableRefresh.ON_TIME_RANGE_CHANGED)
            .current(model.VariableOption(text="triage-warden", value="triage-warden"))
        )
    )
    number = 0
    for row in ROWS:
        made.with_row(build.Row(row.title))
        width = _WIDTH // len(row.panels)
        for place, panel in enumerate(row.panels):
            number += 1
            last = place == len(row.panels) - 1
            made.with_panel(_panel(panel).id(number).span(width if not last else _WIDTH - width * place))
    return json.dumps(made.build(), cls=JSONEncoder, indent=2, sort_keys=True) + "\n"


def _panel(panel: Graph | Number) -> stat.Panel | timeseries.Panel:
    match panel:
        case Number():
            return _number(panel)
        case Graph():
            return _graph(panel)


def _number(panel: Number) -> stat.Panel:
    return (
        stat.Panel()
        .title(panel.title)
        .description(panel.about)
        .datasource(_SOURCE)
        .height(4)
        .unit(panel.unit)
        .thresholds(build.ThresholdsConfig().mode(model.ThresholdsMode.ABSOLUTE).steps(_steps(panel)))
        .with_target(_target(panel.query, "A").instant())
    )


def _steps(panel: Number) -> list[model.Threshold]:
    steps = [model.Threshold(color=_GREEN if panel.bad_below is None else _RED)]
    if panel.bad_below is not None:
        steps.append(model.Threshold(value=panel.bad_below, color=_GREEN))
    if panel.bad_from is not None:
        steps.append(model.Threshold(value=panel.bad_from, color=_RED))
    return steps


def _graph(panel: Graph) -> timeseries.Panel:
    graph = (
        timeseries.Panel()
        .title(panel.title)
        .description(panel.about)
        .datasource(_SOURCE)
        .height(8)
        .unit(panel.unit)
        .min(0)
        .fill_opacity(20 if panel.stacked else 0)
        .legend(
            common.VizLegendOptions()
            .display_mode(LegendDisplayMode.LIST)
            .placement(LegendPlacement.BOTTOM)
            .show_legend(show_legend=True)
        )
    )
    if panel.stacked:
        graph.stacking(common.StackingConfig().mode(StackingMode.NORMAL).group("A"))
    for place, query in enumerate(panel.queries):
        graph.with_target(_target(query, chr(ord("A") + place)))
    return graph


def _target(query: Query, name: str) -> Dataquery:
    return Dataquery().ref_id(name).expr(query.expr).legend_format(query.legend)
