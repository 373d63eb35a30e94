"""What pages name is there: commands with their options, settings, metrics, permissions, and addresses.

Runbooks and the guide are checked more closely, with what comes of their commands, in tests/deploy.
"""

import re
from pathlib import Path

import pytest

from kit.documented import ROOT, code_of, commands_of, pages, why_not
from triage_warden.core.identity.permissions import Permission
from triage_warden.observability.metrics import Metrics
from triage_warden.storage.postgres.tables.all import METADATA
from triage_warden.web.routes import API_HANDLERS, PAGE_HANDLERS
from triage_warden.wiring.settings import described, variable_of

PAGES = [page for page in pages("docs", "deploy", "CONTRIBUTING.md") if "decisions" not in page.parts]
"""Decisions are left as they were taken."""
SETTINGS = {variable_of(name, about) for name, about in described()} | {about.alias for _, about in described()}
COMPOSE = set(re.findall(r"\$\{(\w+)", (ROOT / "deploy/docker/docker-compose.yaml").read_text(encoding="utf-8")))
METRICS = {each.name for each in Metrics().declared}
NO_METRICS = {"triage_warden_before"}
"""A database that was renamed."""
AREAS = "|".join(sorted({permission.partition(":")[0] for permission in Permission}))
ROUTES = [
    re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)) for each in (*API_HANDLERS, *PAGE_HANDLERS) for path in each.paths
]
_GONE = re.compile(r"^### Removed\n.*?(?=^##|\Z)", re.MULTILINE | re.DOTALL)

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def text_of(page: Path) -> str:
    """Return a page's text, without what the changelog says is gone."""
    return _GONE.sub("", page.read_text(encoding="utf-8"))


@each_page
def test_commands_are_words_that_the_program_takes(page: Path) -> None:
    """Those in blocks whole, as they are there to be typed; those in sentences by their name and options."""
    wrong = [(" ".join(words), why_not(words, typed=typed)) for words, typed in commands_of(text_of(page))]
    assert [(words, why) for words, why in wrong if why] == []


@each_page
def test_settings_are_read(page: Path) -> None:
    """By the program, or by the file for Compose."""
    named = re.findall(r"\b(?:TW|DATABASE|REDIS|OTEL|RUST|ANTHROPIC|OPENAI)_[A-Z_]*[A-Z]\b", text_of(page))
    assert set(named) - SETTINGS - COMPOSE == set()


@each_page
def test_metrics_are_counted(page: Path) -> None:
    """Under these names, or with what a histogram adds."""
    named = {
        re.sub("_(bucket|sum|count)$", "", each) for each in re.findall(r"\btriage_warden_[a-z_]+\b", text_of(page))
    }
    assert named - METRICS - NO_METRICS == set()


@each_page
def test_permissions_can_be_had(page: Path) -> None:
    """By a role."""
    named = [each for line, _ in code_of(text_of(page)) for each in re.findall(rf"\b(?:{AREAS}):[a-z_]+\b", line)]
    assert set(named) - set(Permission) == set()


@each_page
def test_addresses_are_answered(page: Path) -> None:
    """By a route of that path; what varies in it is written as `{name}`, in capitals, or as it may be."""
    code = [line for line, _ in code_of(text_of(page))]
    named = [each for line in code for each in re.findall(r"(?:^|[A-Z] |:8080|example\.com)(/[a-z][\w/{}.:-]*)", line)]
    ours = [each for each in named if re.match(r"/(api/v1|webhooks|health|live|ready|metrics|incidents|login)\b", each)]
    assert [each for each in ours if not any(route.fullmatch(each) for route in ROUTES)] == []


@pytest.mark.parametrize("table", sorted(METADATA.tables))
def test_every_table_is_on_the_page_of_what_is_kept_where(table: str) -> None:
    """Those of grouping together."""
    named = "grouping_*" if table.startswith("grouping_") else table
    assert f"`{named}`" in text_of(ROOT / "docs" / "explanation" / "storage.md")


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("triage-warden incident show INC-2026-000123 --format ocsf > findings.ndjson", True),
        ("export TW_API_KEY=$(triage-warden api-key create x --role admin --days 1 --on-database)", True),
        ("kubectl exec pod -- triage-warden migrate --status", True),
        ("triage-warden playbook list", False),
        ("triage-warden incident show", False),
        ("triage-warden incident list --colour red", False),
        ("TW_ROLE=api .venv/bin/triage-warden serve --role everything", False),
        ("curl x | triage-warden source secret set github --scheme none", False),
    ],
)
def test_a_wrong_command_is_found(line: str, right: bool) -> None:  # noqa: FBT001  # a table's column
    """The first test can fail; wherever in a line the command stands."""
    found = list(commands_of(f"```sh\n{line}\n```\n"))
    assert [why_not(words, typed=typed) is None for words, typed in found] == [right]


def test_what_pages_name_is_found() -> None:
    """Or the tests would hold for pages that name nothing."""
    assert sum(len(list(commands_of(text_of(page)))) for page in PAGES) > 150
    assert [words for words, _ in commands_of("See `triage-warden audit list|verify`.")] == [
        ["audit", "list"],
        ["audit", "verify"],
    ]
