"""The end of every way to sign in: a session that is somebody's."""

from dataclasses import dataclass

import msgspec

from triage_warden.core.identity.people.demand import Demand, must_enrol
from triage_warden.core.identity.people.errors import SignInRefused
from triage_warden.core.identity.people.model import Account, Proof, Session, Stage, User
from triage_warden.core.identity.people.ports import Change, People
from triage_warden.core.identity.people.record import about, by_user
from triage_warden.core.identity.people.sessions import Begun, Sessions
from triage_warden.core.identity.people.visit import Visit
from triage_warden.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class Enter:
    """Begins a session for somebody who has proved who they are, and puts it on the record."""

    people: People
    sessions: Sessions
    clock: Clock
    demand: Demand = Demand.NONE

    async def __call__(
        self,
        user: User,
        visit: Visit,
        *,
        by: Proof,
        before: Session | None = None,
        provider_session: str | None = None,
    ) -> Begun:
        """Return a full session in the place of the one `before`, or one for what has to be done first.

        That is to change a temporary password, then to put on a second factor where one is demanded. `by` is what was
        just shown; it goes on the record.
        """
        now, stage = self.clock.now(), self._stage(user)

        def decide(account: Account) -> Change:
            if account.user.disabled:
                raise SignInRefused
            signed_in = msgspec.structs.replace(account.user, last_sign_in_at=now)
            who = by_user(user, request_id=visit.request_id, address=visit.device.address)
            entry = about(who, "session.begin", user, at=now, after={"stage": stage.value, "by": by.value})
            return Change(account=msgspec.structs.replace(account, user=signed_in), entries=(entry,))

        account = await self.people.change(user.tenant, user.id, decide)
        if before is not None:
            return await self.sessions.move_on(before, stage)
        return await self.sessions.begin(account.user, stage, visit.device, provider_session=provider_session)

    def _stage(self, user: User) -> Stage:
        if user.must_change_password:
            return Stage.CHANGE_PASSWORD
        return Stage.SECOND_FACTOR if must_enrol(user, self.demand) else Stage.FULL
