"""A case is found by its number, and a single file of a case can be erased."""

from django.db import migrations, models

ERASE_FILE = """
-- Erase that a case has a file; whether no case has it any more.
CREATE FUNCTION kompas_erase_file(erased_case uuid, hash text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('kompas document ' || hash, 0));
    DELETE FROM document d WHERE d.case_id = erased_case AND d.sha256 = hash;
    RETURN NOT EXISTS (SELECT FROM document d WHERE d.sha256 = hash);
END
$$;

REVOKE EXECUTE ON FUNCTION kompas_erase_file FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kompas_erase_file TO kompas_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="casesummary",
            index=models.Index(fields=["case_number"], name="summary_case_number"),
        ),
        migrations.RunSQL(ERASE_FILE, "DROP FUNCTION kompas_erase_file"),
    ]
