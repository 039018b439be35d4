"""A row says of an erased person what the entries do: no protection, and no record that holds."""

from django.db import migrations

ERASE = r"""
CREATE OR REPLACE FUNCTION kompas_erase_person_of(erased_case uuid, at timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    records uuid[];
BEGIN
    SELECT array_agg(o.person_id) INTO records
    FROM case_summary s
    JOIN person me ON me.person_id = s.person_id
    JOIN person o ON coalesce(me.merged_into, me.person_id) IN (o.person_id, o.merged_into)
    WHERE s.case_id = erased_case;
    IF EXISTS (
        SELECT FROM case_summary s
        JOIN event_payload p ON p.case_id = s.case_id AND p.seq = 1
        WHERE s.person_id = ANY (records) AND p.payload IS NOT NULL
    ) THEN
        RETURN;
    END IF;
    UPDATE person_entry SET told = NULL, why = NULL, erased_at = at
    WHERE person_id = ANY (records) AND told IS NOT NULL;
    UPDATE person
    SET name = '', sort_name = '', cpr = NULL, protected = false, merged_into = NULL
    WHERE person_id = ANY (records);
END
$$;
UPDATE person p SET protected = false, merged_into = NULL
FROM person_entry e WHERE e.person_id = p.person_id AND e.seq = p.seq AND e.told IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("persons", "0002_kinds_of_viewers")]

    operations = [migrations.RunSQL(ERASE, elidable=False)]
