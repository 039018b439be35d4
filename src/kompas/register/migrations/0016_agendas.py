"""That a case is put to a meeting of the panel is a row of its own: unit, day and proceeding.

It was a text of days in the row of the case. What stands in it is made from the events that it came
from; back again, the text is made from the rows.
"""

from django.db import migrations, models

OF_A_CASE = """
ALTER TABLE agenda_item
    ADD CONSTRAINT agenda_item_of_a_case
        FOREIGN KEY (case_id) REFERENCES case_summary (case_id) ON DELETE CASCADE;
"""

# What was withdrawn is left out, as `kompas.casework.trail.out_of` told it then.
FILL = """
DO $$
DECLARE
    one record;
    back record;
    gone integer[];
BEGIN
    FOR one IN SELECT s.case_id, s.unit FROM case_summary s WHERE s.meetings <> '' LOOP
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
        INSERT INTO agenda_item (case_id, entry, proceeding, unit, meets_on, waits)
        SELECT e.case_id, e.seq, e.proceeding, one.unit, (p.payload ->> 'meets_on')::date,
            e.seq = max(e.seq) OVER (PARTITION BY e.proceeding) AND EXISTS (
                SELECT FROM work_item w
                WHERE w.case_id = e.case_id AND w.entry = e.proceeding AND w.status = 'at_panel'
            )
        FROM case_event e JOIN event_payload p USING (case_id, seq)
        WHERE e.case_id = one.case_id AND e.type = 'put_to_panel' AND p.payload IS NOT NULL
          AND NOT e.seq = ANY (gone) AND NOT e.proceeding = ANY (gone);
    END LOOP;
END
$$
"""
EMPTY = """
UPDATE case_summary s SET meetings = a.days
FROM (
    SELECT case_id, string_agg(to_char(meets_on, 'YYYY-MM-DD'), ' ' ORDER BY entry) AS days
    FROM agenda_item GROUP BY case_id
) a
WHERE a.case_id = s.case_id
"""

# Of a case that is erased whole no row is left; all else of the function stays as it is.
ERASE = """
DO $$
DECLARE
    was text := pg_get_functiondef('kompas_erase'::regproc);
    becomes text := replace(was, {this}, {that});
BEGIN
    IF becomes = was THEN
        RAISE EXCEPTION 'kompas_erase is not the function that it was';
    END IF;
    EXECUTE becomes;
END
$$
"""
_ITEMS = "'DELETE FROM work_item WHERE case_id = erased_case;'"
_BOTH = f"{_ITEMS} || ' DELETE FROM agenda_item WHERE case_id = erased_case;'"

# As in 0005_meetings.
INDEX = """
CREATE INDEX summary_meetings ON case_summary USING gin (string_to_array(meetings, ' '))
WHERE meetings <> '';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0015_found_before"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaItem",
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
                ("entry", models.IntegerField(db_comment="Entry that put it there")),
                ("proceeding", models.IntegerField(db_comment="Entry that opened the proceeding")),
                (
                    "unit",
                    models.TextField(
                        db_comment="Whose meeting: the unit that had the case then", null=True
                    ),
                ),
                ("meets_on", models.DateField(db_comment="Day of the meeting")),
                (
                    "waits",
                    models.BooleanField(
                        db_comment="Whether the panel has still to come to it there"
                    ),
                ),
            ],
            options={
                "db_table": "agenda_item",
                "db_table_comment": (
                    "What is put to which meeting of the panel, made from the events."
                ),
                "indexes": [
                    models.Index(fields=["meets_on", "unit"], name="agenda_meeting"),
                    models.Index(
                        condition=models.Q(("waits", True)),
                        fields=["meets_on"],
                        name="agenda_waits",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("entry__gte", models.F("proceeding")), ("proceeding__gte", 1)
                        ),
                        name="agenda_item_entry",
                    )
                ],
            },
        ),
        migrations.RunSQL(OF_A_CASE, migrations.RunSQL.noop),
        migrations.RunSQL(FILL, EMPTY),
        migrations.RunSQL(
            ERASE.format(this=_ITEMS, that=_BOTH), ERASE.format(this=_BOTH, that=_ITEMS)
        ),
        migrations.RunSQL("DROP INDEX summary_meetings", INDEX),
        migrations.RemoveField(model_name="casesummary", name="meetings"),
    ]
