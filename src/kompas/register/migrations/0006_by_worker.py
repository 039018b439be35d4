"""Who has what open in a unit is looked up for each: also those who have left it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0005_meetings"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="casesummary",
            index=models.Index(
                condition=models.Q(("closed_on", None)),
                fields=["unit", "assigned_to", "due_key"],
                name="summary_unit_worker",
            ),
        ),
    ]
