"""What watches over the secrets of journeys sees them wherever they are said, and only there."""

from pathlib import Path

import pytest

from kit.secret_ledger import Exchange, SecretLedger

KEY = "tw_abcdefgh_234567abcdefghij234567abcdefghij"
FORM = {"content-type": "application/x-www-form-urlencoded"}
BASE = "http://127.0.0.1:8080"


def _page(path: str, text: str, **more: object) -> Exchange:
    return Exchange(**{"method": "GET", "url": BASE + path, "shown": text.encode(), **more})  # type: ignore[arg-type]  # as named


@pytest.mark.parametrize(
    ("made", "secret"),
    [
        (_page("/api/v1/api-keys", f'{{"key": {{"prefix": "abcdefgh"}}, "secret": "{KEY}"}}'), KEY[12:]),
        (_page("/api-keys", f'<p><code class="secret">{KEY}</code></p>'), KEY[12:]),
        (_page("/users", '<code class="secret">abcd-efgh-ijkl-mnop</code>'), "abcd-efgh-ijkl-mnop"),
        (_page("/profile/recovery-codes", "<li><code>abcd-efgh-ijkl-mnop</code></li>"), "abcd-efgh-ijkl-mnop"),
        (_page("/login", "", sent=b"name=x&password=typed+by+somebody", sent_headers=FORM), "typed by somebody"),
        (_page("/login/oidc/callback?code=a-code-of-theirs&state=x", ""), "a-code-of-theirs"),
        (_page("/", "", sent_headers={"authorization": "Bearer eyJhbGciOi.eyJzdWIi.c2ln"}), "eyJhbGciOi.eyJzdWIi.c2ln"),
        (_page("/", "", sent_headers={"authorization": "a-shared-secret"}), "a-shared-secret"),
        (_page("/login", "", cookies=("a-session-of-somebody",)), "a-session-of-somebody"),
        (
            _page(
                "/api/v1/sources/x/secret",
                "",
                sent=b'{"secret": "of a source"}',
                sent_headers={"content-type": "application/json"},
            ),
            "of a source",
        ),
    ],
    ids=lambda given: given if isinstance(given, str) else given.url.removeprefix(BASE),
)
def test_a_secret_is_shown_by_what_makes_it_and_never_again(made: Exchange, secret: str) -> None:
    """No log, page or error may have it afterwards."""
    ledger = SecretLedger()
    ledger.exchange(made)
    ledger.settle()
    ledger.log("of x", f"event {secret}")
    ledger.exchange(_page("/audit", f"a {secret}"))
    with pytest.raises(AssertionError, match=r"the log of x shows .*the answer to GET /audit shows") as told:
        ledger.settle()
    assert secret not in str(told.value)


def test_what_a_process_is_started_with_and_keeps_is_a_secret(tmp_path: Path) -> None:
    """Its variables, the password in an address, and the files among its secrets."""
    ledger = SecretLedger()
    ledger.started_with(
        {
            "TW_ENCRYPTION_KEY": "first-of-two,second-of-two",
            "TW_ADMIN_PASSWORD": "of-the-first-one",
            "DATABASE_URL": "postgresql://u:pass%2Fword@db.example.com/x",
            "TW_LOG_LEVEL": "debug-debug",
            "TW_SYSLOG_TLS_KEY": "/etc/ssl/key.pem",
        }
    )
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "operator.key").write_text(KEY)
    ledger.kept_in(tmp_path)
    assert set(ledger.known) == {"first-of-two", "second-of-two", "of-the-first-one", "pass/word", KEY[12:]}


def test_what_may_be_shown_again_is_no_leak() -> None:
    """A form's token on pages of its session, a second factor's secret until it is on, a key's beginning in lists."""
    ledger = SecretLedger()
    token = '<input name="csrf_token" value="a-token-of-43-characters">'
    enrolling = '<code class="secret">GG6OU6ZHTZQ5CDYTIZT2TB7ZJDV47QTQ</code>'
    for _ in range(2):
        ledger.exchange(_page("/profile/second-factor", token + enrolling))
        ledger.exchange(_page("/api-keys", f"{token} {KEY[:11]}"))
    ledger.settle()
    ledger.log("of x", "a-token-of-43-characters")
    ledger.exchange(_page("/profile", enrolling))
    assert len(ledger.leaks) == 2
