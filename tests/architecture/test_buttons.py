"""What can be pressed on a page leads to a route, and what a route takes from a page can be pressed on one.

What comes of it is told by the tests of each page.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from triage_warden.web.routes import API_HANDLERS, PAGE_HANDLERS

TEMPLATES = Path(__file__).parents[2] / "src" / "triage_warden" / "web" / "templates"
STATIC = TEMPLATES.parent / "static"
_SET = re.compile(r'{% set (\w+) = "([^"]+)" ~ ')
_TAG = re.compile(r"<(a|form|link|script|img|[a-z]+)\b((?:[^<>]|{{.*?}}|{%.*?%})*)>")
_LEADS = re.compile(r'\b(href|action|src|hx-get|hx-post|hx-put|hx-patch|hx-delete|sse-connect)="([^"]*)"')
ELSEWHERE = {
    "{{ here }}": "the list as it is filtered now",
    "{{ first }}": "a list's first page",
    "{{ following }}": "a list's next page",
    "{{ onward }}": "where the page that was asked for leads",
    "{{ entry.path }}": "the navigation, whose entries are checked below",
    "{{ address }}": "the record as it is filtered now, as a file",
    "{{ shown.address }}": "otpauth:, an app on this device",
}
"""Made by the page's own code, with the reason why each leads somewhere."""
NOBODY_PRESSES = {"/login/oidc/backchannel-logout"}
"""Asked by the identity provider."""


class Lead(NamedTuple):
    """Where something on a page leads."""

    template: str
    method: str
    address: str


def leads() -> Iterator[Lead]:
    """Yield every address in the templates; `{{ … }}` in the middle of one is any single part."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        known = dict(_SET.findall(text))
        for _, inner in _TAG.findall(text):
            for kind, address in _LEADS.findall(inner):
                yield Lead(str(path.relative_to(TEMPLATES)), _method(kind, inner), _filled(address, known))


def _method(kind: str, tag: str) -> str:
    if kind.startswith("hx-"):
        return kind.removeprefix("hx-").upper()
    return "POST" if kind == "action" and 'method="post"' in tag else "GET"


def _filled(address: str, known: dict[str, str]) -> str:
    for name, begins in known.items():
        address = re.sub(r"^{{ " + name + r" }}", f"{begins}ID", address)
    if address in ELSEWHERE:
        return address
    return re.sub(r"{{.*?}}", "ID", re.sub(r"{%.*?%}", "", address)).split("?")[0]


LEADS = sorted(set(leads()))
ROUTES = {
    (str(method), path): re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path))
    for handler in (*API_HANDLERS, *PAGE_HANDLERS)
    for method in handler.http_methods
    for path in handler.paths
}


def answered(lead: Lead) -> list[tuple[str, str]]:
    """Return the routes that answer; words of a path before those that stand for anything."""
    return [key for key, path in ROUTES.items() if key[0] == lead.method and path.fullmatch(lead.address)]


LED_ON_TO = {
    "/",
    "/login",
    "/login/password",
    "/login/second-factor",
    "/login/second-factor/new",
    "/login/oidc/callback",
}
"""The steps of signing in follow one another; `/` leads on to the incidents."""


@pytest.mark.parametrize("lead", LEADS, ids=" ".join)
def test_everything_on_a_page_leads_somewhere(lead: Lead) -> None:
    """To a route that takes what is sent that way, to a file that is there, or to a place on the page."""
    if lead.address.startswith("/static/"):
        assert (STATIC / lead.address.removeprefix("/static/")).is_file()
    elif lead.address not in ELSEWHERE and not lead.address.startswith("#"):
        assert answered(lead)


def test_every_form_that_a_route_takes_is_on_a_page() -> None:
    """A route of the pages that changes something and that no page leads to is one that nobody can press."""
    pressed = {path for lead in LEADS if lead.method == "POST" for _, path in answered(lead)}
    takes = {path for handler in PAGE_HANDLERS if "POST" in handler.http_methods for path in handler.paths}
    assert takes - pressed == NOBODY_PRESSES


def test_every_page_can_be_reached() -> None:
    """By a link, by the navigation, or by being led on to."""
    shown = (TEMPLATES.parent / "pages" / "navigation.py").read_text(encoding="utf-8")
    asked = {path for lead in LEADS if lead.method == "GET" for _, path in answered(lead)}
    asked |= set(re.findall(r'"(/[\w-]+)"', shown))
    gets = {path for handler in PAGE_HANDLERS if "GET" in handler.http_methods for path in handler.paths}
    assert gets - asked == LED_ON_TO


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_every_button_sends_a_form(path: Path) -> None:
    """There are no scripts of ours: a button outside of a form would do nothing."""
    outside = re.sub(r"<form\b.*?</form>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert "<button" not in outside
