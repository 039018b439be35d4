"""A case number is used once in an installation."""

from typing import Any

from django.db import IntegrityError, migrations, models

from kompas.words import _

USED_TWICE = (
    "SELECT count(*) FROM (SELECT FROM case_summary GROUP BY case_number HAVING count(*) > 1) n"
)


def none_used_twice(_apps: Any, schema_editor: Any) -> None:
    """Say in words what the constraint would only refuse."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(USED_TWICE)
        (count,) = cursor.fetchone()
    if count:
        raise IntegrityError(
            _(
                "{count} sagsnumre bruges af flere sager. Det tillader denne version ikke. Begynd i en ny database, eller bliv på den gamle version."
            ).format(count=count)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0003_lists_by_status"),
    ]

    operations = [
        migrations.RunPython(none_used_twice, migrations.RunPython.noop),
        migrations.RemoveIndex(
            model_name="casesummary",
            name="summary_case_number",
        ),
        migrations.AddConstraint(
            model_name="casesummary",
            constraint=models.UniqueConstraint(
                fields=("case_number",), name="case_summary_number_once"
            ),
        ),
    ]
