"""What is drawn of an action."""

import msgspec

from triage_warden.cli.action_view import drafted


def test_what_was_given_replaces_what_was_drafted() -> None:
    """And nothing else."""
    body = msgspec.json.encode({"action": {"verb": "create_ticket", "title": "A", "description": "B"}})
    draft = drafted(body, {"title": None, "description": "C"})
    assert draft.action == {"verb": "create_ticket", "title": "A", "description": "C"}
