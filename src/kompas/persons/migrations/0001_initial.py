"""People, what was told of them, and who may read it."""

from pathlib import Path

from django.db import migrations, models

import kompas.register.models

GUARDS = Path(__file__).with_name("0001_guards.sql")

# As `kompas.accounts.access.PERSON_POLICY` was then (`kompas.register.migrations.0001_initial`).
PERSON_POLICY = """
EXISTS (
    SELECT FROM person me
    JOIN person o ON coalesce(me.merged_into, me.person_id) IN (o.person_id, o.merged_into)
    JOIN case_summary s ON s.person_id = o.person_id
    WHERE me.person_id = {table}.person_id
      AND s.unit = ANY(string_to_array(current_setting('kompas.units', true), ','))
      AND (NOT s.restricted
           OR current_setting('kompas.viewer', true) = ANY(s.handlers)
           OR s.unit = ANY(string_to_array(current_setting('kompas.led_units', true), ',')))
)
"""

SEEN = """
CREATE POLICY read ON person_entry FOR SELECT USING ({policy});
CREATE POLICY add ON person_entry FOR INSERT WITH CHECK (seq = 1 OR {policy});
""".format(policy=PERSON_POLICY.format(table="person_entry"))


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("register", "0009_person_of_a_case"),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonEntryRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_id",
                        "seq",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("person_id", models.UUIDField(db_comment="The person")),
                ("seq", models.IntegerField(db_comment="From 1, without holes, for the person")),
                ("kind", models.TextField(db_comment="Name of the kind of entry; never changes")),
                (
                    "version",
                    models.SmallIntegerField(db_comment="Version of the kind that it is in"),
                ),
                ("valid_from", models.DateField(db_comment="From which day it holds")),
                ("recorded_at", models.DateTimeField(db_comment="When it was known here")),
                ("by_user", models.TextField(db_comment="Who recorded it: a username")),
                (
                    "why",
                    models.TextField(
                        db_comment="PERSONAL. Why, and where it was learnt", null=True
                    ),
                ),
                (
                    "told",
                    kompas.register.models.StoredJson(
                        db_comment="PERSONAL. What was told, as JSON", null=True
                    ),
                ),
                ("erased_at", models.DateTimeField(db_comment="When it was erased", null=True)),
            ],
            options={
                "db_table": "person_entry",
                "db_table_comment": "What was told of people. Rows are added; read under row-level security.",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seq__gte", 1)), name="person_entry_seq"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="person_entry_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("erased_at__isnull", True),
                                ("told__isnull", False),
                                ("why__isnull", False),
                            ),
                            models.Q(
                                ("erased_at__isnull", False),
                                ("told__isnull", True),
                                ("why__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="person_entry_there_or_erased",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonRow",
            fields=[
                (
                    "person_id",
                    models.UUIDField(db_comment="The record", primary_key=True, serialize=False),
                ),
                ("name", models.TextField(db_comment="PERSONAL. Today's; empty when erased")),
                (
                    "sort_name",
                    models.TextField(
                        db_collation="C", db_comment="PERSONAL. The name as Danish sorts it"
                    ),
                ),
                (
                    "cpr",
                    models.TextField(
                        db_comment="PERSONAL. Ten digits, where there are any", null=True
                    ),
                ),
                (
                    "protected",
                    models.BooleanField(db_comment="Whether name and address are protected"),
                ),
                (
                    "merged_into",
                    models.UUIDField(
                        db_comment="The record of the same person that holds instead", null=True
                    ),
                ),
                ("seq", models.IntegerField(db_comment="Number of the newest entry")),
            ],
            options={
                "db_table": "person",
                "db_table_comment": "One row for each record of a person, made from its entries.",
                "indexes": [
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["merged_into"],
                        name="person_others",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cpr__isnull", True), ("cpr__regex", "^[0-9]{10}$"), _connector="OR"
                        ),
                        name="person_cpr",
                    ),
                    models.UniqueConstraint(fields=("cpr",), name="person_cpr_once"),
                ],
            },
        ),
        migrations.RunSQL(GUARDS.read_text(encoding="utf-8"), elidable=False),
        migrations.RunSQL(SEEN),
    ]
