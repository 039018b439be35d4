"""Users, roles and units from before there was a log of what is administered are told in it.

From here on the log says how the tables came to be as they are, and `kompas verify-log` holds them
to it. The words are those of `kompas.processes.roster`.
"""

from django.db import migrations

_TELL = r"""
DO $$
DECLARE
    entry record;
    told text;
BEGIN
    PERFORM set_config('kompas.username', 'terminal:kompas', true);
    FOR entry IN
        SELECT 1 AS place, key AS sort, 'Enhed oprettet: ' || key
            || ': visitationsudvalg ' || CASE WHEN panel_required THEN 'ja' ELSE 'nej' END
            || ', frist i uger ' || coalesce(processing_deadline_weeks::text, '–')
            || ', kommune ' || municipality
            || ', navn i standarden ' || coalesce(norms_unit, '–')
            || ', hedder ' || name AS words
        FROM unit
        UNION ALL
        SELECT 2, username,
            CASE WHEN is_active THEN 'Bruger oprettet: ' ELSE 'Bruger lukket: ' END || username
        FROM app_user
        UNION ALL
        SELECT 3, u.username, 'Rolle givet: ' || u.username || ', ' || CASE m.role
            WHEN 'caseworker' THEN 'sagsbehandler' WHEN 'team_lead' THEN 'teamleder'
            WHEN 'panel_member' THEN 'medlem af visitationsudvalget'
            WHEN 'auditor' THEN 'revisor' WHEN 'administrator' THEN 'administrator' END
            || ' i ' || m.unit_id
        FROM membership m JOIN app_user u ON u.id = m.user_id
        ORDER BY 1, 2
    LOOP
        told := regexp_replace(
            'Fandtes ved opgraderingen: ' || entry.words, '[0-9]{6}[- ]?[0-9]{4}', '…', 'g');
        told := trim(regexp_replace(told, '\s+', ' ', 'g'));
        IF length(told) > 200 THEN
            told := left(told, 199) || '…';
        END IF;
        PERFORM kompas_note_look(
            'terminal:kompas', clock_timestamp(), 'administer', told, NULL, NULL);
    END LOOP;
    PERFORM set_config('kompas.username', '', true);
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0014_administration"), ("accounts", "0003_role_proposal")]

    operations = [migrations.RunSQL(_TELL, migrations.RunSQL.noop)]
