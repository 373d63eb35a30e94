"""What is told of an action, in words."""

import pytest

from kit.actions import RECEIPT, an_action
from triage_warden.core.actions.model import ActionState
from triage_warden.storage.postgres.repositories.action_news import words


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (ActionState.DONE, "Done in desk, create a ticket: INC0000001"),
        (ActionState.APPROVED, "Asked of desk: create a ticket."),
        (ActionState.RUNNING, "Being done in desk: create a ticket."),
        (ActionState.FAILED, "Not done in desk: create a ticket. Why."),
        (ActionState.REFUSED, "Not begun: create a ticket. Why."),
        (ActionState.UNKNOWN, "Nobody knows whether it was done in desk: create a ticket. A person has to look. Why."),
    ],
)
def test_every_state_is_a_sentence(state: ActionState, said: str) -> None:
    """With the reason, where there is one."""
    reason = "Why." if said.endswith("Why.") else None
    receipt = RECEIPT if state is ActionState.DONE else None
    assert words(an_action(state=state, reason=reason, receipt=receipt)) == said
