"""What people make of the findings of the check is a row beside the rule, made from the events.

The rows of the cases that were there are made after the step (`kompas.register.bulk.complete`).
"""

from django.db import migrations, models

OF_A_CASE = """
ALTER TABLE finding_review
    ADD CONSTRAINT finding_review_of_a_case
        FOREIGN KEY (case_id) REFERENCES case_summary (case_id) ON DELETE CASCADE;
"""

# Of a case that is erased whole no row is left; all else of the function stays as it is.
ERASE = """
DO $$
DECLARE
    was text := pg_get_functiondef('kompas_erase'::regproc);
    becomes text := replace(was, {this}, {that});
BEGIN
    IF becomes = was THEN
        RAISE EXCEPTION 'kompas_erase is not the function that it was';
    END IF;
    EXECUTE becomes;
END
$$
"""
_AGENDAS = "' DELETE FROM agenda_item WHERE case_id = erased_case;'"
_BOTH = f"{_AGENDAS} || ' DELETE FROM finding_review WHERE case_id = erased_case;'"


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0021_sealed"),
    ]

    operations = [
        migrations.CreateModel(
            name="FindingReview",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id",
                        "entry",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("case_id", models.UUIDField(db_comment="The case")),
                ("entry", models.IntegerField(db_comment="Entry that says so")),
                ("proceeding", models.IntegerField(db_comment="Entry that opened the proceeding")),
                ("unit", models.TextField(db_comment="Whose case it is", null=True)),
                (
                    "what",
                    models.TextField(db_comment="disputed, overridden, or board: its decision"),
                ),
                (
                    "code",
                    models.TextField(
                        db_comment="Code of the finding; verdict for the board's decision"
                    ),
                ),
                (
                    "about",
                    models.TextField(
                        db_comment="What the finding is about; the verdict that was given"
                    ),
                ),
                (
                    "says",
                    models.TextField(db_comment="PERSONAL. How the finding was worded"),
                ),
                (
                    "why",
                    models.TextField(db_comment="PERSONAL. Why, in the words of who said so"),
                ),
                (
                    "outcome",
                    models.TextField(db_comment="What the board came to, where it has decided"),
                ),
            ],
            options={
                "db_table": "finding_review",
                "db_table_comment": (
                    "What was made of the findings of the check, made from the events."
                ),
                "indexes": [
                    models.Index(fields=["unit", "code", "about"], name="finding_review_rule"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("entry__gte", models.F("proceeding")), ("proceeding__gte", 1)
                        ),
                        name="finding_review_entry",
                    )
                ],
            },
        ),
        migrations.RunSQL(OF_A_CASE, migrations.RunSQL.noop),
        migrations.RunSQL(
            ERASE.format(this=_AGENDAS, that=_BOTH), ERASE.format(this=_BOTH, that=_AGENDAS)
        ),
    ]
