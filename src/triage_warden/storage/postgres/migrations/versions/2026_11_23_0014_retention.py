"""The function that drops a day of alerts of which nothing is left."""

from alembic import op

revision = "0014_retention"
down_revision = "0013_actions"
branch_labels = None
depends_on = None
contracts = None

_DROP = """
CREATE FUNCTION triage_warden_drop_alert_day(before date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $function$
DECLARE
    partition text;
    filled boolean;
BEGIN
    IF before >= current_date THEN
        RAISE EXCEPTION 'only days that are over';
    END IF;
    FOR partition IN
        SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
        WHERE inhparent = 'alerts'::regclass AND child.relname ~ '^alerts_\\d{4}_\\d{2}_\\d{2}$'
          AND to_date(substr(child.relname, 8), 'YYYY_MM_DD') < before
        ORDER BY child.relname
    LOOP
        -- Its owner sees nobody's rows while FORCE holds; the lock that this takes keeps everybody else out.
        EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', partition);
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', partition) INTO filled;
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', partition);
        IF NOT filled THEN
            EXECUTE format('ALTER TABLE alerts DETACH PARTITION %I', partition);
            EXECUTE format('DROP TABLE %I', partition);
            RETURN partition;
        END IF;
    END LOOP;
    RETURN NULL;
END
$function$
"""


def upgrade() -> None:
    """Make the function."""
    op.execute(_DROP)
