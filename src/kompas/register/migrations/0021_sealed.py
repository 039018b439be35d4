"""Meetings of the panels and offers from before the log told of their seals are told of in it.

From here on `kompas verify-log` holds them to it. The words are those of `kompas.processes.seals`.
"""

from django.db import migrations

_TELL = r"""
DO $$
DECLARE
    entry record;
    told text;
    mark text;
BEGIN
    PERFORM set_config('kompas.username', 'terminal:kompas', true);
    FOR entry IN
        SELECT 1 AS place, unit || ' ' || meets_on AS sort,
            'Udvalgsmøde planlagt: ' || unit || ', ' || meets_on AS words, 'mødets' AS whose,
            id::text AS about,
            jsonb_build_array(id, unit, meets_on, begins_at, place, cancelled_why, chair, present)
                ::text AS said
        FROM panel_meeting
        UNION ALL
        SELECT 2, offer_id || ' ' || lpad(seq::text, 10, '0'),
            'Tilbud oprettet: ' || name || ' fra ' || valid_from, 'tilbuddets', offer_id::text,
            jsonb_build_array(
                offer_id, seq, valid_from, ended, name, provider, cvr, p_number, ownership,
                municipality, address, paragraphs, target_group, listing, listed_on, approved_on,
                seen_on, why, by_user, extract(epoch FROM recorded_at))::text
        FROM offer_row
        ORDER BY 1, 2
    LOOP
        mark := ' (' || entry.whose || ' segl ' || translate(
            left(replace(entry.about, '-', ''), 16) || '-'
            || left(encode(sha256(convert_to(entry.said, 'UTF8')), 'hex'), 16),
            '0123456789', 'ghijklmnop') || ')';
        told := regexp_replace(
            'Fandtes ved opgraderingen: ' || entry.words, '[0-9]{6}[- ]?[0-9]{4}', '…', 'g');
        told := trim(regexp_replace(told, '\s+', ' ', 'g'));
        IF length(told) > 200 - length(mark) THEN
            told := left(told, 199 - length(mark)) || '…';
        END IF;
        PERFORM kompas_note_look(
            'terminal:kompas', clock_timestamp(), 'administer', told || mark, NULL, NULL);
    END LOOP;
    PERFORM set_config('kompas.username', '', true);
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0020_worklist"), ("offers", "0001_initial")]

    operations = [migrations.RunSQL(_TELL, migrations.RunSQL.noop)]
