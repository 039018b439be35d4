"""Units, users, and the roles that users have in units."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "username",
                    models.SlugField(
                        db_comment="Who they are in the record; never changes",
                        max_length=60,
                        unique=True,
                    ),
                ),
                ("name", models.TextField(db_comment="PERSONAL. What they are called")),
                (
                    "is_active",
                    models.BooleanField(
                        db_comment="Whether they work here still; sees and does nothing otherwise",
                        default=True,
                    ),
                ),
            ],
            options={
                "db_table": "app_user",
                "db_table_comment": "Those who work in Kompas. Nobody is removed: the record names them.",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("username__regex", "^[a-zA-Z0-9_-]+$")),
                        name="user_username",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "key",
                    models.SlugField(
                        db_comment="The unit, as cases name it", primary_key=True, serialize=False
                    ),
                ),
                ("name", models.TextField(db_comment="What people call it")),
                (
                    "municipality",
                    models.TextField(db_comment="Folder of the norms that it works by"),
                ),
                (
                    "norms_unit",
                    models.TextField(
                        blank=True, db_comment="The unit as the norm files name it", null=True
                    ),
                ),
                (
                    "panel_required",
                    models.BooleanField(
                        db_comment="Whether the referral panel decides before the caseworker",
                        default=False,
                    ),
                ),
                (
                    "processing_deadline_weeks",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        db_comment="Adopted deadline where the standard states none",
                        null=True,
                    ),
                ),
            ],
            options={
                "db_table": "unit",
                "db_table_comment": "Organisational units, with what their standards leave to them.",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("key__regex", "^[a-zA-Z0-9_-]+$")), name="unit_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.TextField(
                        choices=[
                            ("caseworker", "caseworker"),
                            ("team_lead", "team_lead"),
                            ("panel_member", "panel_member"),
                            ("auditor", "auditor"),
                            ("administrator", "administrator"),
                        ],
                        db_comment="The role held there",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="accounts.user"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="accounts.unit"
                    ),
                ),
            ],
            options={
                "db_table": "membership",
                "db_table_comment": "Which role a user has in which unit.",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "unit", "role"), name="membership_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "caseworker",
                                    "team_lead",
                                    "panel_member",
                                    "auditor",
                                    "administrator",
                                ],
                            )
                        ),
                        name="membership_role",
                    ),
                ],
            },
        ),
    ]
