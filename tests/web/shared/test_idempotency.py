"""A key is one caller's, and names one request."""

from uuid import UUID

import msgspec

from triage_warden.core.identity.model import LOCAL_OPERATOR
from triage_warden.web.shared.idempotency import keyed


def test_the_same_key_of_another_caller_is_another_request() -> None:
    """Nobody learns of anybody's requests by guessing keys."""
    other = msgspec.structs.replace(LOCAL_OPERATOR, id=UUID(int=5))
    assert keyed(LOCAL_OPERATOR, "k") == keyed(LOCAL_OPERATOR, "k")
    assert len({keyed(LOCAL_OPERATOR, "k"), keyed(LOCAL_OPERATOR, "l"), keyed(other, "k")}) == 3
