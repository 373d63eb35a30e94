"""The key of whoever runs the server on this machine, so that the command line needs none to be typed.

It lies in the data folder, readable by its owner alone: who can read it can read the embedded database, too. In
production there is none.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from triage_warden.core.audit.model import SYSTEM
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.keys.issue import IssueKey, WantedKey
from triage_warden.core.identity.model import LOCAL_OPERATOR, Credential, CredentialKind
from triage_warden.core.identity.ports import Authenticate
from triage_warden.core.identity.roles import Role
from triage_warden.wiring.local_key_file import read_local_key
from triage_warden.wiring.private_file import replace_with

WANTED: Final = WantedKey(name="local operator", role=Role.ADMIN, scopes=None, lasting=timedelta(days=365))


@dataclass(frozen=True, slots=True)
class KeepLocalKey:
    """Sees to it that the file holds a key that is good."""

    path: Path
    issue: IssueKey
    authenticate: Authenticate

    async def __call__(self) -> None:
        """Make a key where there is none, or none that this database knows; raise CannotKeepSecret."""
        if await self._is_good(read_local_key(self.path)):
            return
        issued = await self.issue(LOCAL_OPERATOR, WANTED, by=SYSTEM)
        replace_with(self.path, issued.text.encode("ascii") + b"\n")

    async def _is_good(self, text: str | None) -> bool:
        if text is None:
            return False
        try:
            await self.authenticate(Credential(kind=CredentialKind.BEARER, text=text))
        except NotSignedIn:
            return False
        return True
