"""REDIS_URL is read, or refused with the remedy and without its password."""

import pytest

from triage_warden.storage.redis.errors import BadRedisUrl
from triage_warden.storage.redis.url import RedisTarget, parse_redis_url


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("redis://cache.example.com", RedisTarget(addresses=(("cache.example.com", 6379),))),
        (
            "redis://user:p%40ss@192.0.2.1:7000/3",
            RedisTarget(addresses=(("192.0.2.1", 7000),), username="user", password="p@ss", database=3),
        ),
        ("redis://:pw@[2001:db8::1]:7000/", RedisTarget(addresses=(("2001:db8::1", 7000),), password="pw")),
        (
            "rediss://cache.example.com/0?ssl_ca_certs=/etc/ca.pem",
            RedisTarget(addresses=(("cache.example.com", 6379),), tls=True, ca_file="/etc/ca.pem"),
        ),
        (
            "rediss://cache.example.com?ssl_certfile=/etc/tls.crt&ssl_keyfile=/etc/tls.key",
            RedisTarget(
                addresses=(("cache.example.com", 6379),), tls=True, cert_file="/etc/tls.crt", key_file="/etc/tls.key"
            ),
        ),
        (
            "redis+sentinel://:pw@a.example.com:26380,b.example.com/mymaster/2?sentinel_password=other",
            RedisTarget(
                addresses=(("a.example.com", 26380), ("b.example.com", 26379)),
                master="mymaster",
                database=2,
                password="pw",
                sentinel_password="other",
            ),
        ),
        (
            "rediss+sentinel://a.example.com/mymaster",
            RedisTarget(addresses=(("a.example.com", 26379),), master="mymaster", tls=True),
        ),
    ],
)
def test_each_form_is_read(text: str, target: RedisTarget) -> None:
    """One server, TLS, Sentinels."""
    assert parse_redis_url(text) == target


@pytest.mark.parametrize(
    "text",
    [
        "",
        "http://host",
        "redis:host",
        "redis://:hunter2@",
        "redis://:hunter2@host:99999",
        "redis://:hunter2@host/none",
        "redis://:hunter2@host/0/1",
        "redis://:hunter2@one,two/0",
        "redis+sentinel://:hunter2@one,two",
        "redis+cluster://:hunter2@one",
        "redis://:hunter2@host?timeout=5",
        "redis://:hunter2@host?ssl_ca_certs=/etc/ca.pem",
        "redis+sentinel://:hunter2@host/mymaster?ssl_certfile=/etc/tls.crt",
        "rediss://:hunter2@host?ssl_keyfile=/etc/tls.key",
        "rediss://:hunter2@host?ssl_cert_reqs=none",
    ],
)
def test_what_cannot_be_used_is_refused_with_the_remedy(text: str) -> None:
    """By the variable's name, without the password."""
    with pytest.raises(BadRedisUrl) as refused:
        parse_redis_url(text)
    assert refused.value.detail.startswith("REDIS_URL ")
    assert "write it like" in refused.value.detail
    assert "hunter2" not in refused.value.detail


def test_printing_a_target_shows_no_password() -> None:
    """Logs and tracebacks do."""
    assert "hunter2" not in repr(parse_redis_url("redis://user:hunter2@host"))
