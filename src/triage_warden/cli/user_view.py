"""People, drawn."""

from typing import Final

import typer

from triage_warden.cli.answers import GivenAnswer, UserRow
from triage_warden.cli.drawing import console, moment
from triage_warden.cli.listing import decoded, fields

HEADINGS: Final = ("Name", "Shown as", "Role", "State", "Second factor", "Last signed in")


def row_of(user: UserRow) -> tuple[object, ...]:
    """Return somebody's row."""
    last = moment(user.last_sign_in_at) if user.last_sign_in_at else "never"
    factor = "on" if user.second_factor else "off"
    return (user.name, user.display_name, user.role, state_of(user), factor, last)


def state_of(user: UserRow) -> str:
    """Return whether, and how, somebody can sign in."""
    if user.disabled:
        return "disabled"
    if user.external:
        return "identity provider"
    return "temporary password" if user.must_change_password else "active"


def draw_user(body: bytes) -> None:
    """Write one person."""
    found = decoded(body, UserRow)
    console().print(fields(*zip(HEADINGS, row_of(found), strict=True)))


def draw_given(body: bytes) -> None:
    """Write one person, and the temporary password on a line of its own, so that it can be copied."""
    given = decoded(body, GivenAnswer)
    console().print(fields(*zip(HEADINGS, row_of(given.user), strict=True)))
    if given.temporary_password is not None:
        typer.echo(f"\nTemporary password, shown this once: {given.temporary_password}")
    if given.password_expires_at is not None:
        typer.echo(f"It is good until {moment(given.password_expires_at)}; after that, reset the password again.")
