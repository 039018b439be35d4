"""The database's functions cannot be shadowed, misdated or misused; what is erased stays so."""

from pathlib import Path

from django.db import migrations, models

GUARDS = Path(__file__).with_name("0013_authority.sql")


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0012_clocks_that_go_wrong"),
        # Its function is written anew here.
        ("persons", "0004_kept_no_longer"),
    ]

    operations = [
        migrations.RunSQL(GUARDS.read_text(encoding="utf-8"), elidable=False),
        migrations.RemoveConstraint("accessentry", "access_log_what"),
        migrations.AddConstraint(
            "accessentry",
            models.CheckConstraint(
                condition=models.Q(
                    what__in=[
                        "read",
                        "search",
                        "export",
                        "erase",
                        "refused",
                        "sign_in",
                        "sign_in_failed",
                    ]
                ),
                name="access_log_what",
            ),
        ),
    ]
