"""Everything that signing in and keeping accounts needs, put together over its ports."""

from collections.abc import Callable
from dataclasses import dataclass

from triage_warden.core.audit.ports import AuditLog
from triage_warden.core.identity.people.administer import Administer
from triage_warden.core.identity.people.change_password import ChangePassword, ProvePassword
from triage_warden.core.identity.people.demand import Demand
from triage_warden.core.identity.people.enter import Enter
from triage_warden.core.identity.people.external import SignInExternal
from triage_warden.core.identity.people.first_administrator import FirstAdministrator
from triage_warden.core.identity.people.password_policy import Guesses
from triage_warden.core.identity.people.ports import (
    Attempts,
    Codes,
    CodeSecrets,
    Lifetimes,
    PasswordHashes,
    People,
    SessionStore,
    Tokens,
)
from triage_warden.core.identity.people.second_factor import Enrol, TakeCode, TakeOff
from triage_warden.core.identity.people.sessions import Sessions
from triage_warden.core.identity.people.sign_in import SignIn
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IdSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a desk is put together from."""

    people: People
    store: SessionStore
    attempts: Attempts
    secrets: CodeSecrets
    record: AuditLog
    passwords: PasswordHashes
    codes: Codes
    tokens: Tokens
    guesses: Guesses
    new_password: Callable[[], str]
    lifetimes: Lifetimes
    clock: Clock
    ids: IdSource
    demand: Demand = Demand.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where people sign in, and where their accounts are kept."""

    people: People
    store: SessionStore
    record: AuditLog
    sessions: Sessions
    enter: Enter
    sign_in: SignIn
    take_code: TakeCode
    enrol: Enrol
    take_off: TakeOff
    prove: ProvePassword
    change_password: ChangePassword
    administer: Administer
    first_administrator: FirstAdministrator
    sign_in_external: SignInExternal
    demand: Demand

    @classmethod
    def over(cls, parts: Parts) -> "Desk":
        """Put the use cases together."""
        people, clock = parts.people, parts.clock
        sessions = Sessions(parts.store, parts.tokens, parts.lifetimes, clock, parts.ids)
        enter = Enter(people, sessions, clock, parts.demand)
        take_code = TakeCode(people, parts.codes, parts.secrets, clock)
        temporary = parts.lifetimes.temporary_password
        administer = Administer(people, parts.passwords, parts.guesses, parts.new_password, clock, parts.ids, temporary)
        return cls(
            people=people,
            store=parts.store,
            record=parts.record,
            sessions=sessions,
            enter=enter,
            sign_in=SignIn(people, parts.passwords, parts.attempts, sessions, take_code, enter, parts.record, clock),
            take_code=take_code,
            enrol=Enrol(people, parts.codes, parts.secrets, clock),
            take_off=TakeOff(people, parts.secrets, clock, parts.demand),
            prove=ProvePassword(people, parts.passwords, parts.attempts, clock),
            change_password=ChangePassword(people, parts.passwords, parts.guesses, clock),
            administer=administer,
            first_administrator=FirstAdministrator(people, administer),
            sign_in_external=SignInExternal(people, parts.store, enter, clock, parts.ids),
            demand=parts.demand,
        )
