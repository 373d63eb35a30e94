"""Tests of putting the desk together for a process."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kit.people import PASSWORD, a_visit
from triage_warden.core.audit.model import SYSTEM
from triage_warden.core.identity.people.administer import NewUser
from triage_warden.core.identity.people.demand import Demand
from triage_warden.core.identity.people.errors import WeakPassword
from triage_warden.core.identity.people.model import Stage
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.wiring.announce import Announcement
from triage_warden.wiring.identity import Identity, identity
from triage_warden.wiring.people import front, make_sure_of_an_administrator, shown_secret, speaks_safely
from triage_warden.wiring.process import Process
from triage_warden.wiring.process_secrets import MissingSecret, WeakSecret, secrets_of
from triage_warden.wiring.setting_groups.serving import Environment
from triage_warden.wiring.settings import Settings

SECRET = "k" * 10 + "aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789"
PRODUCTION = Settings(
    env=Environment.PRODUCTION,
    jwt_secret=SECRET,
    session_secret=SECRET,
    encryption_key="WYMOvDpBhBEFZr8aKQ0IRz39y9SSzkmLFM0aXi+i5EE=",
)


def known_to(process: Process) -> Identity:
    """Return what a process knows of who asks, as `serve` does."""
    return identity(process, secrets_of(process.settings))


async def start(database_url: str, settings: Settings) -> list[Announcement]:
    """Make sure of an administrator, as `serve` does; return what was told."""
    told: list[Announcement] = []
    process = Process.over(settings, database_url)
    try:
        await make_sure_of_an_administrator(known_to(process).people, settings, told.append)
    finally:
        await process.database.close()
    return told


async def test_the_first_start_tells_a_password_once(
    database_url: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """To who started it, and to no log; it lets them in, to choose their own."""
    settings = Settings(data_dir=tmp_path)
    told = await start(database_url, settings)
    assert [each.kind for each in told] == ["administrator"]
    password = told[0].text.split("with ")[1].split(" ")[0]
    process = Process.over(settings, database_url)
    begun = await known_to(process).people.sign_in("admin", password, a_visit())
    await process.database.close()
    assert begun.session.stage is Stage.CHANGE_PASSWORD
    assert await start(database_url, settings) == []
    out, err = capfd.readouterr()
    assert password not in out + err


async def test_a_given_password_is_told_nobody(database_url: str, tmp_path: Path) -> None:
    """Who set it knows it."""
    settings = Settings(data_dir=tmp_path, admin_password=PASSWORD)
    assert await start(database_url, settings) == []
    process = Process.over(settings, database_url)
    begun = await known_to(process).people.sign_in("admin", PASSWORD, a_visit())
    await process.database.close()
    assert begun.session.stage is Stage.FULL
    assert PASSWORD not in repr(settings)


async def test_a_weak_given_password_stops_the_start(database_url: str, tmp_path: Path) -> None:
    """With the variable's name."""
    with pytest.raises(WeakPassword, match="TW_ADMIN_PASSWORD: "):
        await start(database_url, Settings(data_dir=tmp_path, admin_password="password"))


async def test_a_templates_password_stops_the_first_start_only(database_url: str, tmp_path: Path) -> None:
    """Everybody who has read the manifest knows it; once there are people, it says nothing any more."""
    printed = Settings(data_dir=tmp_path, admin_password="REPLACE_WITH_ADMIN_PASSWORD")
    with pytest.raises(WeakSecret, match="TW_ADMIN_PASSWORD is what templates"):
        await start(database_url, printed)
    await start(database_url, replace(printed, admin_password=PASSWORD))
    assert await start(database_url, printed) == []


async def test_production_wants_the_password_at_its_first_start(database_url: str, tmp_path: Path) -> None:
    """None is made where nobody reads it; later starts need none."""
    settings = replace(PRODUCTION, data_dir=tmp_path)
    with pytest.raises(MissingSecret, match="TW_ADMIN_PASSWORD"):
        await start(database_url, settings)
    await start(database_url, replace(settings, admin_password=PASSWORD))
    assert await start(database_url, settings) == []


@pytest.mark.parametrize(
    ("settings", "safe"),
    [
        (Settings(), False),
        (Settings(base_url="https://warden.example.com"), True),
        (Settings(env=Environment.PRODUCTION), True),
    ],
)
def test_cookies_are_for_https_but_on_ones_own_machine(settings: Settings, *, safe: bool) -> None:
    """Production never sends them over plain HTTP."""
    assert speaks_safely(settings) is safe


async def test_replicas_with_one_secret_know_each_others_forms(database_url: str, tmp_path: Path) -> None:
    """A page of one is sent to the other."""
    process = Process.over(Settings(data_dir=tmp_path, session_secret=SECRET), database_url)
    other = Process.over(Settings(data_dir=tmp_path / "other", session_secret=SECRET), database_url)
    one, two = (
        front(each, known.own, known.people) for each, known in ((each, known_to(each)) for each in (process, other))
    )
    assert one.signed.token("csrf", "x") == two.signed.token("csrf", "x")
    await process.database.close()
    await other.database.close()


def test_a_secret_is_shown_in_three_ways() -> None:
    """As a link, to be typed, and as a picture."""
    shown = shown_secret("ana", b"12345678901234567890")
    assert shown.address.startswith("otpauth://totp/Triage%20Warden%3Aana?")
    assert shown.spelled in shown.address
    assert shown.width > 30


async def test_the_setting_demands_a_second_factor(database_url: str, tmp_path: Path) -> None:
    """Of the first administrator, too, before anything else."""
    settings = Settings(data_dir=tmp_path, admin_password=PASSWORD, require_second_factor=Demand.ADMINS)
    await start(database_url, settings)
    process = Process.over(settings, database_url)
    begun = await known_to(process).people.sign_in("admin", PASSWORD, a_visit())
    await process.database.close()
    assert begun.session.stage is Stage.SECOND_FACTOR


async def test_the_organisations_own_words_make_no_password(database_url: str, tmp_path: Path) -> None:
    """Nor with what everybody puts behind them; among other words they may be."""
    words = ("Zorblatt Industries", "wimblehook")
    process = Process.over(Settings(data_dir=tmp_path, password_words=words), database_url)
    administer = known_to(process).people.administer
    for password in ("Wimblehook2026!", "ZORBLATT industries", "wimblehookwimblehook"):
        with pytest.raises(WeakPassword, match="guessed early"):
            await administer.add(DEFAULT_TENANT, NewUser(name="ana", role=Role.VIEWER, password=password), SYSTEM)
    good = NewUser(name="ana", role=Role.VIEWER, password="wimblehook timpani rubble walrus")
    assert (await administer.add(DEFAULT_TENANT, good, SYSTEM)).user.name == "ana"
    await process.database.close()


async def test_the_setting_ends_temporary_passwords(database_url: str, tmp_path: Path) -> None:
    """By the hour; the first administrator's, where one was made, too."""
    settings = Settings(data_dir=tmp_path, temporary_password_hours=5)
    process = Process.over(settings, database_url)
    people = known_to(process).people
    assert await people.first_administrator(DEFAULT_TENANT, None) is not None
    account = await people.people.by_name("admin")
    await process.database.close()
    assert account is not None
    assert account.password_expires_at == account.user.created_at + timedelta(hours=5)
