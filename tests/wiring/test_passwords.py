"""Passwords beside a URL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.storage.postgres.url import parse_database_url
from triage_warden.storage.redis.url import parse_redis_url
from triage_warden.wiring.passwords import with_password, with_sentinel_password

PASSWORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)


@given(password=PASSWORDS)
def test_any_password_reaches_the_database(password: str) -> None:
    """Whatever signs it holds, and however they would have been read inside a URL."""
    url = with_password("postgresql://triage_warden@db.example.com:5432/tw?sslmode=require", password)
    arguments = parse_database_url(url or "")
    assert (arguments.user, arguments.password, arguments.hosts) == ("triage_warden", password, ("db.example.com",))
    assert (arguments.database, arguments.sslmode) == ("tw", "require")


@given(password=PASSWORDS, other=PASSWORDS)
def test_any_passwords_reach_redis_and_its_sentinels(password: str, other: str) -> None:
    """Each its own."""
    url = with_password("redis+sentinel://a-0.a:26379,a-1.a:26379/mymaster/0", password)
    target = parse_redis_url(with_sentinel_password(url, other) or "")
    assert (target.username, target.password, target.sentinel_password) == (None, password, other)
    assert (target.addresses, target.master) == ((("a-0.a", 26379), ("a-1.a", 26379)), "mymaster")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://u@h/d", "postgres://u:p%40%2F@h/d"),
        ("postgres://h/d", "postgres://:p%40%2F@h/d"),
        ("postgres://u:@[2001:db8::1]:5432/d", "postgres://u:p%40%2F@[2001:db8::1]:5432/d"),
        ("postgres://u@h?application_name=a@b", "postgres://u:p%40%2F@h?application_name=a@b"),
        ("redis://h", "redis://:p%40%2F@h"),
        ("postgres://u:own@h/d", "postgres://u:own@h/d"),
        ("no url", "no url"),
        (None, None),
    ],
)
def test_the_password_is_put_where_none_is(url: str | None, expected: str | None) -> None:
    """The URL's own counts, as with libpq."""
    assert with_password(url, "p@/") == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis+sentinel://h/m", "redis+sentinel://h/m?sentinel_password=%26"),
        ("rediss+sentinel://h/m?ssl_ca_certs=a", "rediss+sentinel://h/m?ssl_ca_certs=a&sentinel_password=%26"),
        ("redis+sentinel://h/m?sentinel_password=own", "redis+sentinel://h/m?sentinel_password=own"),
        ("redis://h", "redis://h"),
        (None, None),
    ],
)
def test_sentinels_have_one_of_their_own(url: str | None, expected: str | None) -> None:
    """A server without Sentinels knows no such parameter."""
    assert with_sentinel_password(url, "&") == expected


def test_without_a_password_nothing_changes() -> None:
    """Most servers on one machine have none."""
    assert with_password("redis://h", None) == "redis://h"
    assert with_sentinel_password("redis+sentinel://h/m", None) == "redis+sentinel://h/m"
