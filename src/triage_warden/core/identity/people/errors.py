"""What can be wrong with a person's account or sign-in."""

from triage_warden.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable


class SignInRefused(Forbidden):
    """The name or the password is wrong."""


class TemporaryPasswordOver(SignInRefused):
    """That temporary password is over; an administrator can make another one."""


class NotEntitled(SignInRefused):
    """You have signed in, but none of your groups has a role here; tell an administrator."""


class WrongCode(Forbidden):
    """That code is wrong or was used before."""


class TooManyAttempts(Unavailable):
    """There were too many attempts; wait before the next one."""


class WeakPassword(Invalid):
    """The password is too easy to guess."""


class BadUserName(Invalid):
    """A user name has 2 to 64 characters: letters, digits, and . _ - @ between them."""


class NoSuchUser(NotFound):
    """There is no such user."""


class UserExists(Conflict):
    """There is a user of that name."""


class LastAdministrator(Conflict):
    """This is the last administrator who can sign in; make another one first."""


class NotYourself(Conflict):
    """Nobody can disable or demote their own account; another administrator can."""


class NoPassword(Conflict):
    """This person signs in through the identity provider and has no password here."""


class SecondFactorState(Conflict):
    """The second factor is not in the state that this needs."""


class SessionEnded(Conflict):
    """The session has ended."""
