"""A line of work says which service it is about; people keep reminders of their own; and whoever
stands in for another reads what the other could.
"""

from django.db import migrations, models

# As `kompas.accounts.access.ROW_POLICY` and `PERSON_POLICY` were then.
MAY_SEE = """(
          s.unit = ANY(string_to_array(current_setting('kompas.units', true), ','))
          AND (NOT s.restricted
               OR current_setting('kompas.viewer', true) = ANY(s.handlers)
               OR s.unit = ANY(string_to_array(current_setting('kompas.led_units', true), ','))
               OR EXISTS (
                   SELECT FROM unnest(s.handlers) h (name)
                   WHERE s.unit || ':' || h.name
                         = ANY(string_to_array(current_setting('kompas.stands_in', true), ','))))
          OR s.person_id::text
             = ANY(string_to_array(current_setting('kompas.persons', true), ','))
          OR s.facilities
             && string_to_array(current_setting('kompas.facilities', true), chr(31)))"""
ROW_POLICY = "EXISTS (SELECT FROM case_summary s WHERE s.case_id = {table}.case_id AND {may_see})"
PERSON_POLICY = f"""
EXISTS (
    SELECT FROM person me
    JOIN person o ON coalesce(me.merged_into, me.person_id) IN (o.person_id, o.merged_into)
    JOIN case_summary s ON s.person_id = o.person_id
    WHERE me.person_id = person_entry.person_id
      AND {MAY_SEE}
)
"""
PAYLOAD, DOCUMENT = (
    ROW_POLICY.format(table=table, may_see=MAY_SEE) for table in ("event_payload", "document")
)
SEEN = f"""
DROP POLICY read ON event_payload;
DROP POLICY read ON document;
DROP POLICY add ON document;
DROP POLICY read ON person_entry;
DROP POLICY add ON person_entry;
CREATE POLICY read ON event_payload FOR SELECT USING ({PAYLOAD});
CREATE POLICY read ON document FOR SELECT USING ({DOCUMENT});
CREATE POLICY add ON document FOR INSERT WITH CHECK ({DOCUMENT});
CREATE POLICY read ON person_entry FOR SELECT USING ({PERSON_POLICY});
CREATE POLICY add ON person_entry FOR INSERT WITH CHECK (seq = 1 OR {PERSON_POLICY});
"""
FILL = """
UPDATE work_item w SET service = s.service FROM case_summary s WHERE s.case_id = w.case_id
"""
OF_ONE = """
ALTER TABLE reminder
    ADD CONSTRAINT reminder_of_a_case
        FOREIGN KEY (case_id) REFERENCES case_summary (case_id) ON DELETE CASCADE;
ALTER TABLE reminder ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON reminder
    USING (by_user = current_setting('kompas.username', true))
    WITH CHECK (by_user = current_setting('kompas.username', true));
CREATE TRIGGER not_erased BEFORE INSERT OR UPDATE ON reminder
FOR EACH ROW EXECUTE FUNCTION kompas_not_erased();

-- What a case said is erased with its first entry: what people noted for themselves goes too.
CREATE FUNCTION kompas_forget_reminders() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM reminder WHERE case_id = NEW.case_id;
    RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION kompas_forget_reminders FROM PUBLIC;
CREATE TRIGGER forget_reminders AFTER UPDATE ON event_payload
FOR EACH ROW WHEN (NEW.seq = 1 AND NEW.payload IS NULL)
EXECUTE FUNCTION kompas_forget_reminders();
"""
OF_NONE = """
DROP TRIGGER forget_reminders ON event_payload;
DROP FUNCTION kompas_forget_reminders;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0019_case_search"),
        ("persons", "0004_kept_no_longer"),
    ]

    operations = [
        migrations.AddField(
            model_name="workitem",
            name="service",
            field=models.TextField(db_comment="The case's", db_default="", default=""),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("assigned_to", None)),
                fields=["unit", "due_key", "case_id", "entry"],
                name="work_unassigned",
            ),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                fields=["unit", "status", "due_key", "case_id", "entry"], name="work_unit_status"
            ),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                fields=["unit", "service", "due_key", "case_id", "entry"], name="work_unit_service"
            ),
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="The reminder", primary_key=True, serialize=False),
                ),
                ("case_id", models.UUIDField(db_comment="The case")),
                ("by_user", models.TextField(db_comment="Whose it is: a username")),
                ("due_on", models.DateField(db_comment="The day on which to be reminded")),
                ("text", models.TextField(db_comment="PERSONAL. Of what")),
                ("made_at", models.DateTimeField(db_comment="When it was written")),
            ],
            options={
                "db_table": "reminder",
                "db_table_comment": (
                    "What people want to be reminded of. Read by row-level security."
                ),
                "indexes": [
                    models.Index(fields=["by_user", "due_on"], name="reminder_by_user"),
                    models.Index(fields=["case_id"], name="reminder_of_case"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "^.{1,200}$")), name="reminder_text"
                    )
                ],
            },
        ),
        migrations.RunSQL(OF_ONE, OF_NONE),
        migrations.RunSQL(SEEN, migrations.RunSQL.noop),
    ]
