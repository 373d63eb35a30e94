"""The pages in a real browser: with scripts and without, by keyboard alone, wide and narrow."""

import base64
import re
import time
from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kit.browser import Visitor, a_browser, a_visitor
from kit.openid import Provider, a_provider
from kit.ports import a_free_port
from kit.process import Running, a_data_folder, serving
from triage_warden.kernel.clock import SystemClock
from triage_warden.security.one_time_codes import STEP_SECONDS, code_at

pytestmark = pytest.mark.xdist_group("browser")
PASSWORD = "violet anchor timpani rubble"
NEW_PASSWORD = "walrus lantern quartz mitten"
PAGES = {
    "incidents": "/incidents",
    "incident": "/incidents/{incident}",
    "audit": "/audit",
    "users": "/users",
    "user": "/users/{user}",
    "api-keys": "/api-keys",
    "service-accounts": "/service-accounts",
    "profile": "/profile",
    "second-factor": "/profile/second-factor",
    "kill-switch": "/kill-switch",
    "actions": "/actions",
    "docs": "/docs",
    "missing": "/nowhere",
}


@dataclass(frozen=True, slots=True)
class Place:
    """An installation, the provider that its people may come from, and a browser."""

    url: str
    running: Running
    provider: Provider
    browser: Browser

    def take_in(self, title: str, *targets: str) -> None:
        """Send an alert, about the users named."""
        named = [{"type": "user", "value": each, "role": "target"} for each in targets]
        alert = {"title": title, "source_id": title, "severity": "informational", "observables": named}
        with self.running.client() as client:
            answer = client.post("/api/v1/alerts", json=alert)
            assert answer.status_code == 202, answer.text


@pytest.fixture(scope="module")
def place() -> Generator[Place]:
    """Start all of it once."""
    port = a_free_port()
    ours = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        browser = stack.enter_context(a_browser())
        provider = stack.enter_context(a_provider(ours))
        environment = {
            "TW_BIND_ADDRESS": f"127.0.0.1:{port}",
            "TW_BASE_URL": ours,
            "TW_ADMIN_PASSWORD": PASSWORD,
            "TW_OIDC_ISSUER": provider.issuer,
            "TW_OIDC_CLIENT_ID": "triage-warden",
            "TW_OIDC_CLIENT_SECRET": provider.client_secret,
            "TW_OIDC_SCOPES": "openid profile email groups",
            "TW_OIDC_ROLES": "soc-leads=manager",
        }
        running = stack.enter_context(serving(stack.enter_context(a_data_folder()), environment=environment))
        yield Place(ours, running, provider, browser)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_people_and_keys_are_managed_and_everything_is_on_the_record(place: Place, *, scripts: bool) -> None:
    """A new person gets in by a temporary password, chooses one, ends a session, adds a factor; a key is shown once."""
    name = "bea" if scripts else "cleo"
    with ExitStack() as stack:
        admin, person, elsewhere = (
            stack.enter_context(a_visitor(place.browser, place.url, scripts=scripts)) for _ in range(3)
        )
        admin.sign_in(f"{place.url}/login?next=/users", "admin", PASSWORD)
        temporary = _added(admin, name)
        _change_forced(place, person, name, temporary)
        _end_elsewhere(place, person, elsewhere, name)
        _add_a_factor(place, person, name)
        _make_a_key(place, admin)
        _halt_and_release(place, admin)
        admin.page.goto(f"{place.url}/audit")
        admin.page.get_by_label("Action", exact=True).fill("user.create")
        admin.press("Filter")
        did = admin.page.locator("td[data-label=Did]")
        assert did.count() >= 1
        assert set(did.all_inner_texts()) == {"user.create"}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_new_incident_is_on_the_list(place: Place, *, scripts: bool) -> None:
    """By itself with scripts, after a reload without."""
    title = f"Beacon seen {'by itself' if scripts else 'after a reload'}"
    with a_visitor(place.browser, place.url, scripts=scripts) as visitor:
        visitor.sign_in(f"{place.url}/login?next=/incidents", "admin", PASSWORD)
        expect(visitor.page.get_by_role("heading", name="Incidents", exact=True)).to_be_visible()
        if scripts:
            visitor.page.evaluate("window.still = true")
        place.take_in(title)
        row = visitor.page.get_by_text(title)
        deadline = time.monotonic() + 30
        while not scripts and row.count() == 0 and time.monotonic() < deadline:
            visitor.page.reload()
        expect(row).to_be_visible(timeout=30_000)
        assert not scripts or visitor.page.evaluate("window.still") is True


def test_a_keyboard_is_enough(place: Place) -> None:
    """To sign in, to skip to what is new, to add a person and to sign out; the focus is to be seen all the way."""
    with a_visitor(place.browser, place.url) as visitor:
        keyboard = visitor.page.keyboard
        visitor.page.goto(f"{place.url}/login?next=/users")
        keyboard.type("admin")
        keyboard.press("Tab")
        keyboard.type(PASSWORD)
        with visitor.page.expect_navigation():
            keyboard.press("Enter")
        keyboard.press("Tab")
        assert visitor.page.evaluate("document.activeElement.textContent") == "Skip to content"
        keyboard.press("Enter")
        visitor.tab_to("form[action='/users'] input[name=name]")
        keyboard.type("dora")
        visitor.tab_to("form[action='/users'] select[name=role]")
        keyboard.press("ArrowDown")
        visitor.tab_to("form[action='/users'] button")
        with visitor.page.expect_navigation():
            keyboard.press("Enter")
        expect(visitor.page.locator("code.secret")).to_be_visible()
        visitor.tab_to("form[action='/logout'] button")
        with visitor.page.expect_navigation():
            keyboard.press("Space")
        assert visitor.page.url.endswith("/login")


def test_people_come_in_through_their_provider(place: Place) -> None:
    """There and back, with the role of their groups; the cookie is not for scripts."""
    with a_visitor(place.browser, place.url) as visitor:
        page = visitor.page
        page.goto(f"{place.url}/login?next=/profile")
        page.get_by_role("link", name="Sign in with single sign-on").click()
        page.locator("input[name=login]").fill("lea")
        page.locator("input[name=password]").fill("any")
        page.locator("form button[type=submit]").click()
        page.locator("form button[type=submit]").click()
        page.wait_for_url(f"{place.url}/profile")
        expect(page.locator(".viewer .role")).to_have_text("manager")
        assert page.evaluate("document.cookie") == ""
        visitor.press("Sign out")
        assert "/login" in page.url


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_its_window(place: Place, tmp_path: Path, width: int) -> None:
    """On a desk and on a telephone; a picture of each is left in the folder of the test."""
    place.take_in("A title so long that it has to be broken: " + "0123456789abcdef" * 12)
    place.take_in("About somebody", *(f"{number}.{'a-long-name.' * 6}@example.com" for number in range(3)))
    with a_visitor(place.browser, place.url, width=width) as visitor:
        page, wide = visitor.page, {}
        page.goto(f"{place.url}/login")
        page.screenshot(path=tmp_path / f"login-{width}.png", full_page=True)
        assert visitor.overflow() == 0
        visitor.sign_in(f"{place.url}/login?next=/profile", "admin", PASSWORD)
        page.locator("form[action='/profile/second-factor/begin'] input[name=current_password]").fill(PASSWORD)
        visitor.press("Set one up")
        known = {"incident": _first(place, "/api/v1/incidents", "number"), "user": _first(place, "/api/v1/users", "id")}
        for name, address in PAGES.items():
            page.goto(place.url + address.format(**known))
            page.screenshot(path=tmp_path / f"{name}-{width}.png", full_page=True)
            wide[name] = visitor.overflow()
        assert {name: by for name, by in wide.items() if by > 0} == {}


def test_what_the_policy_forbids_would_have_been_heard(place: Place) -> None:
    """A script put into the page does not run, and the console's complaint is counted."""
    script = "document.body.append(Object.assign(document.createElement('script'), {text: 'ran = 1'}))"
    with a_visitor(place.browser, place.url) as visitor:
        visitor.page.goto(f"{place.url}/login")
        visitor.page.evaluate(script)
        assert visitor.page.evaluate("typeof ran") == "undefined"
        assert [each for each in visitor.complaints if "Content Security Policy" in each]
        visitor.complaints.clear()


def _added(admin: Visitor, name: str) -> str:
    form = admin.page.locator("form[action='/users']")
    form.get_by_label("Name", exact=True).fill(name)
    form.locator("select[name=role]").select_option("analyst")
    with admin.page.expect_navigation():
        form.get_by_role("button").click()
    return admin.page.locator("code.secret").inner_text()


def _change_forced(place: Place, person: Visitor, name: str, temporary: str) -> None:
    person.sign_in(f"{place.url}/login?next=/profile", name, temporary)
    expect(person.page.get_by_role("heading", name="Choose a password")).to_be_visible()
    person.page.goto(f"{place.url}/incidents")  # nowhere else before it is done
    assert "/login" in person.page.url
    person.page.goto(f"{place.url}/login/password?next=/profile")
    person.page.get_by_label("New password").fill(NEW_PASSWORD)
    person.page.get_by_label("The same again").fill(NEW_PASSWORD)
    person.press("Set the password and go on")
    assert person.page.url == f"{place.url}/profile"


def _end_elsewhere(place: Place, person: Visitor, elsewhere: Visitor, name: str) -> None:
    elsewhere.sign_in(f"{place.url}/login?next=/profile", name, NEW_PASSWORD)
    assert elsewhere.page.url == f"{place.url}/profile"
    person.page.reload()
    person.press("End")
    elsewhere.page.goto(f"{place.url}/profile")
    assert "/login" in elsewhere.page.url


def _add_a_factor(place: Place, person: Visitor, name: str) -> None:
    page = person.page
    page.locator("form[action='/profile/second-factor/begin'] input[name=current_password]").fill(NEW_PASSWORD)
    person.press("Set one up")
    expect(page.locator("svg.qr")).to_be_visible()
    secret = base64.b32decode(page.locator("code.secret").inner_text().replace(" ", ""))
    page.get_by_label("Type the code").fill(_code(secret))
    person.press("Turn it on")
    codes = page.locator("ol.codes code").all_inner_texts()
    assert len(codes) >= 8
    person.press("Sign out")
    person.sign_in(f"{place.url}/login?next=/profile", name, NEW_PASSWORD)
    page.get_by_label("Code from your authenticator app").fill(codes[0])
    person.press("Go on")
    assert page.url == f"{place.url}/profile"


def _make_a_key(place: Place, admin: Visitor) -> None:
    page = admin.page
    page.goto(f"{place.url}/api-keys")
    form = page.locator("form[action='/api-keys']")
    form.get_by_label(re.compile("^Name|What is it for")).fill("edge sensor")
    form.locator("select[name=role]").select_option("analyst")
    form.locator("input[name=reach][value=role]").check()
    admin.press("Make the key")
    text = page.locator("code.secret").inner_text()
    assert text.startswith("tw_")
    page.get_by_role("link", name="I have kept it").click()
    expect(page.get_by_role("heading", name="edge sensor")).to_be_visible()
    assert text not in page.content()
    page.goto(f"{place.url}/api-keys")
    assert text not in page.content()


def _halt_and_release(place: Place, admin: Visitor) -> None:
    page = admin.page
    page.goto(f"{place.url}/kill-switch")
    page.get_by_label("Why?").fill("An exercise")
    admin.press("Throw the kill switch")
    expect(page.get_by_role("heading", name="On for every action")).to_be_visible()
    page.goto(f"{place.url}/kill-switch")
    page.get_by_label("Why may it go on?").fill("The exercise is over")
    admin.press("Release")
    page.goto(f"{place.url}/kill-switch")
    expect(page.get_by_role("heading", name="Off")).to_be_visible()


def _first(place: Place, path: str, field: str) -> str:
    with place.running.client() as client:
        return str(client.get(path).json()["items"][0][field])


def _code(secret: bytes) -> str:
    return code_at(int(SystemClock().now().timestamp()) // STEP_SECONDS, secret)
