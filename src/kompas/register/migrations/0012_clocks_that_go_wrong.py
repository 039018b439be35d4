"""A clock that goes wrong loses nothing typed, and is noticed.

A draft is ordered by how often it was saved, and the newest moment of the record is found at once.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The version of each draft, of those that there are the first; and the index."""

    dependencies = [("register", "0011_protected_in_lists")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="version",
            field=models.IntegerField(
                db_comment="How often it was saved: what orders it, never the clock", default=1
            ),
        ),
        migrations.AddIndex(
            model_name="caseevent",
            index=models.Index(fields=["recorded_at"], name="case_event_newest"),
        ),
    ]
