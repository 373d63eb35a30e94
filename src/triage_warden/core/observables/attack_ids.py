"""ATT&CK identifiers in text; they are not observables."""

from triage_warden.core.observables.scan import Pattern, shape_of

_TECHNIQUE = Pattern(rb"\b(?:T1[0-9]{3}(?:\.[0-9]{3})?|TA00[0-9]{2})\b")


def attack_ids(text: str) -> list[str]:
    """Return technique, sub-technique and tactic ids (`T1566.001`, `TA0001`), each once, in the order of the text."""
    return list(dict.fromkeys(text[start:end] for start, end in _TECHNIQUE.spans(shape_of(text))))
