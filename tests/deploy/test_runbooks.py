"""Every alert has a page, every page an alert, and what a page says to type is there to be typed."""

import re
from pathlib import Path

import pytest
import sqlalchemy
from litestar.routes import HTTPRoute

from kit.deploy.alert_rules import ROOT, rules
from kit.deploy.commands import is_there, taken_by_helm, taken_by_kubectl, target_of
from kit.deploy.helm import render
from kit.deploy.promql import asked_by
from kit.deploy.runbooks import FOLDER, HEADINGS, Runbook, existing, runbooks, wrong_words
from kit.web import World, a_web
from triage_warden.storage.postgres.unit import Database
from triage_warden.web.app import create_app

pytestmark = pytest.mark.deploy

WRITTEN = rules()
PAGES = runbooks()
TEMPLATES = [route.path_format for route in create_app(a_web(World())).routes if isinstance(route, HTTPRoute)]
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def test_every_alert_has_a_page_and_every_page_an_alert() -> None:
    """And the index lists them with severity and time."""
    assert [page.name for page in PAGES] == sorted(WRITTEN.alerts)
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    lines = [line for line in index.splitlines() if line.startswith("| [")]
    assert lines == [
        f"| [{name}]({name}.md) | `{rule.labels['severity']}` | {rule.for_ or 'at once'} |"
        f" {rule.annotations['summary']} |"
        for name, rule in WRITTEN.alerts.items()
    ]


@each_page
def test_a_page_says_all_that_is_asked_at_night(page: Runbook) -> None:
    """In the same order everywhere; severity and time are the rule's."""
    rule = WRITTEN.alerts[page.name]
    when = f"after {rule.for_}" if rule.for_ else "at once"
    assert page.text.startswith(
        f"# {page.name}\n\n{rule.annotations['summary']}. Severity `{rule.labels['severity']}`, {when}.\n"
    )
    assert page.headings == HEADINGS
    assert page.blocks("sh") or page.blocks("promql")


@each_page
def test_links_lead_somewhere(page: Runbook) -> None:
    """To other pages, and to files that are named."""
    for target in re.findall(r"\]\(([^)#]+)\)", page.text):
        assert (FOLDER / target).exists(), target
    for named in re.findall(r"\b(?:docs|tests|deploy)/[\w./-]+\w", page.text):
        assert existing(named), named


@each_page
def test_commands_of_ours_are_words_that_the_program_knows(
    page: Runbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With their options; also those that are to be run inside a pod."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sample").write_text("{}", encoding="utf-8")
    for words in page.commands:
        inside = words[words.index("--") + 1 :] if "--" in words and words[0] == "kubectl" else words
        if inside[0] == "triage-warden":
            assert wrong_words(inside) is None


@each_page
def test_kubectl_and_helm_take_the_commands_and_their_objects_are_installed(page: Runbook) -> None:
    """As the chart calls them under its printed name."""
    objects = render()
    for words in page.commands:
        if words[0] == "kubectl":
            assert taken_by_kubectl(words) is None, words
            if "events" not in words:
                assert is_there(target_of(words), objects), words
        if words[0] == "helm":
            assert taken_by_helm(3, words) is None, words


@each_page
def test_addresses_are_answered(page: Runbook) -> None:
    """By a route of that path."""
    asked = re.findall(r"http://localhost:8080(/[\w/-]*)", page.text)
    asked += re.findall(r"`(?:GET |POST )?(/(?:api|health|ready|live|metrics|webhooks)[\w/{}-]*)`", page.text)
    for path in asked:
        assert any(re.fullmatch(re.sub(r"\{\w+\}", r"[^/]+", template), path) for template in TEMPLATES), path


@each_page
def test_expressions_ask_for_metrics_that_there_are(page: Runbook) -> None:
    """With the labels that they have; also metrics that the text names."""
    for line in (line for block in page.blocks("promql") for line in block.splitlines()):
        assert asked_by(line).unknown(WRITTEN.recorded) == [], line


@each_page
def test_settings_are_settings(page: Runbook) -> None:
    """A name that nobody reads would be set in vain."""
    known = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    for word in page.words_in_code:
        for name in re.findall(r"\b(?:TW_|DATABASE_|REDIS_)[A-Z_]+", word):
            assert f"`{name}`" in known, name


@pytest.mark.parametrize("page", [page for page in PAGES if page.blocks("sql")], ids=lambda page: page.name)
async def test_statements_run(page: Runbook, database: Database) -> None:
    """On the schema as it is."""
    for statement in page.blocks("sql"):
        async with database.system() as system:
            await system.execute(sqlalchemy.text(statement))


def test_what_is_wrong_would_be_found() -> None:
    """The tests before this one can fail."""
    assert wrong_words(["triage-warden", "queue", "list", "--state", "parked"]) is None
    assert wrong_words(["triage-warden", "queue", "lists"]) is not None
    assert wrong_words(["triage-warden", "queue", "list", "--stat", "parked"]) is not None
    assert wrong_words(["triage-warden", "queue", "list", "--state", "lost"]) is not None
    assert not is_there(target_of(["kubectl", "logs", "deployment/triage-warden", "-n", "triage-warden"]), render())
