"""What a person can do about actions, and the switch that halts them."""

from dataclasses import dataclass

from triage_warden.core.actions.ask import AskFor
from triage_warden.core.actions.halt import Halt
from triage_warden.core.actions.ports import ActionReader
from triage_warden.core.actions.settle import Settle


@dataclass(frozen=True, slots=True)
class Actions:
    """The use cases together; `base_url` is where this installation is reached, for links in what is sent."""

    reader: ActionReader
    ask_for: AskFor
    settle: Settle
    halt: Halt
    base_url: str
