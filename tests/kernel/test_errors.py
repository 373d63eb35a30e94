"""Errors explain themselves from their class."""

from triage_warden.kernel.errors import FieldError, Invalid, NotFound, Unavailable


class NoSuchThing(NotFound):
    """There is no such thing here."""


def test_the_message_is_the_docstring_unless_there_is_a_better_one() -> None:
    """Each error is explained once."""
    assert str(NoSuchThing()) == "There is no such thing here."
    assert str(NoSuchThing(detail="No incident INC-2026-000001.")) == "No incident INC-2026-000001."


def test_the_code_is_the_class_name_for_machines() -> None:
    """Nobody reads messages to branch on them."""
    assert NoSuchThing.code == "no_such_thing"
    assert Unavailable.code == "unavailable"


def test_context_and_bad_fields_are_kept_apart_from_the_message() -> None:
    """They become fields of the log event and of the problem."""
    error = Invalid(errors=(FieldError(pointer="/title", detail="is missing"),), source="generic")
    assert error.context == {"source": "generic"}
    assert error.errors[0].pointer == "/title"


def test_unavailable_says_when_to_try_again() -> None:
    """It becomes Retry-After."""
    assert Unavailable(retry_after=7).retry_after == 7
