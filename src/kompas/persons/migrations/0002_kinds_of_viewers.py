"""What was told of a person is read by every kind of viewer who may see a case of theirs."""

from django.db import migrations

# As `kompas.accounts.access.PERSON_POLICY` was then.
PERSON_POLICY = """
EXISTS (
    SELECT FROM person me
    JOIN person o ON coalesce(me.merged_into, me.person_id) IN (o.person_id, o.merged_into)
    JOIN case_summary s ON s.person_id = o.person_id
    WHERE me.person_id = person_entry.person_id
      AND (
          s.unit = ANY(string_to_array(current_setting('kompas.units', true), ','))
          AND (NOT s.restricted
               OR current_setting('kompas.viewer', true) = ANY(s.handlers)
               OR s.unit = ANY(string_to_array(current_setting('kompas.led_units', true), ',')))
          OR s.person_id::text
             = ANY(string_to_array(current_setting('kompas.persons', true), ','))
          OR s.facilities
             && string_to_array(current_setting('kompas.facilities', true), chr(31)))
)
"""
SEEN = f"""
DROP POLICY read ON person_entry;
DROP POLICY add ON person_entry;
CREATE POLICY read ON person_entry FOR SELECT USING ({PERSON_POLICY});
CREATE POLICY add ON person_entry FOR INSERT WITH CHECK (seq = 1 OR {PERSON_POLICY});
"""


class Migration(migrations.Migration):
    dependencies = [
        ("persons", "0001_initial"),
        ("register", "0010_kinds_of_viewers"),
    ]

    operations = [migrations.RunSQL(SEEN, elidable=False)]
