import msgspec
import pytest

from kit.web import World, a_client, problem
from triage_warden.core.audit.model import ActorKind
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.keys.refused import KeyRefused, RefusedKey, Why
from triage_warden.core.identity.model import LOCAL_OPERATOR, Actor, Credential
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role
from triage_warden.web.shared.access import Access, Needs, SignedIn
from triage_warden.web.shared.authorise import refused

VIEWER = msgspec.structs.replace(LOCAL_OPERATOR, role=Role.VIEWER)
CHANGE = "/api/v1/incidents/INC-2026-000001/reopen"


async def a_viewer(credential: Credential) -> Actor:
    """Know one credential."""
    if credential.text != "good":
        raise NotSignedIn
    return VIEWER


async def test_without_a_credential_a_program_is_asked_for_one() -> None:
    """401, with how to sign in, and nothing of what lies behind."""
    async with a_client(World(), authenticate=a_viewer, role=None) as client:
        answer = await client.get("/api/v1/incidents")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="triage-warden"'
    assert problem(answer)["code"] == "not_signed_in"


@pytest.mark.parametrize("header", ["Bearer bad", "Basic dXNlcjpwYXNz", "Bearer"])
async def test_a_wrong_credential_is_no_credential(header: str) -> None:
    """Said in the same words, whatever is wrong with it."""
    async with a_client(World(), authenticate=a_viewer, role=None) as client:
        answer = await client.get("/api/v1/incidents", headers={"authorization": header})
    assert answer.status_code == 401


async def test_who_may_is_let_in() -> None:
    """By what the header says; sessions are tested with the pages of signing in."""
    async with a_client(World(), authenticate=a_viewer, role=None) as client:
        by_header = await client.get("/api/v1/incidents", headers={"authorization": "Bearer good"})
        by_cookie = await client.get("/api/v1/incidents", headers={"cookie": "tw_session=made-up"})
    assert (by_header.status_code, by_cookie.status_code) == (200, 401)


async def test_who_may_not_is_told_what_it_needs() -> None:
    """403, before anything is looked up: the incident does not exist."""
    async with a_client(World(), authenticate=a_viewer, role=None) as client:
        answer = await client.post(CHANGE, json={"reason": "x"}, headers={"authorization": "Bearer good"})
    found = problem(answer)
    assert (found["status"], found["code"]) == (403, "denied")
    assert "incidents:change" in str(found["detail"])


@pytest.mark.parametrize("path", ["/live", "/ready", "/health", "/metrics", "/openapi.json", "/static/mark.svg", "/"])
async def test_public_routes_ask_for_nothing(path: str) -> None:
    """Nor do they look at what is shown."""
    async with a_client(World(), authenticate=a_viewer, role=None) as client:
        answer = await client.get(path, headers={"authorization": "Bearer bad"})
    assert answer.status_code < 400


@pytest.mark.parametrize(
    ("kind", "access", "wanted"),
    [
        (ActorKind.USER, SignedIn(persons_only=True), True),
        (ActorKind.API_KEY, SignedIn(persons_only=True), False),
        (ActorKind.SERVICE_ACCOUNT, SignedIn(persons_only=True), False),
        (ActorKind.API_KEY, SignedIn(persons_only=False), True),
        (ActorKind.USER, Needs(Permission.ALERTS_READ), True),
        (ActorKind.USER, Needs(Permission.USERS_MANAGE), False),
        (ActorKind.USER, None, False),
    ],
)
def test_who_is_refused(kind: ActorKind, access: Access | None, wanted: bool) -> None:  # noqa: FBT001  # a table's column
    """A route that declares nothing is for nobody, whatever else went wrong."""
    assert (refused(msgspec.structs.replace(VIEWER, kind=kind), access) is None) is wanted


async def test_what_was_denied_is_on_the_record() -> None:
    """Who asked for what; nobody's requests without a credential are in the log alone."""
    world = World()
    async with a_client(world, authenticate=a_viewer, role=None) as client:
        answer = await client.post(CHANGE, json={"reason": "x"}, headers={"authorization": "Bearer good"})
        await client.post(CHANGE, json={"reason": "x"})
    ((tenant, entry),) = world.audit.entries
    assert (tenant, entry.action, entry.actor.name) == (VIEWER.tenant, "request.deny", VIEWER.name)
    assert entry.object.id == f"POST {CHANGE}"
    assert entry.request_id == answer.headers["x-request-id"]


async def test_a_refused_key_is_noted_with_its_address_and_nothing_else_is() -> None:
    """A session that is over, or no credential at all, is nobody's try at a key."""
    noted = list[tuple[RefusedKey, str | None]]()

    async def knows_none(credential: Credential) -> Actor:
        if credential.text.startswith("tw_"):
            raise KeyRefused(RefusedKey(why=Why.UNKNOWN))
        raise NotSignedIn

    def note(refused: RefusedKey, address: str | None) -> None:
        noted.append((refused, address))

    async with a_client(World(), authenticate=knows_none, note_refused=note, role=None) as client:
        for headers in ({}, {"authorization": "Bearer x.y.z"}, {"authorization": "Bearer tw_wrong"}):
            answer = await client.get("/api/v1/incidents", headers=headers)
            assert problem(answer)["code"] == "not_signed_in"
    assert noted == [(RefusedKey(why=Why.UNKNOWN), "127.0.0.1")]
