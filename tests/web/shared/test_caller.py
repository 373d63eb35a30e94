from typing import Any, cast

import pytest
from litestar.types import Scope

from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.model import LOCAL_OPERATOR
from triage_warden.web.shared.caller import actor_in, current_caller, remember


def a_scope() -> Scope:
    """Return a request's scope."""
    return cast("Scope", {"state": dict[str, Any]()})


def test_whom_the_guard_let_in_is_the_caller() -> None:
    """For the rest of the request."""
    scope = a_scope()
    remember(scope, LOCAL_OPERATOR)
    assert current_caller(scope) is LOCAL_OPERATOR


def test_nobody_is_nobody() -> None:
    """A handler that asks for its caller on a public route is told, not given somebody."""
    assert actor_in(a_scope()) is None
    with pytest.raises(NotSignedIn):
        current_caller(a_scope())
