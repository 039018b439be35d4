"""The row of a case says whether its citizen's name and address are protected."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0010_kinds_of_viewers"),
    ]

    operations = [
        migrations.AddField(
            model_name="casesummary",
            name="citizen_protected",
            field=models.BooleanField(
                db_comment="Whether the person's name and address are protected",
                db_default=False,
                default=False,
            ),
        ),
    ]
