"""Read an alert's own words against the table of classes."""

import re
from functools import cache, lru_cache
from typing import Final

from triage_warden.core.alerts import attributes
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.facts.patterns import Pattern, compiled
from triage_warden.core.facts.titles import CLASSES, Stance, TitleClass

MAIL_TYPE: Final = "message/rfc822"
LONGEST: Final = 1_000
"""Characters of words that are read; titles are one line, whatever a sender makes of them."""


def classes_of(alert: StoredAlert) -> tuple[TitleClass, ...]:
    """Return the classes that the alert's title, rule name and category fall into, in the table's order.

    Only those of the most telling stance: “multiple failed sign-ins: brute force” is no mere failed sign-in. A mail
    falls into none: its title is its subject, and those are a stranger's words, not a source's.
    """
    if is_mail(alert):
        return ()
    category = _CAMEL.sub(" ", alert.attributes.get(attributes.CATEGORY, ""))
    return _classes(" | ".join((alert.title, alert.rule.name or "", category))[:LONGEST])


def is_mail(alert: StoredAlert) -> bool:
    """Return whether the alert is a mail, which says what it is by what is in it."""
    return alert.attributes.get(attributes.MEDIA_TYPE) == MAIL_TYPE


def is_noise(alert: StoredAlert) -> bool:
    """Return whether the alert's words name daily life and nothing else: it corroborates nothing."""
    found = classes_of(alert)
    return bool(found) and all(each.stance in {Stance.ROUTINE, Stance.SETTLED} for each in found)


_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|_")


@lru_cache(maxsize=4096)
def _classes(text: str) -> tuple[TitleClass, ...]:
    encoded = text.encode("utf-8", "replace")
    found = tuple(each for each, pattern in _patterns() if pattern.search(encoded))
    for stance in (Stance.SETTLED, Stance.HOSTILE, Stance.ODD):
        telling = tuple(each for each in found if each.stance is stance)
        if telling:
            return telling
    return found


@cache
def _patterns() -> tuple[tuple[TitleClass, Pattern], ...]:
    return tuple((each, compiled(each.pattern)) for each in CLASSES)
