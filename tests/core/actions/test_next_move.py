"""What an action's state calls for."""

import pytest

from kit.actions import an_action
from triage_warden.core.actions.model import ActionState
from triage_warden.core.actions.next_move import Move, next_move


@pytest.mark.parametrize("state", list(ActionState))
def test_only_an_approved_action_is_begun_and_only_a_running_one_asked_about(state: ActionState) -> None:
    """Law 4: whatever job asks for it."""
    wanted = {ActionState.APPROVED: Move.CALL, ActionState.RUNNING: Move.ASK}.get(state, Move.NOTHING)
    assert next_move(an_action(state=state)) is wanted
