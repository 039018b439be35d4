"""The tables, the application's role, and what PostgreSQL itself guards."""

from pathlib import Path

import django.db.models.functions.comparison
from django.db import migrations, models

import kompas.register.models

GUARDS = Path(__file__).with_name("0001_guards.sql")


# As `kompas.accounts.access.ROW_POLICY` was then. A policy that changes takes a new migration; a
# test holds the newest and the code together.
ROW_POLICY = """
EXISTS (
    SELECT FROM case_summary s
    WHERE s.case_id = {table}.case_id
      AND s.unit = ANY(string_to_array(current_setting('kompas.units', true), ','))
      AND (NOT s.restricted
           OR s.assigned_to = current_setting('kompas.viewer', true)
           OR s.unit = ANY(string_to_array(current_setting('kompas.led_units', true), ',')))
)
"""

SEEN = """
CREATE POLICY read ON event_payload FOR SELECT USING ({payload});
CREATE POLICY read ON document FOR SELECT USING ({document});
CREATE POLICY add ON document FOR INSERT WITH CHECK ({document});
""".format(
    payload=ROW_POLICY.format(table="event_payload"), document=ROW_POLICY.format(table="document")
)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="EventPayload",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id",
                        "seq",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("case_id", models.UUIDField(db_comment="The case")),
                ("seq", models.IntegerField(db_comment="The event in it")),
                (
                    "salt",
                    models.BinaryField(
                        db_comment="16 random bytes; erased with the payload", null=True
                    ),
                ),
                (
                    "payload",
                    kompas.register.models.StoredJson(
                        db_comment="PERSONAL. The event as JSON, byte for byte", null=True
                    ),
                ),
                ("erased_at", models.DateTimeField(db_comment="When it was erased", null=True)),
                (
                    "erased_why",
                    models.TextField(db_comment="On what ground it was erased", null=True),
                ),
                (
                    "erased_digest",
                    models.BinaryField(db_comment="SHA-256 of digest, time and ground", null=True),
                ),
            ],
            options={
                "db_table": "event_payload",
                "db_table_comment": "What events say. Read under row-level security.",
            },
        ),
        migrations.CreateModel(
            name="AccessEntry",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "by_user",
                        "seq",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("by_user", models.TextField(db_comment="Who: a username")),
                ("seq", models.IntegerField(db_comment="From 1, without holes, for that user")),
                ("at", models.DateTimeField(db_comment="When")),
                ("what", models.TextField(db_comment="read, search, export, erase")),
                ("purpose", models.TextField(db_comment="What for; never what somebody is called")),
                ("case_id", models.UUIDField(db_comment="The case, where it was one", null=True)),
                (
                    "query_digest",
                    models.BinaryField(
                        db_comment="Keyed digest of what was searched for", null=True
                    ),
                ),
                ("prev_hash", models.BinaryField(db_comment="Hash of this user's entry before")),
                ("hash", models.BinaryField(db_comment="SHA-256 of all the other columns")),
            ],
            options={
                "db_table": "access_log",
                "db_table_comment": "Who looked at what, when and what for. Rows are added, never changed.",
                "indexes": [
                    models.Index(
                        condition=models.Q(("case_id__isnull", False)),
                        fields=["case_id", "at"],
                        name="access_log_case",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seq__gte", 1)), name="access_log_seq"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["read", "search", "export", "erase"])),
                        name="access_log_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purpose__regex", "\\S"),
                            models.Q(("purpose__regex", "[0-9]{6}[- ]?[0-9]{4}"), _negated=True),
                            ("purpose__regex", "^.{1,200}$"),
                        ),
                        name="access_log_purpose",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id",
                        "seq",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("case_id", models.UUIDField(db_comment="The case")),
                ("seq", models.IntegerField(db_comment="From 1, without holes, in its case")),
                ("type", models.TextField(db_comment="Name of the event type; never changes")),
                (
                    "version",
                    models.SmallIntegerField(
                        db_comment="Version of the type that the payload is in"
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_comment="When it was known here")),
                ("valid_from", models.DateField(db_comment="From which day what it says holds")),
                ("by_user", models.TextField(db_comment="Who recorded it: a username")),
                ("payload_digest", models.BinaryField(db_comment="SHA-256 of salt and payload")),
                (
                    "prev_hash",
                    models.BinaryField(db_comment="Hash of the event before; zeros for the first"),
                ),
                ("hash", models.BinaryField(db_comment="SHA-256 of all the other columns")),
            ],
            options={
                "db_table": "case_event",
                "db_table_comment": "The record. Rows are added, never changed or removed.",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seq__gte", 1)), name="case_event_seq"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="case_event_version"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseSummary",
            fields=[
                (
                    "case_id",
                    models.UUIDField(db_comment="The case", primary_key=True, serialize=False),
                ),
                ("case_number", models.TextField(db_comment="Number as people say it")),
                ("status", models.TextField(db_comment="Status of casework/status.py")),
                ("service", models.TextField(db_comment="Service of the norms")),
                ("municipality", models.TextField(db_comment="Folder of the norms")),
                ("unit", models.TextField(db_comment="Unit that handles it", null=True)),
                ("citizen_name", models.TextField(db_comment="PERSONAL. Empty when erased")),
                ("citizen_cpr", models.TextField(db_comment="PERSONAL. Ten digits", null=True)),
                (
                    "assigned_to",
                    models.TextField(db_comment="Who handles it: a username", null=True),
                ),
                ("restricted", models.BooleanField(db_comment="Seen by those who handle it only")),
                ("opened_on", models.DateField(db_comment="First day")),
                (
                    "due_on",
                    models.DateField(db_comment="Next day that something is due", null=True),
                ),
                ("due_why", models.TextField(db_comment="What is due then", null=True)),
                ("closed_on", models.DateField(db_comment="Last day", null=True)),
                ("seq", models.IntegerField(db_comment="Number of the newest event in it")),
                (
                    "sort_name",
                    models.TextField(
                        db_collation="C", db_comment="PERSONAL. The name as Danish sorts it"
                    ),
                ),
                (
                    "search_words",
                    models.TextField(
                        db_comment="PERSONAL. Words that find the case, in lower case without signs"
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
                "db_table": "case_summary",
                "db_table_comment": "One row for each case, made from its events.",
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_on", None)),
                        fields=["unit", "due_key", "case_id"],
                        name="summary_unit_due",
                    ),
                    models.Index(
                        condition=models.Q(("closed_on", None)),
                        fields=["assigned_to", "due_key", "case_id"],
                        name="summary_assigned_due",
                    ),
                    models.Index(fields=["unit", "sort_name", "case_id"], name="summary_unit_name"),
                    models.Index(
                        condition=models.Q(("citizen_cpr__isnull", False)),
                        fields=["citizen_cpr"],
                        name="summary_cpr",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seq__gte", 1)), name="case_summary_seq"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("citizen_cpr__isnull", True),
                            ("citizen_cpr__regex", "^[0-9]{10}$"),
                            _connector="OR",
                        ),
                        name="case_summary_citizen_cpr",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_on__isnull", True), ("due_why__isnull", True)),
                            models.Q(("due_on__isnull", False), ("due_why__isnull", False)),
                            _connector="OR",
                        ),
                        name="case_summary_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="The document", primary_key=True, serialize=False),
                ),
                ("case_id", models.UUIDField(db_comment="The case")),
                ("sha256", models.TextField(db_comment="Hash of the file, and where it lies")),
                ("size_bytes", models.BigIntegerField(db_comment="Length of the file")),
                ("media_type", models.TextField(db_comment="What it is, by its content")),
                ("title", models.TextField(db_comment="PERSONAL. What it is called in the case")),
                ("added_at", models.DateTimeField(db_comment="When it was taken in")),
                ("by_user", models.TextField(db_comment="Who took it in: a username")),
            ],
            options={
                "db_table": "document",
                "db_table_comment": "Files of cases. Read under row-level security.",
                "indexes": [models.Index(fields=["sha256"], name="document_by_hash")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="document_sha256",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size_bytes__gte", 1)), name="document_size_bytes"
                    ),
                    models.UniqueConstraint(
                        fields=("case_id", "sha256"), name="document_once_in_a_case"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id",
                        "name",
                        "by_user",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "case_id",
                    models.UUIDField(db_comment="The case, or one that does not exist yet"),
                ),
                ("name", models.TextField(db_comment="What is being written: a form's name")),
                ("by_user", models.TextField(db_comment="Who writes: a username")),
                ("text", models.JSONField(db_comment="PERSONAL. The fields as they stand")),
                ("saved_at", models.DateTimeField(db_comment="When it was last saved")),
            ],
            options={
                "db_table": "draft",
                "db_table_comment": "What is being typed. Goes when it is recorded or thrown away.",
                "indexes": [models.Index(fields=["by_user", "saved_at"], name="draft_by_user")],
            },
        ),
        migrations.RunSQL(GUARDS.read_text(encoding="utf-8"), elidable=False),
        migrations.RunSQL(SEEN),
    ]
