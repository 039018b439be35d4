"""The proceeding that an event belongs to is part of its link; what is going on has rows of its own.

The form of the links changes, and no event is ever written anew: a log from before stays with the
version that wrote it.
"""

from pathlib import Path
from typing import Any

import django.contrib.postgres.fields
import django.db.models.functions.comparison
from django.db import IntegrityError, migrations, models

from kompas.words import _

LINKS = Path(__file__).with_name("0007_proceedings.sql")

# As `kompas.accounts.access.ROW_POLICY` was then.
ROW_POLICY = """
EXISTS (
    SELECT FROM case_summary s
    WHERE s.case_id = {table}.case_id
      AND s.unit = ANY(string_to_array(current_setting('kompas.units', true), ','))
      AND (NOT s.restricted
           OR current_setting('kompas.viewer', true) = ANY(s.handlers)
           OR s.unit = ANY(string_to_array(current_setting('kompas.led_units', true), ',')))
)
"""

SEEN = """
DROP POLICY read ON event_payload;
DROP POLICY read ON document;
DROP POLICY add ON document;
CREATE POLICY read ON event_payload FOR SELECT USING ({payload});
CREATE POLICY read ON document FOR SELECT USING ({document});
CREATE POLICY add ON document FOR INSERT WITH CHECK ({document});
""".format(
    payload=ROW_POLICY.format(table="event_payload"), document=ROW_POLICY.format(table="document")
)


def no_events_yet(_apps: Any, schema_editor: Any) -> None:
    """Say in words what cannot be brought up to date, before anything is changed."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM case_event)")
        (found,) = cursor.fetchone()
    if found:
        raise IntegrityError(
            _(
                "Journalen er skrevet af en ældre Kompas, og dens hændelser kan ikke føres med over i denne version, hvor hver hændelse hører til et forløb. Der er ikke ændret noget. Bliv på den gamle version, eller begynd i en ny, tom database."
            )
        )


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0006_by_worker"),
    ]

    operations = [
        migrations.RunPython(no_events_yet, migrations.RunPython.noop),
        migrations.AddField(
            model_name="caseevent",
            name="proceeding",
            field=models.IntegerField(
                db_comment="Entry that opened the proceeding it belongs to; none: the case's",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="link_version",
            field=models.SmallIntegerField(
                db_comment="Form in which the columns are hashed", default=2
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="caseevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("proceeding__isnull", True),
                    models.Q(("proceeding__gte", 1), ("proceeding__lte", models.F("seq"))),
                    _connector="OR",
                ),
                name="case_event_proceeding",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("link_version", 2)), name="case_event_link_version"
            ),
        ),
        migrations.AddField(
            model_name="casesummary",
            name="handlers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                db_comment="All who handle something in it: usernames",
                db_default=[],
                default=list,
                size=None,
            ),
        ),
        migrations.RemoveIndex(model_name="casesummary", name="summary_unit_worker"),
        migrations.CreateModel(
            name="WorkItem",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id",
                        "entry",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("case_id", models.UUIDField(db_comment="The case")),
                ("entry", models.IntegerField(db_comment="Entry that it hangs on")),
                ("kind", models.TextField(db_comment="Kind of proceeding, or running_help")),
                ("status", models.TextField(db_comment="Status of casework/status.py")),
                (
                    "due_on",
                    models.DateField(db_comment="Next day that something is due", null=True),
                ),
                ("due_why", models.TextField(db_comment="What is due then", null=True)),
                (
                    "waits_for",
                    models.TextField(
                        db_comment="Who has the next word, if not who handles it", null=True
                    ),
                ),
                ("next_step", models.TextField(db_comment="Name of a step", null=True)),
                (
                    "assigned_to",
                    models.TextField(db_comment="Who handles it: a username", null=True),
                ),
                ("unit", models.TextField(db_comment="The case's", null=True)),
                ("restricted", models.BooleanField(db_comment="The case's")),
                (
                    "handlers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        db_comment="The case's: usernames",
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "due_key",
                    models.GeneratedField(
                        db_comment="due_on for keyset pages",
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            "due_on", models.Value("9999-12-31", models.DateField())
                        ),
                        output_field=models.DateField(),
                    ),
                ),
            ],
            options={
                "db_table": "work_item",
                "db_table_comment": "What is going on in open cases, made from their events.",
                "indexes": [
                    models.Index(
                        fields=["assigned_to", "due_key", "case_id", "entry"],
                        name="work_assigned_due",
                    ),
                    models.Index(
                        fields=["unit", "due_key", "case_id", "entry"], name="work_unit_due"
                    ),
                    models.Index(
                        fields=["unit", "assigned_to", "due_key"], name="work_unit_worker"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("entry__gte", 1)), name="work_item_entry"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_on__isnull", True), ("due_why__isnull", True)),
                            models.Q(("due_on__isnull", False), ("due_why__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_item_due",
                    ),
                ],
            },
        ),
        migrations.RunSQL(LINKS.read_text(encoding="utf-8"), elidable=False),
        migrations.RunSQL(SEEN),
    ]
