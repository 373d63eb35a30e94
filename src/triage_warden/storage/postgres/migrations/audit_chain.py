"""What chains the record at commit and what guards it, as the audit migration creates it."""

from typing import Final

_SEAL = """
CREATE FUNCTION triage_warden_seal_audit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $function$
DECLARE
    head record;
    sealed bytea;
BEGIN
    SELECT * INTO head FROM audit_heads WHERE tenant_id = NEW.tenant_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        INSERT INTO audit_heads (tenant_id, seq, hash)
        VALUES (NEW.tenant_id, 0, sha256(convert_to('triage-warden.audit/1:' || NEW.tenant_id::text, 'UTF8')))
        ON CONFLICT (tenant_id) DO NOTHING;
        SELECT * INTO STRICT head FROM audit_heads WHERE tenant_id = NEW.tenant_id FOR NO KEY UPDATE;
    END IF;
    sealed := sha256(head.hash || int8send(head.seq + 1) || convert_to(NEW.body::text, 'UTF8'));
    INSERT INTO audit_entries (tenant_id, seq, prev, hash, body)
    VALUES (NEW.tenant_id, head.seq + 1, head.hash, sealed, NEW.body);
    UPDATE audit_heads SET seq = head.seq + 1, hash = sealed WHERE tenant_id = NEW.tenant_id;
    DELETE FROM audit_incoming WHERE tenant_id = NEW.tenant_id AND id = NEW.id;
    RETURN NULL;
END
$function$
"""

_GUARD = """
CREATE FUNCTION triage_warden_guard_audit() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $function$
BEGIN
    IF TG_TABLE_NAME = 'audit_heads' AND TG_OP = 'UPDATE' THEN
        IF NEW.tenant_id = OLD.tenant_id AND NEW.seq = OLD.seq + 1 THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION USING
        MESSAGE = 'the audit record can only be added to: no ' || TG_OP || ' of ' || TG_TABLE_NAME,
        ERRCODE = 'insufficient_privilege';
END
$function$
"""

CHAIN: Final = (
    _SEAL,
    "REVOKE ALL ON FUNCTION triage_warden_seal_audit() FROM PUBLIC",
    """
CREATE CONSTRAINT TRIGGER seal AFTER INSERT ON audit_incoming
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION triage_warden_seal_audit()
    """,
    _GUARD,
    """
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON audit_entries
FOR EACH ROW EXECUTE FUNCTION triage_warden_guard_audit()
    """,
    """
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit_entries
FOR EACH STATEMENT EXECUTE FUNCTION triage_warden_guard_audit()
    """,
    """
CREATE TRIGGER only_moves_on BEFORE UPDATE OR DELETE ON audit_heads
FOR EACH ROW EXECUTE FUNCTION triage_warden_guard_audit()
    """,
    """
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit_heads
FOR EACH STATEMENT EXECUTE FUNCTION triage_warden_guard_audit()
    """,
    "REVOKE UPDATE, DELETE, TRUNCATE ON audit_entries FROM CURRENT_USER",
    "REVOKE DELETE, TRUNCATE ON audit_heads FROM CURRENT_USER",
)
"""The owner takes its own rights away, too: where one account both migrates and serves, it is the application's."""
