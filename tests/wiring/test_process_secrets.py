import base64
from pathlib import Path

import pytest

from triage_warden.wiring.process_secrets import MissingSecret, WeakSecret, is_from_a_template, secrets_of
from triage_warden.wiring.setting_groups.serving import Environment
from triage_warden.wiring.settings import Settings

STRONG = "kX9v2mQ7pL4sT8wZ1cR6yB3nH5jD0fGa"
OTHER = "aGf0Dj5Hn3By6Rc1Zw8Ts4Lp7Qm2v9Xk"
KEY = base64.b64encode(STRONG.encode()).decode()
OTHER_KEY = base64.b64encode(OTHER.encode()).decode()


def given(
    folder: Path, env: Environment = Environment.PRODUCTION, texts: dict[str, str | None] | None = None
) -> Settings:
    """Return settings with strong secrets, but for those named."""
    texts = texts or {}
    return Settings(
        env=env,
        data_dir=folder,
        jwt_secret=texts.get("jwt_secret", STRONG),
        session_secret=texts.get("session_secret", STRONG),
        encryption_key=texts.get("encryption_key", KEY),
    )


def test_in_development_they_are_made_once_and_kept(tmp_path: Path) -> None:
    """A restart signs with the same; each use has its own."""
    settings = Settings(data_dir=tmp_path)
    first, second = secrets_of(settings), secrets_of(settings)
    assert first == second
    assert len({*first.jwt, *first.session, *first.encryption}) == 3
    assert all(len(each) == 32 for each in (*first.jwt, *first.session, *first.encryption))
    names = {"jwt_secret", "session_secret", "encryption_key"}
    assert {path.name for path in (tmp_path / "secrets").iterdir()} == names
    assert all((tmp_path / "secrets" / name).stat().st_mode & 0o777 == 0o600 for name in names)


def test_what_is_given_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    """While rotating, the first is the new one."""
    settings = given(tmp_path, texts={"jwt_secret": f"{STRONG}, {OTHER}", "encryption_key": f"{KEY},{OTHER_KEY}"})
    found = secrets_of(settings)
    assert found.jwt == (STRONG.encode(), OTHER.encode())
    assert found.encryption == (STRONG.encode(), OTHER.encode())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["jwt_secret", "session_secret", "encryption_key"])
def test_production_demands_each(name: str, tmp_path: Path) -> None:
    """The refusal names the variable and the command that makes one."""
    settings = given(tmp_path, texts={name: None})
    with pytest.raises(MissingSecret, match=rf"TW_{name.upper()} must be set .* openssl rand -base64 (32|48)"):
        secrets_of(settings)


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("jwt_secret", "short", "5 characters"),
        ("jwt_secret", "a" * 64, "too simple"),
        ("jwt_secret", "Please-ChangeMe-0123456789-abcdefghij", "templates"),
        ("jwt_secret", "REPLACE_WITH_64_HEXADECIMAL_DIGITS_OF_CHANCE", "templates"),
        ("jwt_secret", f"{STRONG},short", "5 characters"),
        ("jwt_secret", ", ,", "commas"),
        ("session_secret", "your-session-key-goes-here-0123456789", "templates"),
        ("encryption_key", STRONG, "24 bytes"),
        ("encryption_key", "not base64 at all!", "base64"),
        ("encryption_key", base64.b64encode(bytes(32)).decode(), "too simple"),
        ("encryption_key", base64.b64encode(bytes(range(32))).decode(), "too simple"),
        ("encryption_key", f"{KEY},{base64.b64encode(b'x' * 16).decode()}", "16 bytes"),
    ],
)
def test_what_is_weak_is_refused_everywhere(name: str, text: str, why: str, tmp_path: Path) -> None:
    """In development, too; the refusal does not repeat the value."""
    settings = given(tmp_path, Environment.DEVELOPMENT, {name: text})
    with pytest.raises(WeakSecret, match=why) as refusal:
        secrets_of(settings)
    assert refusal.value.detail.startswith(f"TW_{name.upper()} ")
    assert text not in refusal.value.detail


def test_they_do_not_show_themselves(tmp_path: Path) -> None:
    """Neither as settings nor as secrets."""
    assert STRONG not in repr(given(tmp_path))
    assert STRONG not in repr(secrets_of(given(tmp_path)))
    assert KEY not in repr(given(tmp_path))


@pytest.mark.parametrize(
    ("password", "is_one"),
    [
        ("REPLACE_WITH_ADMIN_PASSWORD", True),
        ("please-change-me-0123456789", True),
        ("my secret lies by default", False),
    ],
)
def test_a_templates_password_is_known_for_one(password: str, is_one: bool) -> None:  # noqa: FBT001  # a table's column
    """A passphrase may hold words that no random secret would."""
    assert is_from_a_template(password) is is_one
