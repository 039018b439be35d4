from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0002_numbers_and_files"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="casesummary",
            index=models.Index(
                condition=models.Q(("closed_on", None)),
                fields=["unit", "status", "due_key", "case_id"],
                name="summary_unit_status_due",
            ),
        ),
    ]
