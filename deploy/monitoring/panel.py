"""What a dashboard is made of."""

from typing import Final

import msgspec

JOB: Final = 'job="$job"'
"""Of which installation; a variable of the dashboard."""


class Query(msgspec.Struct, frozen=True):
    """One expression, and what its series are called."""

    expr: str
    legend: str = ""


class Graph(msgspec.Struct, frozen=True):
    """Lines over time; `unit` is one of Grafana's."""

    title: str
    about: str
    queries: tuple[Query, ...]
    unit: str = "short"
    stacked: bool = False


class Number(msgspec.Struct, frozen=True):
    """One value now; `bad_from` turns it red, `bad_below` turns it red beneath."""

    title: str
    about: str
    query: Query
    unit: str = "short"
    bad_from: float | None = None
    bad_below: float | None = None


class Row(msgspec.Struct, frozen=True):
    """Panels under one heading."""

    title: str
    panels: tuple[Graph | Number, ...]


def quantiles(histogram: str, labels: str, *, of: tuple[float, ...] = (0.5, 0.9, 0.99)) -> tuple[Query, ...]:
    """Return a query for each quantile of a histogram, over all replicas."""
    return tuple(
        Query(
            f"histogram_quantile({q}, sum by (le) (rate({histogram}_bucket{{{labels}}}[$__rate_interval])))",
            f"p{q:.0%}".rstrip("%"),
        )
        for q in of
    )
