"""What to do about an action that a worker has in hand."""

from enum import StrEnum

from triage_warden.core.actions.model import Action, ActionState


class Move(StrEnum):
    """What comes next."""

    NOTHING = "nothing"
    CALL = "call"
    """Begin an attempt."""
    ASK = "ask"
    """Somebody began an attempt and did not write down what came of it: ask the other side."""


def next_move(action: Action) -> Move:
    """Return what the state calls for; only an approved action is begun, whatever job asks for it."""
    match action.state:
        case ActionState.APPROVED:
            return Move.CALL
        case ActionState.RUNNING:
            return Move.ASK
        case ActionState.DONE | ActionState.FAILED | ActionState.UNKNOWN | ActionState.REFUSED:
            return Move.NOTHING
