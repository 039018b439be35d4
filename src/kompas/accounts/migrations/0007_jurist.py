"""A jurist is a role: who reads what people make of the rules of the check, and no cases."""

from django.db import migrations, models

_ROLES = ["caseworker", "team_lead", "panel_member", "jurist", "auditor", "administrator"]
_CHOICES = [(role, role) for role in _ROLES]


def _constrained(model: str, name: str) -> list[migrations.operations.base.Operation]:
    return [
        migrations.RemoveConstraint(model_name=model, name=name),
        migrations.AddConstraint(
            model_name=model,
            constraint=models.CheckConstraint(condition=models.Q(role__in=_ROLES), name=name),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_titles_and_phrases")]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.TextField(choices=_CHOICES, db_comment="The role held there"),
        ),
        migrations.AlterField(
            model_name="roleproposal",
            name="role",
            field=models.TextField(choices=_CHOICES, db_comment="The role proposed there"),
        ),
        *_constrained("membership", "membership_role"),
        *_constrained("roleproposal", "role_proposal_role"),
    ]
