"""What OCSF has no word for."""

import msgspec
import pytest

from kit.alerts import a_stored_alert, an_alert, an_observable
from triage_warden.core.alerts.ocsf.extension import extension_of, read_extension
from triage_warden.core.observables.model import Trait


def test_it_reads_back_as_written() -> None:
    """With what tells a defanged value from a plain one."""
    seen = msgspec.structs.replace(an_observable(), traits=(Trait.DOCUMENTATION, Trait.DEFANGED))
    stated = extension_of(a_stored_alert(1, an_alert(observables=(seen, an_observable("203.0.113.9")))))
    assert [each.defanged for each in stated.observables] == [True, False]
    assert read_extension({"triage_warden": msgspec.to_builtins(stated)}) == stated


@pytest.mark.parametrize(
    "value", [None, [], {}, {"other": {}}, {"triage_warden": None}, {"triage_warden": {"source": 1}}]
)
def test_anything_else_is_none(value: object) -> None:
    """A field that others may use as they like."""
    assert read_extension(value) is None
