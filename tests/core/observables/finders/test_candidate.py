from triage_warden.core.observables.finders.candidate import View
from triage_warden.core.observables.refang import refang


def test_the_ends_of_a_text_are_blank() -> None:
    """So that no finder asks where it is."""
    meant = refang("ab")
    view = View(meant=meant, shape=bytearray(meant.shape))
    assert (view.before(0), view.before(1), view.at(1), view.at(2)) == (0x20, ord("a"), ord("b"), 0x20)
    assert view.slice(0, 1) == "a"
