"""Many cases can be opened in one transaction without a lock for each of them.

Whoever writes in a case and whoever erases it wait for each other. A case whose first event comes in
the same statement is there for nobody else yet, so that there is nothing to wait for; and
PostgreSQL has room for some thousands of locks only.
"""

from django.db import migrations

LOCKS_OF_OTHERS = """
CREATE FUNCTION kompas_none_erased() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT kompas_is_owner() AND EXISTS (
        SELECT FROM (
            SELECT DISTINCT n.case_id FROM added n
            WHERE NOT EXISTS (SELECT FROM added f WHERE f.case_id = n.case_id AND f.seq = 1)
        ) there
        WHERE kompas_is_erased(there.case_id)
    ) THEN
        RAISE EXCEPTION 'what the case said was erased'
            USING ERRCODE = '23514', CONSTRAINT = 'case_erased';
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER not_erased ON case_event;
CREATE TRIGGER not_erased AFTER INSERT ON case_event
REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION kompas_none_erased();
"""

LOCK_FOR_EACH = """
DROP TRIGGER not_erased ON case_event;
CREATE TRIGGER not_erased BEFORE INSERT ON case_event
FOR EACH ROW WHEN (NEW.seq > 1) EXECUTE FUNCTION kompas_not_erased();
DROP FUNCTION kompas_none_erased;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0022_finding_review"),
    ]

    operations = [migrations.RunSQL(LOCKS_OF_OTHERS, LOCK_FOR_EACH)]
