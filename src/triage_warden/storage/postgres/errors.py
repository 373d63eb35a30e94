"""What can be wrong with the database, as error families."""

from triage_warden.kernel.errors import Conflict, Invalid, Unavailable


class DataFolderUnusable(Invalid):
    """The data folder cannot hold the embedded database."""


class DataFolderInUse(Conflict):
    """Another copy runs on this data folder."""


class EmbeddedDatabaseFailed(Unavailable):
    """The embedded database did not start."""


class EmbeddedDatabaseEnded(Unavailable):
    """The embedded database ended by itself; start again, what was accepted is kept."""


class DiskFull(Unavailable):
    """The disk that holds the database is full."""


class BadDatabaseUrl(Invalid):
    """DATABASE_URL cannot be used."""


class CannotIsolateTenants(Invalid):
    """The database's account passes over row security and cannot step down from that."""


class DatabaseDown(Unavailable):
    """The database does not answer."""


class DatabaseRefuses(DatabaseDown):
    """The database answers, but not to us as DATABASE_URL has it."""


class DatabaseBusy(Unavailable):
    """The database did not finish in time."""


class Deadlocked(DatabaseBusy):
    """The database rolled this back to end a circle of waiting; it can be done again at once."""


class SchemaPending(Unavailable):
    """The database's schema is older than this version of Triage Warden; its migrations are to be applied first."""


class SchemaUnsupported(Unavailable):
    """A newer version of Triage Warden has migrated the database past what this one works on."""


class SchemaTooNew(Invalid):
    """A newer version of Triage Warden has migrated the database past this one; run that one, or restore a backup."""


class MigrationFailed(Unavailable):
    """The schema could not be brought up to date; nothing of the failed step was kept."""


class BadCursor(Invalid):
    """The cursor is not one that this list gave out."""
