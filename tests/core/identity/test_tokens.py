import pytest

from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.tokens import narrowed

READ = frozenset({Permission.ALERTS_READ})
BOTH = frozenset({Permission.ALERTS_READ, Permission.ALERTS_TAKE_IN})


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (None, None, None),
        (None, READ, READ),
        (READ, None, READ),
        (BOTH, READ, READ),
        (READ, frozenset[Permission](), frozenset[Permission]()),
    ],
)
def test_scopes_only_narrow(
    one: frozenset[Permission] | None,
    other: frozenset[Permission] | None,
    wanted: frozenset[Permission] | None,
) -> None:
    """None narrows nothing, an empty set leaves nothing."""
    assert narrowed(one, other) == wanted
    assert narrowed(other, one) == wanted
