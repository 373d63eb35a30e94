"""Settings are read from the environment, once, with errors that name the variable."""

from pathlib import Path

import pytest

from triage_warden.wiring.setting_groups.serving import Environment
from triage_warden.wiring.settings import Settings, UnreadableSetting, read_settings


def test_an_empty_environment_gives_the_defaults() -> None:
    """Nothing has to be set to start on a laptop."""
    assert read_settings({}) == Settings()


def test_blank_means_unset() -> None:
    """A variable that a template left empty does not count."""
    assert read_settings({"DATABASE_URL": "  ", "TW_ENV": ""}) == Settings()


def test_values_are_read_by_type() -> None:
    """Numbers, choices, folders and sizes become what their fields are."""
    settings = read_settings(
        {
            "DATABASE_MAX_CONNECTIONS": "25",
            "TW_ENV": "Production",
            "TW_DATA_DIR": "/srv/tw",
            "TW_REQUEST_BODY_LIMIT": "2m",
        },
    )
    assert settings.database_max_connections == 25
    assert settings.env is Environment.PRODUCTION
    assert settings.data_dir == Path("/srv/tw")
    assert settings.request_body_limit == 2 * 1024 * 1024


def test_a_list_is_read_without_blanks_in_lower_case() -> None:
    """Values are compared as they are normalised."""
    assert read_settings({"TW_OWN_INFRASTRUCTURE": " 192.0.2.1, PROXY-01 ,,"}).own_infrastructure == (
        "192.0.2.1",
        "proxy-01",
    )


def test_the_alias_counts_only_where_the_setting_is_unset() -> None:
    """`RUST_LOG` keeps the printed ConfigMap's meaning, `TW_LOG_LEVEL` goes before it."""
    assert read_settings({"RUST_LOG": "debug"}).log_level == "debug"
    assert read_settings({"RUST_LOG": "debug", "TW_LOG_LEVEL": "warning"}).log_level == "warning"


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("DATABASE_MAX_CONNECTIONS", "many", "'many' is not a whole number"),
        ("DATABASE_MAX_CONNECTIONS", "0", "outside 6 to 500"),
        ("DATABASE_MAX_CONNECTIONS", "9" * 5000, "is not a whole number"),
        ("TW_ENV", "prod", "not one of development, production"),
        ("TW_ROLE", "leader", "not one of combined, api, orchestrator"),
        ("TW_LOG_FORMAT", "xml", "not one of json, pretty"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason(variable: str, value: str, words: str) -> None:
    """The start stops with the variable's name and why."""
    with pytest.raises(UnreadableSetting) as caught:
        read_settings({variable: value})
    assert variable in caught.value.detail
    assert words in caught.value.detail


def test_every_bad_setting_is_named_at_once() -> None:
    """Nobody mends one variable to learn of the next."""
    with pytest.raises(UnreadableSetting) as caught:
        read_settings({"TW_ENV": "x", "TW_ROLE": "y"})
    assert [error.pointer for error in caught.value.errors] == ["TW_ENV", "TW_ROLE"]


def test_a_database_url_never_shows_in_a_representation() -> None:
    """The password in it must not reach a log."""
    assert "hunter2" not in repr(read_settings({"DATABASE_URL": "postgres://u:hunter2@h/d"}))


def test_passwords_with_variables_of_their_own_are_put_into_the_urls() -> None:
    """Nobody who deploys has to encode them, and they show in no representation."""
    settings = read_settings(
        {
            "DATABASE_URL": "postgres://tw@db/tw",
            "DATABASE_PASSWORD": "p@ss/word",
            "REDIS_URL": "redis+sentinel://s/m",
            "REDIS_PASSWORD": "re#dis",
            "REDIS_SENTINEL_PASSWORD": "sen&tinel",
        }
    )
    assert settings.database_url == "postgres://tw:p%40ss%2Fword@db/tw"
    assert settings.redis_url == "redis+sentinel://:re%23dis@s/m?sentinel_password=sen%26tinel"
    assert not [word for word in ("p@ss", "p%40ss", "re#dis", "sen&tinel") if word in repr(settings)]
