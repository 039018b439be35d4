-- What PostgreSQL itself guards of persons: that nothing is changed, and who may read.

ALTER TABLE person_entry
    ADD CONSTRAINT person_entry_by_user CHECK (
        char_length(by_user) BETWEEN 1 AND 60 AND strpos(by_user, ' ') = 0
    ),
    ADD CONSTRAINT person_entry_finite CHECK (isfinite(recorded_at) AND isfinite(valid_from)),
    ADD CONSTRAINT person_entry_object CHECK (json_typeof(told) = 'object'),
    ADD CONSTRAINT person_entry_why CHECK (why ~ '\S');

-- The primary key lets only one of two writers have a number; this lets nobody skip one.
CREATE FUNCTION kompas_follow_the_person() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added n
        WHERE n.seq > 1 AND NOT EXISTS (
            SELECT FROM person_entry b
            WHERE b.person_id = n.person_id AND b.seq = n.seq - 1
              AND b.recorded_at <= n.recorded_at
        )
    ) THEN
        RAISE EXCEPTION 'an entry does not follow the one before it'
            USING ERRCODE = 'KO001', CONSTRAINT = 'person_entry_follows';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER follow_the_person AFTER INSERT ON person_entry
REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION kompas_follow_the_person();

-- Also the owner, who could: not by mistake. To change is only to erase.
CREATE FUNCTION kompas_only_erased() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.told IS NOT NULL OR NEW.why IS NOT NULL
        OR (NEW.person_id, NEW.seq, NEW.kind, NEW.version, NEW.valid_from, NEW.recorded_at,
            NEW.by_user)
        IS DISTINCT FROM (OLD.person_id, OLD.seq, OLD.kind, OLD.version, OLD.valid_from,
            OLD.recorded_at, OLD.by_user)
    THEN
        RAISE EXCEPTION 'what is recorded is never changed or removed'
            USING ERRCODE = 'KO002', CONSTRAINT = 'person_entry_never';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER never BEFORE DELETE OR TRUNCATE ON person_entry
FOR EACH STATEMENT EXECUTE FUNCTION kompas_never();
CREATE TRIGGER only_erased BEFORE UPDATE ON person_entry
FOR EACH ROW EXECUTE FUNCTION kompas_only_erased();

-- As in 0001_guards.sql of the register; and what is known of a person goes with the last of
-- their cases, in whichever record.
CREATE OR REPLACE FUNCTION kompas_erase(
    erased_case uuid, erased_seqs integer[], why text, at timestamptz
) RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
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
        RETURN QUERY
            WITH gone AS (DELETE FROM document WHERE case_id = erased_case RETURNING sha256)
            SELECT g.sha256 FROM gone g
            WHERE NOT EXISTS (
                SELECT FROM document d WHERE d.sha256 = g.sha256 AND d.case_id <> erased_case
            );
    END IF;
END
$$;

CREATE FUNCTION kompas_erase_person_of(erased_case uuid, at timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    records uuid[];
BEGIN
    SELECT array_agg(o.person_id) INTO records
    FROM case_summary s
    JOIN person me ON me.person_id = s.person_id
    JOIN person o ON coalesce(me.merged_into, me.person_id) IN (o.person_id, o.merged_into)
    WHERE s.case_id = erased_case;
    IF EXISTS (
        SELECT FROM case_summary s
        JOIN event_payload p ON p.case_id = s.case_id AND p.seq = 1
        WHERE s.person_id = ANY (records) AND p.payload IS NOT NULL
    ) THEN
        RETURN;
    END IF;
    UPDATE person_entry SET told = NULL, why = NULL, erased_at = at
    WHERE person_id = ANY (records) AND told IS NOT NULL;
    UPDATE person SET name = '', sort_name = '', cpr = NULL WHERE person_id = ANY (records);
END
$$;
REVOKE EXECUTE ON FUNCTION kompas_erase_person_of FROM PUBLIC;

-- Found by id, and only by who may see a case of theirs. The first entry comes with the first case.
ALTER TABLE person_entry ENABLE ROW LEVEL SECURITY;
