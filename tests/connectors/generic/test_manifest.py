"""Our own form is told from other JSON that has a title."""

import pytest

from triage_warden.connectors.generic.manifest import recognises


@pytest.mark.parametrize(
    ("payload", "ours"),
    [
        (b'{"title":"x"}', True),
        (b'{"title":"x","severity":"high","rule":{"id":"1"}}', True),
        (b'[{"title":"x","observables":[],"ticket":"T-1"}]', True),
        (b'{"title":"x","severity":"P1","created_by":"tool"}', False),
        (b'{"severity":"high"}', False),
        (b"title", False),
    ],
)
def test_a_title_alone_does_not_make_it_ours(payload: bytes, *, ours: bool) -> None:
    """Fields of the sender's own are fine beside names that only our form has."""
    assert (recognises(payload) > 0) is ours
