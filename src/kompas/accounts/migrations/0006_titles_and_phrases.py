"""What users are, as letters sign it; and the standard texts of units."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_absence")]

    operations = [
        migrations.AddField(
            "user",
            "title",
            models.TextField(
                blank=True,
                db_comment="At work: what they are, under their name in letters",
                db_default="",
                default="",
            ),
        ),
        migrations.CreateModel(
            name="StandardPhrase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.TextField(db_comment="What it is called where it is chosen")),
                ("text", models.TextField(db_comment="The text, as it is put in")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="accounts.unit"
                    ),
                ),
            ],
            options={
                "db_table": "standard_phrase",
                "db_table_comment": "Texts that a unit often writes to citizens.",
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "title"), name="standard_phrase_once")
                ],
            },
        ),
    ]
