"""What a switch halts, in words."""

from triage_warden.core.actions.kill_switch import Scope, ScopeKind


def test_scopes_in_words() -> None:
    """As they are put into sentences."""
    assert Scope().text == "every action"
    assert Scope(kind=ScopeKind.TENANT).text == "this tenant's actions"
    assert Scope(kind=ScopeKind.ACTION, verb="create_ticket").text == "the action create_ticket"
