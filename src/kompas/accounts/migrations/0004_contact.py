"""How citizens reach a user, as letters say it."""

from django.db import migrations, models

_COMMENT = "At work: how citizens reach them, in letters"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_role_proposal")]

    operations = [
        migrations.AddField(
            model_name="user",
            name=name,
            field=models.TextField(blank=True, db_comment=_COMMENT, db_default="", default=""),
        )
        for name in ("phone", "email")
    ]
