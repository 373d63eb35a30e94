"""What can be wrong with a backup."""

from triage_warden.kernel.errors import Conflict, Invalid


class NotABackup(Invalid):
    """This file is no backup of Triage Warden."""


class BackupDamaged(Invalid):
    """The backup was cut off or altered; nothing was written."""


class BackupTooNew(Invalid):
    """A newer version of Triage Warden made this backup; restore it with that one or a later one."""


class BackupExists(Conflict):
    """There is a file of this name already."""


class DatabaseNotEmpty(Conflict):
    """The database is not empty; a backup is restored into an empty one."""


class DatabaseInUse(Conflict):
    """Other processes are connected to the database."""


class SecretsUnreadable(Invalid):
    """The backup holds secrets under keys that TW_ENCRYPTION_KEY does not hold."""


class BackupDisagrees(Conflict):
    """What was loaded is not what the backup says that it holds; nothing was kept."""
