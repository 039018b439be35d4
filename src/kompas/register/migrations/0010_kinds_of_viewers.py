"""Who gives the help stands beside the case, and the policies know every kind of viewer."""

import django.contrib.postgres.fields
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

# As `kompas.accounts.access.ROW_POLICY` was then.
ROW_POLICY = """
EXISTS (
    SELECT FROM case_summary s
    WHERE s.case_id = {table}.case_id
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


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0009_person_of_a_case"),
    ]

    operations = [
        migrations.AddField(
            model_name="casesummary",
            name="facilities",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                db_comment="Where help runs: names of facilities",
                db_default=[],
                default=list,
                size=None,
            ),
        ),
        migrations.AddIndex(
            model_name="casesummary",
            index=GinIndex(
                condition=models.Q(("facilities", []), _negated=True),
                fields=["facilities"],
                name="summary_facilities",
            ),
        ),
        migrations.RunSQL(SEEN, elidable=False),
    ]
