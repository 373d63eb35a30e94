"""What the database's server and our account there have to be."""

from datetime import timedelta
from typing import Final

from triage_warden.storage.postgres.grants import APP_ROLE
from triage_warden.storage.postgres.queries.server_facts import ServerFacts
from triage_warden.storage.postgres.revision import SchemaState
from triage_warden.wiring.checkup.finding import Found, fine, notice, wrong

OLDEST: Final = 14
TESTED: Final = 18
NOTICED_SKEW: Final = timedelta(seconds=1)
WRONG_SKEW: Final = timedelta(seconds=10)
"""Times of ours and of the database's stand side by side on the record and in queues."""


def judge_server(facts: ServerFacts, milliseconds: float) -> Found:
    """Judge the version and the encoding."""
    major = facts.version // 10_000
    if major < OLDEST:
        return wrong("database", f"PostgreSQL {facts.version_text} is too old.", f"Upgrade it to {OLDEST} or later.")
    if facts.encoding != "UTF8":
        return wrong("database", f"Its encoding is {facts.encoding}.", "Make the database anew with ENCODING 'UTF8'.")
    if facts.standby:
        return wrong("database", "It is a standby and takes no writes.", "Name the primary in DATABASE_URL.")
    text = f"PostgreSQL {facts.version_text}, answers in {milliseconds:.1f} ms."
    if major > TESTED:
        return notice("database", text, f"Versions after {TESTED} are not tested with this release.")
    return fine("database", text)


def judge_account(facts: ServerFacts) -> Found:
    """Judge what the account may do beyond what it needs."""
    if facts.superuser or facts.bypasses:
        what = "is a superuser" if facts.superuser else "passes over row security"
        text = f"{facts.account} {what}; every connection steps down to {APP_ROLE}."
        return notice("account", text, "Serve with an account that is only a member of that role.")
    if facts.changes_record:
        text = f"{facts.account} has the right to change the record's entries."
        return wrong("account", text, f"REVOKE UPDATE, DELETE ON audit_entries FROM {facts.account};")
    if facts.owns:
        text = f"{facts.account} owns the tables; it could give itself rights to change the record."
        return notice("account", text, "Keep the record's heads elsewhere (TW_AUDIT_ANCHOR); they show it.")
    return fine("account", f"{facts.account}: no superuser, bound by row security, owns nothing.")


def judge_clocks(skew: timedelta) -> Found:
    """Judge by how far our clock is from the database's."""
    text = f"Ours is {abs(skew.total_seconds()):.2f} s {'ahead of' if skew > timedelta() else 'behind'} the database's."
    remedy = "Synchronise both machines' clocks (chrony, systemd-timesyncd)."
    if abs(skew) > WRONG_SKEW:
        return wrong("clock", text, remedy)
    return notice("clock", text, remedy) if abs(skew) > NOTICED_SKEW else fine("clock", text)


def judge_schema(state: SchemaState) -> Found:
    """Judge whether this code works on the schema."""
    match state:
        case SchemaState.SAME:
            return fine("schema", "It is this version's.")
        case SchemaState.AHEAD:
            return fine("schema", "A newer version has migrated it; this one still works on it.")
        case SchemaState.OLDER:
            return wrong("schema", "Migrations are pending.", "Run `triage-warden migrate`.")
        case SchemaState.NEWER:
            return wrong("schema", "A newer version has migrated it past this one.", "Run that version.")
