"""Roles that wait for a second administrator."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_ROLES = ["caseworker", "team_lead", "panel_member", "auditor", "administrator"]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_presence_and_sign_in")]

    operations = [
        migrations.CreateModel(
            name="RoleProposal",
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
                        choices=[(role, role) for role in _ROLES],
                        db_comment="The role proposed there",
                    ),
                ),
                ("proposed_by", models.TextField(db_comment="Who proposed it: a username")),
                ("proposed_at", models.DateTimeField(db_comment="When")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="accounts.unit"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "role_proposal",
                "db_table_comment": "Roles that wait for a second administrator.",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "unit", "role"), name="role_proposal_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(role__in=_ROLES), name="role_proposal_role"
                    ),
                ],
            },
        ),
    ]
