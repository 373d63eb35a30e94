"""Leaders' fencing tokens, terms and leases; the ticks of schedules."""

from alembic import op

revision = "0012_leadership"
down_revision = "0011_api_keys"
branch_labels = None
depends_on = None
contracts = None

_TABLES = (
    """
CREATE TABLE leader_fences (
    resource TEXT NOT NULL,
    token BIGINT NOT NULL,
    CONSTRAINT pk_leader_fences PRIMARY KEY (resource),
    CONSTRAINT ck_leader_fences_token_positive CHECK (token > 0)
)
    """,
    """
CREATE TABLE leader_terms (
    resource TEXT NOT NULL,
    token BIGINT NOT NULL,
    holder TEXT NOT NULL,
    backend TEXT NOT NULL,
    began_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    beats BIGINT DEFAULT 0 NOT NULL,
    beat_at TIMESTAMP WITH TIME ZONE,
    refused INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_leader_terms PRIMARY KEY (resource, token)
)
    """,
    """
CREATE TABLE leader_leases (
    resource TEXT NOT NULL,
    holder TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_leader_leases PRIMARY KEY (resource)
)
    """,
    """
CREATE TABLE schedule_ticks (
    schedule TEXT NOT NULL,
    tick TIMESTAMP WITH TIME ZONE NOT NULL,
    resource TEXT NOT NULL,
    token BIGINT NOT NULL,
    fired_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_schedule_ticks PRIMARY KEY (schedule, tick)
)
    """,
    "CREATE INDEX ix_schedule_ticks_fired_at ON schedule_ticks (fired_at)",
)

_ONLY_GROWS = (
    """
CREATE FUNCTION triage_warden_token_only_grows() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $function$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.token > OLD.token AND NEW.resource = OLD.resource THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a fencing token only grows' USING ERRCODE = 'check_violation';
END
$function$
    """,
    """
CREATE TRIGGER token_only_grows BEFORE UPDATE OR DELETE ON leader_fences
    FOR EACH ROW EXECUTE FUNCTION triage_warden_token_only_grows()
    """,
    """
CREATE TRIGGER tokens_stay BEFORE TRUNCATE ON leader_fences
    FOR EACH STATEMENT EXECUTE FUNCTION triage_warden_token_only_grows()
    """,
)


def upgrade() -> None:
    """Make the tables; they hold no tenant's rows."""
    for statement in (*_TABLES, *_ONLY_GROWS):
        op.execute(statement)
