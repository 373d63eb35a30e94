"""Tests of our cookies."""

from datetime import timedelta

import pytest

from triage_warden.web.shared.cookies import Cookies


@pytest.mark.parametrize("safe", [True, False])
def test_cookies_are_this_hosts_and_no_scripts(*, safe: bool) -> None:
    """The prefix where browsers take it, always for the whole host, never for its domain."""
    cookies = Cookies(safe=safe)
    names = {cookies.session, cookies.visitor, cookies.browser, cookies.provider}
    assert len(names) == 4
    assert all(name.startswith("__Host-") is safe for name in names)
    made = cookies.set(cookies.session, "value", lasts=timedelta(minutes=1))
    assert (made.secure, made.httponly, made.samesite, made.path, made.domain) == (safe, True, "lax", "/", None)
    assert made.max_age == 60
    assert cookies.forget(cookies.session).max_age == 0
