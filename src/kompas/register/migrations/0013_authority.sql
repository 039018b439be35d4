-- The functions serve the record and nobody who would misuse them: what they call cannot be shadowed
-- by a table of somebody's own, and what they write says who and when as the session and the
-- database's own clock have it.

ALTER FUNCTION kompas_follow_the_chain() SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION kompas_never() SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION kompas_match_the_digest() SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION kompas_follow_the_person() SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION kompas_only_erased() SET search_path = pg_catalog, public, pg_temp;

-- ---------------------------------------------------------------- who, and when

-- Whoever owns the tables brings in what others recorded elsewhere and earlier.
CREATE FUNCTION kompas_is_owner() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT pg_has_role(session_user, c.relowner, 'USAGE')
    FROM pg_class c WHERE c.oid = 'public.case_event'::regclass
$$;

-- The clocks of two machines differ a little, and a request takes its time.
CREATE FUNCTION kompas_in_time(at timestamptz) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT at BETWEEN clock_timestamp() - interval '10 minutes'
                  AND clock_timestamp() + interval '10 minutes'
$$;

CREATE FUNCTION kompas_check_who_and_when(who text, at timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF kompas_is_owner() THEN
        RETURN;
    END IF;
    IF who IS DISTINCT FROM current_setting('kompas.username', true) THEN
        RAISE EXCEPTION 'what is recorded names its own user'
            USING ERRCODE = 'KO005', CONSTRAINT = 'recorded_by_its_user';
    END IF;
    IF NOT coalesce(kompas_in_time(at), false) THEN
        RAISE EXCEPTION 'what is recorded has the time of the database'
            USING ERRCODE = '23514', CONSTRAINT = 'recorded_in_time';
    END IF;
END
$$;

CREATE FUNCTION kompas_own_event() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM kompas_check_who_and_when(n.by_user, n.recorded_at)
    FROM (SELECT DISTINCT by_user, recorded_at FROM added) n;
    RETURN NULL;
END
$$;

CREATE TRIGGER own_event AFTER INSERT ON case_event
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION kompas_own_event();
CREATE TRIGGER own_event AFTER INSERT ON person_entry
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION kompas_own_event();

CREATE FUNCTION kompas_own_document() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM kompas_check_who_and_when(NEW.by_user, NEW.added_at);
    RETURN NEW;
END
$$;

CREATE TRIGGER own_document BEFORE INSERT ON document
FOR EACH ROW EXECUTE FUNCTION kompas_own_document();

-- A year that nothing of ours can have been recorded in, whoever brings it.
ALTER TABLE case_event ADD CONSTRAINT case_event_year CHECK (
    recorded_at >= '1990-01-01 00:00:00+00' AND recorded_at < '2200-01-01 00:00:00+00'
);
ALTER TABLE person_entry ADD CONSTRAINT person_entry_year CHECK (
    recorded_at >= '1990-01-01 00:00:00+00' AND recorded_at < '2200-01-01 00:00:00+00'
);
ALTER TABLE access_log ADD CONSTRAINT access_log_year CHECK (
    at >= '1990-01-01 00:00:00+00' AND at < '2200-01-01 00:00:00+00'
);

-- ---------------------------------------------------------------- what is erased stays so

-- Whoever writes in a case, and whoever erases it, wait for each other; writers do not.
CREATE FUNCTION kompas_is_erased(asked uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('kompas case ' || asked, 0));
    RETURN EXISTS (
        SELECT FROM event_payload p WHERE p.case_id = asked AND p.seq = 1 AND p.payload IS NULL
    );
END
$$;

CREATE FUNCTION kompas_not_erased() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT kompas_is_owner() AND kompas_is_erased(NEW.case_id) THEN
        RAISE EXCEPTION 'what the case said was erased'
            USING ERRCODE = '23514', CONSTRAINT = 'case_erased';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER not_erased BEFORE INSERT OR UPDATE ON draft
FOR EACH ROW EXECUTE FUNCTION kompas_not_erased();
CREATE TRIGGER not_erased BEFORE INSERT ON document
FOR EACH ROW EXECUTE FUNCTION kompas_not_erased();
-- The first event of a case is there before anything of it can be erased.
CREATE TRIGGER not_erased BEFORE INSERT ON case_event
FOR EACH ROW WHEN (NEW.seq > 1) EXECUTE FUNCTION kompas_not_erased();

-- ---------------------------------------------------------------- who looked

CREATE OR REPLACE FUNCTION kompas_note_look(
    looker text, looked_at timestamptz, what text, purpose text, looked_case uuid, digest bytea
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    before record;
    number integer := 1;
    hash_before bytea := decode(repeat('00', 32), 'hex');
BEGIN
    PERFORM kompas_check_who_and_when(looker, looked_at);
    PERFORM pg_advisory_xact_lock(hashtextextended('kompas access_log ' || looker, 0));
    SELECT l.seq, l.hash INTO before
    FROM access_log l WHERE l.by_user = looker ORDER BY l.seq DESC LIMIT 1;
    IF FOUND THEN
        number := before.seq + 1;
        hash_before := before.hash;
    END IF;
    INSERT INTO access_log
        (by_user, seq, at, what, purpose, case_id, query_digest, prev_hash, hash)
    VALUES (
        looker, number, looked_at, what, purpose, looked_case, digest, hash_before,
        -- The same bytes as kompas.register.chain.Look.encoded.
        sha256(
            'kompas-access-1'::bytea
            || int4send(octet_length(looker)) || convert_to(looker, 'UTF8')
            || int4send(number)
            || timestamptz_send(looked_at)
            || int4send(octet_length(what)) || convert_to(what, 'UTF8')
            || int4send(octet_length(purpose)) || convert_to(purpose, 'UTF8')
            || uuid_send(coalesce(looked_case, '00000000-0000-0000-0000-000000000000'))
            || coalesce(digest, decode(repeat('00', 32), 'hex'))
            || hash_before
        )
    );
    RETURN number;
END
$$;

-- ---------------------------------------------------------------- erase

-- What may be erased: all of a case that has ended, or entries that were withdrawn. The record's own
-- events say so, whatever the row for lists does.
CREATE FUNCTION kompas_may_erase(asked uuid, seqs integer[]) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    WITH withdrawal AS (
        SELECT w.seq, (p.payload ->> 'seq')::integer AS about
        FROM case_event w JOIN event_payload p ON p.case_id = w.case_id AND p.seq = w.seq
        WHERE w.case_id = asked AND w.type = 'entry_withdrawn'
    )
    SELECT CASE
        WHEN seqs IS NULL THEN
            EXISTS (SELECT FROM case_summary s WHERE s.case_id = asked AND s.closed_on IS NOT NULL)
            AND (
                EXISTS (SELECT FROM withdrawal w WHERE w.about = 1)
                OR EXISTS (
                    SELECT FROM case_event e
                    WHERE e.case_id = asked AND e.type IN ('case_closed', 'proceeding_closed')
                )
            )
        ELSE NOT EXISTS (
            SELECT FROM case_event e
            WHERE e.case_id = asked AND e.seq = ANY (seqs) AND NOT EXISTS (
                SELECT FROM withdrawal w
                WHERE w.seq > e.seq AND w.about IN (e.seq, e.proceeding, 1)
            )
        )
    END
$$;

-- As in 0001_guards.sql of the persons; only what may be erased, and its own look is written.
CREATE OR REPLACE FUNCTION kompas_erase(
    erased_case uuid, erased_seqs integer[], why text, at timestamptz
) RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('kompas case ' || erased_case, 0));
    IF NOT kompas_may_erase(erased_case, erased_seqs) THEN
        RAISE EXCEPTION 'the case is not closed, or an entry was not withdrawn'
            USING ERRCODE = 'KO008', CONSTRAINT = 'erase_what_ended';
    END IF;
    PERFORM kompas_note_look(
        coalesce(current_setting('kompas.username', true), ''), at, 'erase', why, erased_case, NULL
    );
    UPDATE event_payload p
    SET payload = NULL, salt = NULL, erased_at = at, erased_why = why,
        erased_digest = kompas_erased_digest(e.payload_digest, at, why)
    FROM case_event e
    WHERE e.case_id = p.case_id AND e.seq = p.seq AND p.case_id = erased_case
      AND p.payload IS NOT NULL AND (erased_seqs IS NULL OR p.seq = ANY (erased_seqs));
    IF erased_seqs IS NULL THEN
        UPDATE case_summary
        SET citizen_name = '', citizen_cpr = NULL, sort_name = '', search_words = ''
        WHERE case_id = erased_case;
        PERFORM kompas_erase_person_of(erased_case, at);
        DELETE FROM draft WHERE case_id = erased_case;
        DELETE FROM work_item WHERE case_id = erased_case;
        RETURN QUERY
            WITH gone AS (DELETE FROM document WHERE case_id = erased_case RETURNING sha256)
            SELECT g.sha256 FROM gone g
            WHERE NOT EXISTS (
                SELECT FROM document d WHERE d.sha256 = g.sha256 AND d.case_id <> erased_case
            );
    END IF;
END
$$;

-- As in 0002_numbers_and_files; only of an entry that was erased.
CREATE OR REPLACE FUNCTION kompas_erase_file(erased_case uuid, hash text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM event_payload p JOIN case_event e ON e.case_id = p.case_id AND e.seq = p.seq
        WHERE p.case_id = erased_case AND e.type IN ('document_attached', 'letter_made')
          AND (
              kompas_erase_file.hash IN (p.payload ->> 'sha256', p.payload ->> 'document_sha256')
              OR p.payload::jsonb -> 'copies' @> jsonb_build_array(
                  jsonb_build_object('document_sha256', kompas_erase_file.hash)
              )
          )
    ) THEN
        RAISE EXCEPTION 'an entry tells of the file'
            USING ERRCODE = 'KO009', CONSTRAINT = 'erase_file_of_none';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('kompas document ' || hash, 0));
    DELETE FROM document d WHERE d.case_id = erased_case AND d.sha256 = hash;
    RETURN NOT EXISTS (SELECT FROM document d WHERE d.sha256 = hash);
END
$$;

REVOKE EXECUTE ON FUNCTION kompas_may_erase, kompas_is_erased FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kompas_is_erased TO kompas_app;
