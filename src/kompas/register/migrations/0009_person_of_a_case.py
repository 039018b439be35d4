"""A case knows whom it is about; lists and search show what the person is called now."""

from django.db import migrations, models

SEARCH = """
-- As in 0001_guards.sql, and with the name that the person has now.
ALTER TABLE case_summary DROP COLUMN search;
ALTER TABLE case_summary ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (
    strip(
        to_tsvector('simple', search_words || ' ' || citizen_name)
        || to_tsvector('danish', search_words || ' ' || citizen_name)
    )
) STORED;
COMMENT ON COLUMN case_summary.search IS 'PERSONAL. Made from search_words and citizen_name';
CREATE INDEX summary_search ON case_summary USING gin (search);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0008_drafts_of_proceedings"),
    ]

    operations = [
        migrations.AddField(
            model_name="casesummary",
            name="person_id",
            field=models.UUIDField(
                db_comment="Whom it is about; name and CPR number above are this person's",
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="casesummary",
            index=models.Index(
                condition=models.Q(("person_id__isnull", False)),
                fields=["person_id"],
                name="summary_person",
            ),
        ),
        migrations.RunSQL(SEARCH, elidable=False),
    ]
