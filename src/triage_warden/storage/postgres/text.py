"""Text that PostgreSQL can hold."""

import re

import msgspec

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Return the text with zero characters and lone surrogates replaced by U+FFFD; PostgreSQL refuses both.

    The vendor's bytes stay as they came in `raw`.
    """
    if text.isascii() and "\x00" not in text:
        return text  # nearly all of it, told ten times as fast
    return _UNSTORABLE.sub("\ufffd", text)


def optional(text: str | None) -> str | None:
    """Return the text made storable, or None."""
    return None if text is None else storable(text)


def as_json(value: object) -> str:
    """Return the value as JSON text for a `json` or `jsonb` column, whatever its strings hold.

    A `jsonb` column refuses the escape of the zero character too, so it is replaced here as well.
    """
    try:
        text = msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        text = msgspec.json.encode(_cleaned(msgspec.to_builtins(value))).decode()
    return _cleaned_json(value) if "\\u0000" in text else text


def _cleaned_json(value: object) -> str:
    """Slow path: the escape may also be a backslash followed by u0000, so clean the value, not its text."""
    return msgspec.json.encode(_cleaned(msgspec.to_builtins(value))).decode()


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(each) for each in value]
    return value
