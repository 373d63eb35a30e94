"""Every setting, read once from the environment; nothing else in the product reads it.

A field's name in upper case behind `TW_` is its variable, unless `variable` says another. Blank means unset.
docs/reference/settings.md, .env.example and this file are one list; tests/architecture/test_settings_parity.py
says so. A setting is a field of one of the groups.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, replace
from typing import get_type_hints

from triage_warden.kernel.errors import FieldError, Invalid
from triage_warden.wiring.passwords import with_password, with_sentinel_password
from triage_warden.wiring.setting import About, convert
from triage_warden.wiring.setting_groups.audit import AuditSettings
from triage_warden.wiring.setting_groups.backups import BackupSettings
from triage_warden.wiring.setting_groups.intake import IntakeSettings
from triage_warden.wiring.setting_groups.leadership import LeadershipSettings
from triage_warden.wiring.setting_groups.outgoing import OutgoingSettings
from triage_warden.wiring.setting_groups.provider import ProviderSettings
from triage_warden.wiring.setting_groups.proxies import ProxySettings
from triage_warden.wiring.setting_groups.rates import RateSettings
from triage_warden.wiring.setting_groups.retention import RetentionSettings
from triage_warden.wiring.setting_groups.secrecy import SecretSettings
from triage_warden.wiring.setting_groups.servicenow import ServiceNowSettings
from triage_warden.wiring.setting_groups.serving import ServingSettings
from triage_warden.wiring.setting_groups.signing_in import SigningInSettings
from triage_warden.wiring.setting_groups.stopping import StoppingSettings
from triage_warden.wiring.setting_groups.storage import StorageSettings
from triage_warden.wiring.setting_groups.syslog import SyslogSettings
from triage_warden.wiring.setting_groups.upgrading import UpgradingSettings


class UnreadableSetting(Invalid):
    """A setting cannot be read."""


@dataclass(frozen=True, kw_only=True)
class Settings(
    ServiceNowSettings,
    OutgoingSettings,
    SyslogSettings,
    RetentionSettings,
    LeadershipSettings,
    IntakeSettings,
    AuditSettings,
    BackupSettings,
    ProviderSettings,
    SigningInSettings,
    SecretSettings,
    StoppingSettings,
    RateSettings,
    ProxySettings,
    ServingSettings,
    UpgradingSettings,
    StorageSettings,
):
    """The whole configuration of one process; in the reference the last group comes first."""


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings, or raise UnreadableSetting naming each bad variable, why, and what would do."""
    hints = get_type_hints(Settings)
    values: dict[str, object] = {}
    errors: list[FieldError] = []
    for name, about in described():
        variable, text = _find(environ, about, name)
        if text is None:
            continue
        try:
            values[name] = convert(text, hints[name], about)
        except ValueError as error:
            errors.append(FieldError(pointer=variable, detail=f"{variable}: {error}"))
    if errors:
        raise UnreadableSetting(detail="; ".join(error.detail for error in errors), errors=tuple(errors))
    settings = Settings(**values)  # type: ignore[arg-type]  # each value was converted to its field's own type
    return _with_passwords(settings)


def _with_passwords(settings: Settings) -> Settings:
    """Put passwords that have variables of their own into the URLs, which the rest of the product reads."""
    redis_url = with_password(settings.redis_url, settings.redis_password)
    return replace(
        settings,
        database_url=with_password(settings.database_url, settings.database_password),
        redis_url=with_sentinel_password(redis_url, settings.redis_sentinel_password),
    )


def described() -> list[tuple[str, About]]:
    """Return every setting's field name with what it is for, in the order of declaration."""
    return [(each.name, each.metadata["about"]) for each in fields(Settings)]


def variable_of(name: str, about: About) -> str:
    """Return the environment variable of a field."""
    return about.variable or f"TW_{name.upper()}"


def default_of(name: str) -> object:
    """Return the default of a field."""
    default = next(each.default for each in fields(Settings) if each.name == name)
    return None if default is MISSING else default


def _find(environ: Mapping[str, str], about: About, name: str) -> tuple[str, str | None]:
    variable = variable_of(name, about)
    for candidate in (variable, about.alias):
        text = environ.get(candidate, "").strip() if candidate else ""
        if text:
            return candidate or variable, text
    return variable, None
