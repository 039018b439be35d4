"""Somebody is away, and another stands in for them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_contact")]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField(db_comment="First day away")),
                (
                    "to_on",
                    models.DateField(
                        db_comment="Last day away; the day after, it is over by itself"
                    ),
                ),
                (
                    "substitute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_in_for",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="accounts.unit"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "absence",
                "db_table_comment": "Who is away from which unit when, and who stands in for them.",
                "indexes": [
                    models.Index(fields=["substitute", "to_on"], name="absence_substitute"),
                    models.Index(fields=["unit", "to_on"], name="absence_unit"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("to_on__gte", models.F("from_on"))),
                        name="absence_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("substitute", models.F("user")), _negated=True),
                        name="absence_of_another",
                    ),
                ],
            },
        ),
    ]
