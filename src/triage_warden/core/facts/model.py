"""What a fact is."""

from datetime import datetime
from hashlib import sha256
from typing import NewType

import msgspec

FactId = NewType("FactId", str)


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One checked statement, with where it came from and when.

    `kind` is a dotted name (`mail.dmarc_fail`, `alert.rule_rare_on_host`) and the key under which
    `core/assessment/weights` says what it is worth. `rests_on` names the evidence: `alert:<uuid>`,
    `header:<name>`, `observable:<type>:<value>`, `attachment:<name>`, `link:<n>`, `body`, `fact:<id>`.
    `value` holds the facts' own numbers and words, for machines; `statement` says it to a person in one sentence.
    """

    id: FactId
    kind: str
    statement: str
    source: str
    observed_at: datetime
    rests_on: tuple[str, ...]
    value: dict[str, str | int | float | bool] = {}


def a_fact(  # one argument for each field that is not derived
    kind: str,
    statement: str,
    *,
    source: str,
    observed_at: datetime,
    rests_on: tuple[str, ...],
    value: dict[str, str | int | float | bool] | None = None,
) -> Fact:
    """Return the fact under an id derived from what it says and rests on: finding it out twice is one fact."""
    digest = sha256("\x00".join((kind, statement, source, *rests_on)).encode("utf-8", "surrogatepass")).hexdigest()
    return Fact(
        id=FactId(f"f-{digest[:16]}"),
        kind=kind,
        statement=statement,
        source=source,
        observed_at=observed_at,
        rests_on=rests_on,
        value=value or {},
    )
