"""Nothing is kept of a person of whom no case is left: not when the last one is erased, and not
when a record is parted from another that had kept it.
"""

from django.db import migrations

FORGET = r"""
-- What is known of some records goes, when no case of any of them says anything any more.
CREATE FUNCTION kompas_forget_persons(records uuid[], at timestamptz) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM case_summary s
        JOIN event_payload p ON p.case_id = s.case_id AND p.seq = 1
        WHERE s.person_id = ANY (records) AND p.payload IS NOT NULL
    ) THEN
        RETURN false;
    END IF;
    UPDATE person_entry SET told = NULL, why = NULL, erased_at = at
    WHERE person_id = ANY (records) AND told IS NOT NULL;
    UPDATE person
    SET name = '', sort_name = '', cpr = NULL, protected = false, merged_into = NULL
    WHERE person_id = ANY (records);
    RETURN true;
END
$$;
REVOKE EXECUTE ON FUNCTION kompas_forget_persons FROM PUBLIC;

CREATE OR REPLACE FUNCTION kompas_erase_person_of(erased_case uuid, at timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    root uuid;
BEGIN
    SELECT coalesce(me.merged_into, me.person_id) INTO root
    FROM case_summary s JOIN person me ON me.person_id = s.person_id
    WHERE s.case_id = erased_case;
    -- Whoever merges or parts them meanwhile is waited for; who is of the person is asked after it.
    PERFORM FROM person o WHERE root IN (o.person_id, o.merged_into)
    ORDER BY o.person_id FOR UPDATE;
    PERFORM kompas_forget_persons(array_agg(o.person_id), at)
    FROM case_summary s
    JOIN person me ON me.person_id = s.person_id
    JOIN person o ON coalesce(me.merged_into, me.person_id) IN (o.person_id, o.merged_into)
    WHERE s.case_id = erased_case;
    -- The name went from the row of the case before.
    UPDATE case_summary SET citizen_protected = false WHERE case_id = erased_case;
END
$$;

-- The application may not erase; this lets it, of a record that stands alone without any case.
CREATE FUNCTION kompas_forget_parted(record uuid, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM person p
        WHERE (p.person_id = record AND p.merged_into IS NOT NULL) OR p.merged_into = record
    ) THEN
        RETURN false;
    END IF;
    RETURN kompas_forget_persons(ARRAY[record], at);
END
$$;
REVOKE EXECUTE ON FUNCTION kompas_forget_parted FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kompas_forget_parted TO kompas_app;

UPDATE case_summary s SET citizen_protected = true
FROM person me JOIN person o ON coalesce(me.merged_into, me.person_id) IN (o.person_id, o.merged_into)
WHERE me.person_id = s.person_id AND o.protected AND s.citizen_name <> '';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("persons", "0003_erased_whole"),
        ("register", "0011_protected_in_lists"),
    ]

    operations = [migrations.RunSQL(FORGET, elidable=False)]
