"""What is being typed belongs to a proceeding, as what it becomes does."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0007_proceedings"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="proceeding",
            field=models.IntegerField(
                db_comment="Entry that opened the proceeding; 0: none", default=0
            ),
            preserve_default=False,
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE draft DROP CONSTRAINT draft_pkey,"
                    " ADD PRIMARY KEY (case_id, proceeding, name, by_user)",
                    migrations.RunSQL.noop,
                )
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="draft",
                    name="pk",
                    field=models.CompositePrimaryKey(
                        "case_id",
                        "proceeding",
                        "name",
                        "by_user",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                )
            ],
        ),
    ]
