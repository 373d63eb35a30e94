"""A person asks, and that is the yes."""

from uuid import UUID

import pytest

from kit.actions import a_person, a_ticket
from kit.clock import FrozenClock
from kit.serial import Serial
from kit.stored import an_incident
from triage_warden.core.actions.ask import AskFor
from triage_warden.core.actions.errors import NoSystemForIt
from triage_warden.core.actions.model import Action, ActionId, ActionState
from triage_warden.core.actions.verb import digest_of
from triage_warden.core.audit.model import By
from triage_warden.kernel.ids import TenantId


class Kept:
    """Remembers what was kept."""

    def __init__(self) -> None:
        self.actions: list[Action] = []

    async def keep(self, action: Action, request_key: UUID, by: By) -> Action:
        """Remember it."""
        assert (request_key, by.name) == (UUID(int=9), "analyst")
        self.actions.append(action)
        return action

    async def settle(self, tenant: TenantId, action_id: ActionId, *, done: bool, reason: str, by: By) -> Action:
        """Nobody settles here."""
        raise AssertionError((tenant, action_id, done, reason, by))


async def test_who_asks_is_who_says_yes_to_exactly_this() -> None:
    """With the digest of what was shown, and a key of its own."""
    kept = Kept()
    ask_for = AskFor(kept, {"create_ticket": "desk"}, FrozenClock(), Serial())
    action = await ask_for(an_incident(), a_ticket(), by=a_person("analyst"), request_key=UUID(int=9))
    assert kept.actions == [action]
    assert action.state is ActionState.APPROVED
    assert action.requested_by == action.approved_by == "analyst"
    assert action.digest == digest_of("desk", a_ticket())
    assert action.key == f"tw-{action.id}"


async def test_without_a_system_nothing_is_kept() -> None:
    """It is said at once."""
    kept = Kept()
    with pytest.raises(NoSystemForIt, match="create_ticket"):
        await AskFor(kept, {}, FrozenClock(), Serial())(
            an_incident(), a_ticket(), by=a_person("analyst"), request_key=UUID(int=9)
        )
    assert kept.actions == []
