"""Each alert fires when it should and is silent when it should be, as promtool plays it."""

import re
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from kit.deploy.alert_rules import Rule, Rules, rules
from kit.deploy.promtool import promtool
from kit.deploy.rule_cases import Case, Silent, bare, cases, files

pytestmark = pytest.mark.deploy

WRITTEN = rules()
SILENCE_IS_THE_DANGER = {"TriageWardenNotScraped", "TriageWardenNoLeader"}


def played(written: Rules, found: list[Case], folder: Path) -> str:
    """Have promtool play cases against rules; fails with its words."""
    rules_path = folder / "rules.yaml"
    rules_path.write_text(yaml.safe_dump(bare(written)), encoding="utf-8")
    tests: list[Path] = []
    for number, file in enumerate(files(written, found, rules_path)):
        tests.append(folder / f"tests-{number}.yaml")
        tests[-1].write_text(yaml.safe_dump(file), encoding="utf-8")
    return promtool("test", "rules", *tests)


def test_every_alert_has_cases_of_both_kinds() -> None:
    """And no case is of an alert that is gone."""
    both = [case.alert for case in cases() if case.fires and case.silent]
    assert sorted(both) == sorted(WRITTEN.alerts)
    assert all(firing.alerts for case in cases() for firing in case.fires)


def test_alerts_fire_and_are_silent_as_they_should(tmp_path: Path) -> None:
    """With the labels and the words that somebody will read."""
    assert "SUCCESS" in played(WRITTEN, cases(), tmp_path)


def test_every_time_that_an_alert_waits_is_played(tmp_path: Path) -> None:
    """Without their `for` they would all fire too early, and promtool names each."""
    waits = {name for name, rule in WRITTEN.alerts.items() if rule.for_}
    hasty = replace(
        WRITTEN, groups=[replace(group, rules=[_hasty(rule) for rule in group.rules]) for group in WRITTEN.groups]
    )
    early = [Case(alert=case.alert, fires=case.fires, silent=[]) for case in cases()]
    with pytest.raises(AssertionError) as told:
        played(hasty, early, tmp_path)
    assert set(re.findall(r"alertname: (\w+),", str(told.value))) == waits


def _hasty(rule: Rule) -> Rule:
    return replace(rule, for_=None)


def test_no_alert_fires_for_what_is_not_there(tmp_path: Path) -> None:
    """But for the two to which silence is the danger."""
    nothing = Silent(name="nothing is scraped", series={'up{job="postgres",instance="a"}': "1x300"}, at="140m")
    empty = [Case(alert=name, fires=[], silent=[nothing]) for name in set(WRITTEN.alerts) - SILENCE_IS_THE_DANGER]
    assert "SUCCESS" in played(WRITTEN, empty, tmp_path)
    for name in SILENCE_IS_THE_DANGER:
        with pytest.raises(AssertionError, match=name):
            played(WRITTEN, [Case(alert=name, fires=[], silent=[nothing])], tmp_path)
