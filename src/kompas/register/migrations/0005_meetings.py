"""A case tells the days of the panel's meetings that it was put to: agendas are lists too."""

from django.db import migrations, models

INDEX = """
CREATE INDEX summary_meetings ON case_summary USING gin (string_to_array(meetings, ' '))
WHERE meetings <> '';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0004_case_numbers_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="casesummary",
            name="meetings",
            field=models.TextField(
                default="",
                db_default="",
                db_comment="Days of the panel's meetings that it was put to, the last one last",
            ),
        ),
        # Cases from before get theirs by `kompas rebuild`.
        migrations.RunSQL(INDEX, "DROP INDEX summary_meetings"),
    ]
