"""Techniques that the evidence shows."""

from kit.facts import fact_about
from triage_warden.core.assessment.techniques import techniques_of
from triage_warden.core.assessment.weigh import Weighed
from triage_warden.core.assessment.weights.model import Weight

TABLE = {
    "own": Weight(log_odds=1.0, why="x", group="a"),
    "table": Weight(log_odds=1.0, why="x", group="b", techniques=("T1566.002", "T1204.001")),
}


def _ids(*weighed: Weighed) -> list[str | None]:
    return [each.technique for each in techniques_of(weighed, TABLE)]


def test_they_come_from_facts_and_table_along_the_matrix() -> None:
    """A fact's own technique goes before the table's for its kind."""
    impact = Weighed(fact=fact_about("own", 1, value={"technique": "T1486"}), weight=1.0)
    mail = Weighed(fact=fact_about("table", 1), weight=1.0)
    assert _ids(impact, mail, impact) == ["T1566.002", "T1204.001", "T1486"]


def test_what_speaks_against_an_attack_shows_no_technique() -> None:
    """Nor does an id that is none."""
    assert _ids(Weighed(fact=fact_about("table", 1), weight=-1.0)) == []
    assert _ids(Weighed(fact=fact_about("own", 1, value={"technique": "nonsense"}), weight=1.0)) == []
