"""A migration that takes something away says, in the same transaction, how old code may be from then on."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy import text

_RAISE: Final = "UPDATE schema_compatibility SET oldest_code = '{oldest}'"


def raise_oldest_code(  # noqa: PLR0917  # alembic's signature
    ctx: MigrationContext, step: MigrationInfo, heads: Collection[Any], run_args: Mapping[str, Any]
) -> None:
    """Write down what the revision's `contracts` says; one that only expands says None and changes nothing.

    `contracts` names the oldest code that works on the schema from here on, by the last revision which that code
    knows. Alembic calls this after each revision, also where it only writes the SQL down.
    """
    del heads, run_args
    module = getattr(step.up_revision, "module", None)
    oldest: str | None = getattr(module, "contracts", None)
    if oldest is not None:
        ctx.execute(text(_RAISE.format(oldest=oldest)))
