"""Signing in through a real OpenID provider, in a real process: there, back, and out again."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from kit.openid import Provider, a_provider, visit
from kit.ports import a_free_port
from kit.process import a_data_folder, eventually, serving

PASSWORD = "violet anchor timpani rubble"
HTML = {"accept": "text/html"}


@dataclass(frozen=True, slots=True)
class Place:
    """An installation, its provider, and its log."""

    url: str
    provider: Provider
    log: Path


@contextmanager
def a_place() -> Generator[Place]:
    """Run an installation with single sign-on."""
    port = a_free_port()
    ours = f"http://127.0.0.1:{port}"
    with a_data_folder() as folder, a_provider(ours) as provider:
        environment = {
            "TW_BIND_ADDRESS": f"127.0.0.1:{port}",
            "TW_BASE_URL": ours,
            "TW_ADMIN_PASSWORD": PASSWORD,
            "TW_OIDC_ISSUER": provider.issuer,
            "TW_OIDC_CLIENT_ID": "triage-warden",
            "TW_OIDC_CLIENT_SECRET": provider.client_secret,
            "TW_OIDC_SCOPES": "openid profile email groups",
            "TW_OIDC_ROLES": "soc-analysts=analyst,soc-leads=manager",
        }
        with serving(folder, environment=environment) as running:
            yield Place(ours, provider, folder.with_suffix(".log"))
            assert running.process.poll() is None


def sign_in(place: Place, browser: httpx.Client, name: str) -> httpx.Response:
    """Go to the provider as `name` and come back."""
    return visit(browser, f"{place.url}/login/oidc?next=/profile", name, until=f"{place.url}/login/oidc/callback")


def test_people_come_in_through_their_provider_and_go_out_with_it() -> None:
    """Made at the first sign-in, with the role of their groups; signing out there ends the session here."""
    with a_place() as place, httpx.Client(timeout=60) as browser, httpx.Client(timeout=60) as other:
        assert "Sign in with single sign-on" in browser.get(f"{place.url}/login").text
        came = sign_in(place, browser, "ana")
        assert (came.status_code, came.headers["location"]) == (303, "/profile"), came.text
        page = browser.get(f"{place.url}/profile", headers=HTML, follow_redirects=False)
        assert page.status_code == 200
        assert "ana Example" in page.text
        assert re.search(r"<dt>Role</dt><dd>analyst</dd>", page.text)
        assert "Present password" not in page.text
        came = sign_in(place, other, "lea")
        assert "<dt>Role</dt><dd>manager</dd>" in other.get(f"{place.url}/profile", headers=HTML).text

        with httpx.Client(timeout=60) as third:
            refused = sign_in(place, third, "guest")
        assert refused.status_code == 401
        assert "none of your groups has a role" in refused.text
        replayed = other.get(str(came.url), follow_redirects=False)
        assert replayed.status_code == 401

        end = browser.get(f"{place.provider.issuer}/session/end")
        xsrf = re.search(r'name="xsrf" value="([^"]+)"', end.text)
        assert xsrf, end.text[:2000]
        browser.post(f"{place.provider.issuer}/session/end/confirm", data={"xsrf": xsrf[1], "logout": "yes"})

        def signed_out() -> bool:
            return browser.get(f"{place.url}/profile", headers=HTML, follow_redirects=False).status_code == 303

        eventually(signed_out, seconds=20)
        assert other.get(f"{place.url}/profile", headers=HTML, follow_redirects=False).status_code == 200
        log = place.log.read_text(encoding="utf-8")
    assert place.provider.client_secret not in log
    assert not any(
        value in log for value in [*(each.value for each in other.cookies.jar if each.value), came.url.params["code"]]
    )
