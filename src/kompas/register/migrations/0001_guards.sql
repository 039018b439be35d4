-- What PostgreSQL itself guards, beyond the columns: the chain, what may be changed, who may read.

-- ---------------------------------------------------------------- the application's role

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kompas_app') THEN
        CREATE ROLE kompas_app NOLOGIN;
    END IF;
END
$$;

-- ---------------------------------------------------------------- the chain

-- The same bytes as kompas.register.chain.Link.encoded. In truth immutable, but PostgreSQL calls
-- convert_to stable, and only what is no better than its parts is computed in place, ten times as
-- fast.
CREATE FUNCTION kompas_event_hash(
    case_id uuid, seq integer, type text, version smallint, recorded_at timestamptz,
    valid_from date, by_user text, payload_digest bytea, prev_hash bytea
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
RETURN sha256(
    'kompas-event-1'::bytea
    || uuid_send(case_id)
    || int4send(seq)
    || int4send(octet_length(type)) || convert_to(type, 'UTF8')
    || int2send(version)
    || timestamptz_send(recorded_at)
    || date_send(valid_from)
    || int4send(octet_length(by_user)) || convert_to(by_user, 'UTF8')
    || payload_digest
    || prev_hash
);

ALTER TABLE case_event
    ADD CONSTRAINT case_event_type CHECK (char_length(type) BETWEEN 2 AND 60),
    ADD CONSTRAINT case_event_by_user CHECK (
        char_length(by_user) BETWEEN 1 AND 60 AND strpos(by_user, ' ') = 0
    ),
    ADD CONSTRAINT case_event_finite CHECK (isfinite(recorded_at) AND isfinite(valid_from)),
    ADD CONSTRAINT case_event_lengths CHECK (
        octet_length(payload_digest) = 32 AND octet_length(prev_hash) = 32
    ),
    ADD CONSTRAINT case_event_first CHECK (
        (seq = 1) = (prev_hash = decode(repeat('00', 32), 'hex'))
    ),
    ADD CONSTRAINT case_event_hash CHECK (
        hash = kompas_event_hash(
            case_id, seq, type, version, recorded_at, valid_from, by_user, payload_digest, prev_hash
        )
    );

-- One check for each statement, however many rows it adds. The primary key lets only one of two
-- writers have a number; this lets nobody skip one, or hang an event on another than the last.
CREATE FUNCTION kompas_follow_the_chain() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added n
        WHERE n.seq > 1 AND NOT EXISTS (
            SELECT FROM case_event b
            WHERE b.case_id = n.case_id AND b.seq = n.seq - 1
              AND b.hash = n.prev_hash AND b.recorded_at <= n.recorded_at
        )
    ) THEN
        RAISE EXCEPTION 'an event does not follow the one before it'
            USING ERRCODE = 'KO001', CONSTRAINT = 'case_event_chain';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER follow_the_chain AFTER INSERT ON case_event
REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION kompas_follow_the_chain();

-- Also the owner, who could: not by mistake.
CREATE FUNCTION kompas_never() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    RAISE EXCEPTION 'what is recorded is never changed or removed'
        USING ERRCODE = 'KO002', CONSTRAINT = TG_TABLE_NAME || '_never';
END
$$;

CREATE TRIGGER never BEFORE UPDATE OR DELETE OR TRUNCATE ON case_event
FOR EACH STATEMENT EXECUTE FUNCTION kompas_never();
CREATE TRIGGER never BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log
FOR EACH STATEMENT EXECUTE FUNCTION kompas_never();
CREATE TRIGGER never BEFORE DELETE OR TRUNCATE ON event_payload
FOR EACH STATEMENT EXECUTE FUNCTION kompas_never();

-- ---------------------------------------------------------------- payloads

ALTER TABLE event_payload
    ADD CONSTRAINT event_payload_of_an_event
        FOREIGN KEY (case_id, seq) REFERENCES case_event (case_id, seq),
    ADD CONSTRAINT event_payload_salt CHECK (octet_length(salt) = 16),
    ADD CONSTRAINT event_payload_object CHECK (json_typeof(payload) = 'object'),
    ADD CONSTRAINT event_payload_there_or_erased CHECK (
        (payload IS NOT NULL AND salt IS NOT NULL
            AND erased_at IS NULL AND erased_why IS NULL AND erased_digest IS NULL)
        OR (payload IS NULL AND salt IS NULL AND isfinite(erased_at)
            AND erased_why ~ '\S' AND octet_length(erased_digest) = 32)
    );

CREATE FUNCTION kompas_match_the_digest() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added n
        JOIN case_event e ON e.case_id = n.case_id AND e.seq = n.seq
        WHERE e.payload_digest IS DISTINCT FROM
              sha256(n.salt || convert_to(n.payload::text, 'UTF8'))
    ) THEN
        RAISE EXCEPTION 'a payload is not the one that its event was hashed with'
            USING ERRCODE = 'KO003', CONSTRAINT = 'event_payload_digest';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER match_the_digest AFTER INSERT ON event_payload
REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION kompas_match_the_digest();

-- Erase what events of a case say, or with NULL everything about the case that tells of a person.
-- The salt goes too, so that nothing can be guessed back from the digest. Returns the hashes of
-- files that no case has any more.
CREATE FUNCTION kompas_erase(
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

CREATE FUNCTION kompas_erased_digest(payload_digest bytea, at timestamptz, why text)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN sha256(
    'kompas-erased-1'::bytea || payload_digest || timestamptz_send(at) || convert_to(why, 'UTF8')
);

-- Hold the file of a hash until the transaction ends; whether any case has it. Who adds a file and
-- who removes one that no case has wait for each other here.
CREATE FUNCTION kompas_hold_file(hash text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('kompas document ' || hash, 0));
    RETURN EXISTS (SELECT FROM document d WHERE d.sha256 = hash);
END
$$;

-- ---------------------------------------------------------------- who looked

-- The next link of a user's chain: each user has one, so that no reader waits for another.
CREATE FUNCTION kompas_note_look(
    looker text, looked_at timestamptz, what text, purpose text, looked_case uuid, digest bytea
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    before record;
    number integer := 1;
    hash_before bytea := decode(repeat('00', 32), 'hex');
BEGIN
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

REVOKE EXECUTE ON FUNCTION kompas_erase, kompas_hold_file, kompas_note_look FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kompas_erase, kompas_hold_file, kompas_note_look TO kompas_app;

-- ---------------------------------------------------------------- search

-- Names as they stand ("Hans" is a stop word of Danish), and words by their Danish stem. Without
-- positions: nothing is ranked.
ALTER TABLE case_summary ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (
    strip(to_tsvector('simple', search_words) || to_tsvector('danish', search_words))
) STORED;
COMMENT ON COLUMN case_summary.search IS 'PERSONAL. Made from search_words';
CREATE INDEX summary_search ON case_summary USING gin (search);

-- Room for a row's next state beside it: what changes no index then leaves all of them alone.
ALTER TABLE case_summary SET (fillfactor = 85);

-- ---------------------------------------------------------------- who may read

ALTER TABLE event_payload ENABLE ROW LEVEL SECURITY;
ALTER TABLE document ENABLE ROW LEVEL SECURITY;
-- The first event of a case is there before the case is. Documents come later.
CREATE POLICY add ON event_payload FOR INSERT WITH CHECK (true);
