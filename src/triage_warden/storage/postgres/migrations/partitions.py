"""The function that makes the days of `alerts`, as the first migration creates it."""

from typing import Final

_ENSURE = """
CREATE FUNCTION triage_warden_ensure_alert_days(first_day date, last_day date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $function$
DECLARE
    day date := first_day;
    partition text;
    made integer := 0;
BEGIN
    IF last_day - first_day > 400 THEN
        RAISE EXCEPTION 'at most 400 days at once';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('triage_warden.alert_days'));
    WHILE day <= last_day LOOP
        partition := 'alerts_' || to_char(day, 'YYYY_MM_DD');
        IF to_regclass(quote_ident(partition)) IS NULL THEN
            PERFORM triage_warden_make_alert_day(partition, day);
            made := made + 1;
        END IF;
        day := day + 1;
    END LOOP;
    RETURN made;
END
$function$
"""

_MAKE = """
CREATE FUNCTION triage_warden_make_alert_day(partition text, day date) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $function$
DECLARE
    own constant text :=
        $own$tenant_id = (SELECT NULLIF(current_setting('triage_warden.tenant_id', true), '')::uuid)$own$;
BEGIN
    -- Made apart and attached: CREATE TABLE … PARTITION OF would lock every writer of alerts out meanwhile.
    EXECUTE format(
        'CREATE TABLE %I (LIKE alerts INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)',
        partition);
    EXECUTE format(
        'ALTER TABLE %I ADD CONSTRAINT %I CHECK (received_on = %L)',
        partition, 'ck_' || partition || '_day', day);
    -- What came before its day was made lies in the default partition. Its owner sees nobody's rows while FORCE holds.
    LOCK TABLE alerts_default IN ACCESS EXCLUSIVE MODE;
    ALTER TABLE alerts_default NO FORCE ROW LEVEL SECURITY;
    EXECUTE format(
        'WITH moved AS (DELETE FROM alerts_default WHERE received_on = %L RETURNING *) '
        'INSERT INTO %I SELECT * FROM moved',
        day, partition);
    ALTER TABLE alerts_default FORCE ROW LEVEL SECURITY;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', partition);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', partition);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (%s) WITH CHECK (%s)', partition, own, own);
    EXECUTE format('ALTER TABLE alerts ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', partition, day, day + 1);
END
$function$
"""

PARTITIONS: Final = (
    _MAKE,
    "REVOKE ALL ON FUNCTION triage_warden_make_alert_day(text, date) FROM PUBLIC",
    _ENSURE,
)
