"""What was answered to somebody's proposals is looked up by who proposed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0016_agendas"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="caseevent",
            index=models.Index(
                condition=models.Q(("type", "withdrawal_proposed")),
                fields=["by_user"],
                name="case_event_proposed",
            ),
        ),
    ]
