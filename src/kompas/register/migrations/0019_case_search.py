"""What a case is found by stands in a row of its own, made of all that its record says.

Words have no stop words any more, and the names that are found by a beginning, or with a slip of a
letter, stand apart from the words of running text. The rows of the cases that are there are made
after the step (`kompas.register.bulk.complete`), some at a time: only the program can read what
events say.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

# By Danish stems, and with the words that PostgreSQL's own Danish leaves out: "hans" is a name.
WORDS = """
CREATE TEXT SEARCH DICTIONARY kompas_stem (TEMPLATE = pg_catalog.snowball, Language = danish);
CREATE TEXT SEARCH CONFIGURATION kompas (COPY = pg_catalog.danish);
ALTER TEXT SEARCH CONFIGURATION kompas
    ALTER MAPPING REPLACE pg_catalog.danish_stem WITH kompas_stem;
"""
NO_WORDS = """
DROP TEXT SEARCH CONFIGURATION kompas;
DROP TEXT SEARCH DICTIONARY kompas_stem;
"""

# Names and titles as they stand, each with a point before it, so that no other word is one; all
# words by their stem; marks. Without positions: nothing is ranked.
COLUMN = r"""
ALTER TABLE case_search
    ADD CONSTRAINT case_search_of_a_case
        FOREIGN KEY (case_id) REFERENCES case_summary (case_id) ON DELETE CASCADE;

CREATE FUNCTION kompas_names(called text, titles text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_to_tsvector(string_to_array('.' || replace(called, ' ', ' .'), ' '))
    || array_to_tsvector(string_to_array('.' || replace(titles, ' ', ' .'), ' '));

ALTER TABLE case_search ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (
    strip(to_tsvector('public.kompas', called || ' ' || words))
    || kompas_names(called, titles) || array_to_tsvector(marks)
) STORED;
COMMENT ON COLUMN case_search.search IS 'PERSONAL. Made from the other columns';
ALTER TABLE case_search ALTER COLUMN search SET STATISTICS 200;
"""

# The index lists all cases of a word before any is looked at. So it has a list for each sixteenth
# of the cases, by the first digit of their ids: a page is full after the first of them. What is
# added is looked up at once: a list of what is pending would be read by every search.
INDEX = r"""
CREATE FUNCTION kompas_parted(case_id uuid, search tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_to_tsvector(
    ARRAY(SELECT left(case_id::text, 1) || word FROM unnest(tsvector_to_array(search)) AS w (word))
);
CREATE INDEX case_search_words ON case_search
    USING gin (kompas_parted(case_id, search)) WITH (fastupdate = off);
ALTER INDEX case_search_words ALTER COLUMN 1 SET STATISTICS 0;
CREATE INDEX case_search_names ON case_search
    USING gin (kompas_names(called, titles)) WITH (fastupdate = off);
ALTER INDEX case_search_names ALTER COLUMN 1 SET STATISTICS 0;

-- The queries for all sixteen parts. No word has a quote in it.
CREATE FUNCTION kompas_parts(words tsquery) RETURNS tsquery[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(
    SELECT regexp_replace(words::text, '''([^'']+)''', '''' || part || '\1''', 'g')::tsquery
    FROM unnest(string_to_array('0123456789abcdef', NULL)) AS p (part)
);
"""

# How many cases PostgreSQL expects to find by a query: it counts the words by itself now and then.
# And those of some names that stand in any case, as one query for either.
FUNCTIONS = r"""
CREATE FUNCTION kompas_expected(words tsquery) RETURNS float8
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE format(
        'EXPLAIN (FORMAT JSON) SELECT FROM case_search WHERE search @@ %L::tsquery', words
    ) INTO plan;
    RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
END
$$;
CREATE FUNCTION kompas_standing(words tsquery[]) RETURNS tsquery
LANGUAGE sql STABLE SET enable_seqscan = off SET search_path = pg_catalog, public, pg_temp AS $$
SELECT coalesce(string_agg(one::text, ' | '), '')::tsquery FROM unnest(words) AS w (one)
WHERE EXISTS (SELECT FROM case_search WHERE kompas_names(called, titles) @@ one)
$$;
REVOKE EXECUTE ON FUNCTION kompas_expected, kompas_standing FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kompas_expected, kompas_standing TO kompas_app;
"""
NO_FUNCTIONS = "DROP FUNCTION kompas_expected; DROP FUNCTION kompas_standing"
NO_INDEX = """
DROP INDEX case_search_words, case_search_names;
DROP FUNCTION kompas_parted;
DROP FUNCTION kompas_parts;
"""
NO_COLUMN = "ALTER TABLE case_search DROP COLUMN search; DROP FUNCTION kompas_names"

# All else of the function stays as it is.
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
_IN_SUMMARY = """$a$sort_name = '', search_words = ''
        WHERE case_id = erased_case;$a$"""
_IN_SEARCH = """$a$sort_name = ''
        WHERE case_id = erased_case;
        DELETE FROM case_search WHERE case_id = erased_case;$a$"""

FROM_SUMMARY = "ALTER TABLE case_summary DROP COLUMN search, DROP COLUMN search_words"
# As in 0001_guards.sql and 0009_person_of_a_case.
TO_SUMMARY = """
ALTER TABLE case_summary ADD COLUMN search_words text NOT NULL DEFAULT '';
COMMENT ON COLUMN case_summary.search_words
    IS 'PERSONAL. Words that find the case, in lower case without signs';
UPDATE case_summary s SET search_words = c.words FROM case_search c WHERE c.case_id = s.case_id;
ALTER TABLE case_summary ALTER COLUMN search_words DROP DEFAULT;
ALTER TABLE case_summary ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (
    strip(
        to_tsvector('simple', search_words || ' ' || citizen_name)
        || to_tsvector('danish', search_words || ' ' || citizen_name)
    )
) STORED;
COMMENT ON COLUMN case_summary.search IS 'PERSONAL. Made from search_words and citizen_name';
CREATE INDEX summary_search ON case_summary USING gin (search);
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0018_panel_meetings")]

    operations = [
        migrations.CreateModel(
            name="CaseSearch",
            fields=[
                (
                    "case_id",
                    models.UUIDField(db_comment="The case", primary_key=True, serialize=False),
                ),
                ("name", models.TextField(db_comment="PERSONAL. The name that lists show")),
                (
                    "called",
                    models.TextField(db_comment="PERSONAL. Its words, in lower case without signs"),
                ),
                (
                    "titles",
                    models.TextField(db_comment="PERSONAL. Words of the titles of papers"),
                ),
                (
                    "words",
                    models.TextField(db_comment="PERSONAL. Words of all that is said in the case"),
                ),
                (
                    "marks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        db_comment=(
                            "PERSONAL. No words: the unit with whether the case is open, facts"
                        ),
                        size=None,
                    ),
                ),
            ],
            options={
                "db_table": "case_search",
                "db_table_comment": "What each case is found by, made from its events.",
            },
        ),
        migrations.RunSQL(WORDS, NO_WORDS),
        migrations.RunSQL(COLUMN, NO_COLUMN),
        migrations.RunSQL(INDEX, NO_INDEX),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(
            ERASE.format(this=_IN_SUMMARY, that=_IN_SEARCH),
            ERASE.format(this=_IN_SEARCH, that=_IN_SUMMARY),
        ),
        migrations.RunSQL(
            FROM_SUMMARY,
            TO_SUMMARY,
            state_operations=[migrations.RemoveField("casesummary", "search_words")],
        ),
    ]
