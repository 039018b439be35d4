"""The panel's meetings are planned, and what is put to one goes with it where it is moved."""

import django.contrib.postgres.fields
from django.db import migrations, models

# As the events tell it now: which item the panel came to, and that one which was put to another
# meeting before its own was held, left that agenda.
FILL = """
DO $$
DECLARE
    one record;
    back record;
    gone integer[];
BEGIN
    FOR one IN SELECT DISTINCT case_id FROM agenda_item LOOP
        gone := '{}';
        FOR back IN
            SELECT e.seq, (p.payload ->> 'seq')::integer AS about
            FROM case_event e JOIN event_payload p USING (case_id, seq)
            WHERE e.case_id = one.case_id AND e.type = 'entry_withdrawn' AND p.payload IS NOT NULL
            ORDER BY e.seq DESC
        LOOP
            IF NOT back.seq = ANY (gone) THEN
                gone := gone || back.about;
            END IF;
        END LOOP;
        UPDATE agenda_item a SET heard = true
        WHERE a.case_id = one.case_id AND EXISTS (
            SELECT FROM case_event e JOIN event_payload p USING (case_id, seq)
            WHERE e.case_id = a.case_id AND e.proceeding = a.proceeding AND e.seq > a.entry
              AND e.type IN ('panel_decided', 'panel_deferred') AND p.payload IS NOT NULL
              AND NOT e.seq = ANY (gone) AND NOT EXISTS (
                  SELECT FROM agenda_item b
                  WHERE b.case_id = a.case_id AND b.proceeding = a.proceeding
                    AND b.entry > a.entry AND b.entry < e.seq
              )
        );
    END LOOP;
    DELETE FROM agenda_item a USING agenda_item b, case_event e
    WHERE b.case_id = a.case_id AND b.proceeding = a.proceeding AND b.entry > a.entry
      AND e.case_id = b.case_id AND e.seq = b.entry AND NOT a.heard
      AND a.meets_on >= (e.recorded_at AT TIME ZONE 'Europe/Copenhagen')::date;
END
$$
"""
WITHOUT_DAY = "DELETE FROM agenda_item WHERE meets_on IS NULL"


class Migration(migrations.Migration):
    dependencies = [("register", "0017_answers")]

    operations = [
        migrations.CreateModel(
            name="PanelMeeting",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="The meeting", primary_key=True, serialize=False),
                ),
                ("unit", models.TextField(db_comment="Whose panel meets")),
                ("meets_on", models.DateField(db_comment="Day of the meeting")),
                ("begins_at", models.TimeField(db_comment="When it begins, in Denmark")),
                ("place", models.TextField(db_comment="Where it is held")),
                (
                    "cancelled_why",
                    models.TextField(db_comment="Why it is not held; none: it is", null=True),
                ),
                (
                    "chair",
                    models.TextField(db_comment="Who led it: a name", db_default="", default=""),
                ),
                (
                    "present",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        db_comment="Who was there: names",
                        db_default=[],
                        default=list,
                        size=None,
                    ),
                ),
            ],
            options={
                "db_table": "panel_meeting",
                "db_table_comment": "When the panels meet. Cancelled meetings stay.",
                "indexes": [models.Index(fields=["meets_on"], name="panel_meeting_day")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_why__isnull", True)),
                        fields=("unit", "meets_on"),
                        name="panel_meeting_once_a_day",
                    )
                ],
            },
        ),
        migrations.AlterField(
            model_name="agendaitem",
            name="meets_on",
            field=models.DateField(db_comment="Day that the meeting had then", null=True),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, WITHOUT_DAY),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.TextField(db_comment="Id of the planned meeting", null=True),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="heard",
            field=models.BooleanField(
                db_comment="Whether the panel has come to it there",
                db_default=False,
                default=False,
            ),
        ),
        migrations.AddIndex(
            model_name="agendaitem",
            index=models.Index(
                condition=models.Q(("meeting__isnull", False)),
                fields=["meeting"],
                name="agenda_planned",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
