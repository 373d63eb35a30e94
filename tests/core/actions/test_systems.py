"""An action goes to the system that it names."""

from kit.actions import ScriptedDesk, an_action
from kit.clock import FrozenClock
from triage_warden.core.actions.effects import CannotTell, Done, Found, NotDone
from triage_warden.core.actions.systems import Systems
from triage_warden.kernel.deadline import Deadline


async def test_to_the_one_it_names() -> None:
    """And is looked for there."""
    desk, action = ScriptedDesk(), an_action()
    systems = Systems({"desk": desk})
    assert systems.connectors() == {"create_ticket": "desk"}
    assert systems.timing(action) == desk.timing
    assert isinstance(await systems.perform(action, Deadline.after(FrozenClock(), 5)), Done)
    assert isinstance(await systems.find(action), Found)


async def test_one_that_is_not_connected_does_nothing_and_cannot_tell() -> None:
    """It may be connected again tomorrow, so that is not for good."""
    systems, action = Systems({}), an_action()
    assert systems.connectors() == {}
    assert isinstance(await systems.perform(action, Deadline.after(FrozenClock(), 5)), NotDone)
    finding = await systems.find(action)
    assert isinstance(finding, CannotTell)
    assert not finding.for_good
    assert systems.timing(action).settle > 0
