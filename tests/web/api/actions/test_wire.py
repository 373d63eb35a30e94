"""An action as the outside sees it."""

from kit.actions import a_ticket, an_action
from triage_warden.core.actions.model import ActionState
from triage_warden.web.api.actions.wire import ActionQuery, action_body


def test_it_has_everything_but_tenant_and_key() -> None:
    """The parameters are under `action`."""
    body = action_body(an_action())
    assert body.action == a_ticket()
    assert not hasattr(body, "tenant_id")
    assert not hasattr(body, "key")


def test_a_query_is_a_filter() -> None:
    """By state."""
    assert ActionQuery(state=ActionState.DONE).wanted().state is ActionState.DONE
