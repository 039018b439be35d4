"""What is administered stands in the log of looks, and is found at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0013_authority")]

    operations = [
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
                        "administer",
                        "refused",
                        "sign_in",
                        "sign_in_failed",
                    ]
                ),
                name="access_log_what",
            ),
        ),
        migrations.AddIndex(
            "accessentry",
            models.Index(
                fields=["at"], condition=models.Q(what="administer"), name="access_log_administer"
            ),
        ),
    ]
