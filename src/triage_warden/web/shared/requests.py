"""A request, typed."""

from typing import TypeAlias

from litestar import Request
from litestar.datastructures import State

AnyRequest: TypeAlias = Request[object, object, State]
"""No user, no auth and no state of the framework's: who asks is `Caller`, what may be touched `WebDependencies`."""
