"""Tests of people whom a provider vouches for."""

from collections.abc import Mapping

import pytest

from kit.people import a_desk, a_person, a_visit, entries
from triage_warden.core.audit.model import SYSTEM
from triage_warden.core.identity.people.errors import NotEntitled, SignInRefused
from triage_warden.core.identity.people.external import EVERYBODY, LoggedOut, Vouched, names_for, role_of
from triage_warden.core.identity.people.model import Subject
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.unit import Database

MAPPING: Mapping[str, Role] = {"soc": Role.ANALYST, "leads": Role.MANAGER}
WHO = Subject(issuer="https://id.example.com", subject="s-1")


def vouched(*groups: str, name: str = "ana", session: str | None = None) -> Vouched:
    """Return what a provider says."""
    return Vouched(subject=WHO, name=name, display_name="Ana", groups=groups, session=session)


@pytest.mark.parametrize(
    ("groups", "mapping", "role"),
    [
        (["soc"], MAPPING, Role.ANALYST),
        (["SOC", "Leads"], MAPPING, Role.MANAGER),
        (["others"], MAPPING, None),
        ([], MAPPING, None),
        ([], {EVERYBODY: Role.VIEWER}, Role.VIEWER),
        (["soc"], {EVERYBODY: Role.VIEWER, "soc": Role.ANALYST}, Role.ANALYST),
        (["soc"], {}, None),
    ],
)
def test_the_highest_role_of_the_groups_counts(
    groups: list[str], mapping: Mapping[str, Role], role: Role | None
) -> None:
    """None where no group has one."""
    assert role_of(groups, mapping) is role


async def test_an_account_is_made_once_and_its_role_follows_the_groups(database: Database) -> None:
    """A lower role ends the sessions of the higher one."""
    desk = a_desk(database)
    first = await desk.sign_in_external(DEFAULT_TENANT, vouched("leads"), a_visit(), mapping=MAPPING)
    await desk.sign_in_external(DEFAULT_TENANT, vouched("soc"), a_visit(), mapping=MAPPING)
    assert [(user.name, user.role, user.external) for user in await desk.people.all(DEFAULT_TENANT)] == [
        ("ana", Role.ANALYST, True)
    ]
    assert await desk.sessions.resolve(first.token) is None
    told = [action for _, action, _ in await entries(database)]
    assert told == ["user.create", "session.begin", "user.update", "session.begin"]


async def test_who_loses_every_group_is_out(database: Database) -> None:
    """At the next sign-in, with every session that was left."""
    desk = a_desk(database)
    begun = await desk.sign_in_external(DEFAULT_TENANT, vouched("soc"), a_visit(), mapping=MAPPING)
    with pytest.raises(NotEntitled):
        await desk.sign_in_external(DEFAULT_TENANT, vouched("others"), a_visit(), mapping=MAPPING)
    assert await desk.sessions.resolve(begun.token) is None


async def test_nobody_becomes_somebody_else_by_a_name(database: Database) -> None:
    """A local account of that name is another person's; the new one gets a mark."""
    desk = a_desk(database)
    local = await a_person(desk)
    begun = await desk.sign_in_external(DEFAULT_TENANT, vouched("soc"), a_visit(), mapping=MAPPING)
    assert begun.session.user_id != local.id
    names = [user.name for user in await desk.people.all(DEFAULT_TENANT)]
    assert names == ["ana", names_for(vouched())[1]]
    with pytest.raises(SignInRefused):
        await desk.sign_in(names[1], "", a_visit())


async def test_somebody_disabled_here_stays_out(database: Database) -> None:
    """Whatever the provider says."""
    desk = a_desk(database)
    await desk.sign_in_external(DEFAULT_TENANT, vouched("soc"), a_visit(), mapping=MAPPING)
    await desk.administer.update((await desk.people.all(DEFAULT_TENANT))[0], SYSTEM, disabled=True)
    with pytest.raises(SignInRefused, match="disabled"):
        await desk.sign_in_external(DEFAULT_TENANT, vouched("soc"), a_visit(), mapping=MAPPING)


async def test_signing_out_there_ends_a_session_or_all(database: Database) -> None:
    """By its name, or everything of the person."""
    desk = a_desk(database)
    for session in ("sid-1", "sid-2", None):
        await desk.sign_in_external(DEFAULT_TENANT, vouched("soc", session=session), a_visit(), mapping=MAPPING)
    end = desk.sign_in_external.end
    assert await end(DEFAULT_TENANT, LoggedOut(subject=WHO, session="sid-1")) == 1
    assert await end(DEFAULT_TENANT, LoggedOut(session="sid-9")) == 0
    assert await end(DEFAULT_TENANT, LoggedOut(subject=WHO)) == 2
    assert await end(DEFAULT_TENANT, LoggedOut(subject=Subject(issuer=WHO.issuer, subject="s-9"))) == 0


@pytest.mark.parametrize("name", ["Ana Blum", "", "x" * 300, "\u00e4na"])
def test_a_name_that_cannot_be_one_is_replaced(name: str) -> None:
    """By a mark of the subject."""
    assert [each[:5] for each in names_for(vouched(name=name))] == ["user-"]
