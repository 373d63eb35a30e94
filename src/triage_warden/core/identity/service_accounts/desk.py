"""Everything that can be done with service accounts."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import msgspec

from triage_warden.core.audit.model import AuditObject, By, Value, recorded
from triage_warden.core.identity.model import Actor
from triage_warden.core.identity.people.user_name import user_name
from triage_warden.core.identity.permissions import MATRIX
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.service_accounts.errors import RoleAboveYours, ServiceAccountExists
from triage_warden.core.identity.service_accounts.model import ServiceAccount, ServiceAccountId
from triage_warden.core.identity.service_accounts.ports import Change, ServiceAccounts
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IdSource, TenantId


class NewServiceAccount(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be added."""

    name: str
    role: Role
    description: str = ""
    owner: str = ""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is to change about one; None stays."""

    role: Role | None = None
    description: str | None = None
    owner: str | None = None
    disabled: bool | None = None


@dataclass(frozen=True, slots=True)
class ServiceAccountDesk:
    """Adds, changes and finds them; `forget` drops what this process remembers of one's keys."""

    accounts: ServiceAccounts
    clock: Clock
    ids: IdSource
    forget: Callable[[ServiceAccountId], None]

    async def add(self, actor: Actor, new: NewServiceAccount, *, by: By) -> ServiceAccount:
        """Return the account added.

        Raises:
            BadUserName: the name has another form than people's names.
            RoleAboveYours: its role may more than whoever asks.
            ServiceAccountExists: a person or a service account has that name.
        """
        name = user_name(new.name)
        account = ServiceAccount(
            id=ServiceAccountId(self.ids()),
            tenant=actor.tenant,
            name=name,
            description=new.description.strip(),
            owner=new.owner.strip(),
            role=new.role,
            created_at=self.clock.now(),
            created_by=actor.name,
        )
        _check_within(actor, new.role)
        after: dict[str, Value] = {"name": name, **_told(account)}
        entry = recorded(by, "service_account.create", _object(account), at=account.created_at, changed=(None, after))
        if not await self.accounts.add(account, entry):
            raise ServiceAccountExists(detail=f"A person or a service account has the name '{name}' already.")
        return account

    async def update(self, actor: Actor, account: ServiceAccount, wish: Wish, *, by: By) -> ServiceAccount:
        """Return the account changed; its keys and their tokens follow at once, on other replicas within seconds.

        Raises:
            RoleAboveYours: it would be given, or given back, a role that may more than whoever asks.
        """
        now = self.clock.now()

        def decide(old: ServiceAccount) -> Change:
            new = _changed(old, wish)
            before, after = differences(old, new)
            if not after:
                return Change(account=old)
            if not new.disabled and (new.role is not old.role or old.disabled):
                _check_within(actor, new.role)
            entry = recorded(by, _verb(old, new), _object(old), at=now, changed=(before, after))
            return Change(account=new, entries=(entry,))

        changed = await self.accounts.change(account.tenant, account.id, decide)
        self.forget(changed.id)
        return changed

    async def find(self, tenant: TenantId, reference: str) -> ServiceAccount:
        """Return the one of an id or a name; raise NoSuchServiceAccount."""
        try:
            known = ServiceAccountId(UUID(reference))
        except ValueError:
            return await self.accounts.by_name(tenant, reference.strip().lower())
        return await self.accounts.get(tenant, known)


def differences(old: ServiceAccount, new: ServiceAccount) -> tuple[dict[str, Value], dict[str, Value]]:
    """Return what changed, before and after."""
    before, after = _told(old), _told(new)
    changed = [field for field in before if before[field] != after[field]]
    return {field: before[field] for field in changed}, {field: after[field] for field in changed}


def _changed(old: ServiceAccount, wish: Wish) -> ServiceAccount:
    return msgspec.structs.replace(
        old,
        role=old.role if wish.role is None else wish.role,
        description=old.description if wish.description is None else wish.description.strip(),
        owner=old.owner if wish.owner is None else wish.owner.strip(),
        disabled=old.disabled if wish.disabled is None else wish.disabled,
    )


def _told(account: ServiceAccount) -> dict[str, Value]:
    return {
        "role": account.role.value,
        "description": account.description,
        "owner": account.owner,
        "disabled": account.disabled,
    }


def _object(account: ServiceAccount) -> AuditObject:
    return AuditObject(type="service_account", id=str(account.id))


def _verb(old: ServiceAccount, new: ServiceAccount) -> str:
    if old.disabled == new.disabled:
        return "service_account.update"
    return "service_account.disable" if new.disabled else "service_account.enable"


def _check_within(actor: Actor, role: Role) -> None:
    if excess := MATRIX[role] - actor.permissions:
        raise RoleAboveYours(
            detail=f"A service account may not permit more than you may yourself; as {role.value} this one would "
            f"permit {', '.join(sorted(excess))}."
        )
