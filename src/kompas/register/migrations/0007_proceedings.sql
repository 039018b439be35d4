-- The link of an event tells the proceeding that it belongs to, and the form in which it is hashed.

-- ---------------------------------------------------------------- the chain

ALTER TABLE case_event DROP CONSTRAINT case_event_hash;
DROP FUNCTION kompas_event_hash;

-- The same bytes as kompas.register.chain.Link.encoded; otherwise as in 0001_guards.sql.
CREATE FUNCTION kompas_event_hash(
    link_version smallint, case_id uuid, seq integer, proceeding integer, type text,
    version smallint, recorded_at timestamptz, valid_from date, by_user text,
    payload_digest bytea, prev_hash bytea
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
RETURN sha256(
    'kompas-event'::bytea
    || int2send(link_version)
    || uuid_send(case_id)
    || int4send(seq)
    || CASE
        WHEN proceeding IS NULL THEN '\x0000000000'::bytea
        ELSE '\x01'::bytea || int4send(proceeding)
    END
    || int4send(octet_length(type)) || convert_to(type, 'UTF8')
    || int2send(version)
    || timestamptz_send(recorded_at)
    || date_send(valid_from)
    || int4send(octet_length(by_user)) || convert_to(by_user, 'UTF8')
    || payload_digest
    || prev_hash
);

ALTER TABLE case_event
    ADD CONSTRAINT case_event_hash CHECK (
        hash = kompas_event_hash(
            link_version, case_id, seq, proceeding, type, version, recorded_at, valid_from,
            by_user, payload_digest, prev_hash
        )
    );

-- As in 0001_guards.sql; and an event belongs to a proceeding that an entry of its case opened.
CREATE OR REPLACE FUNCTION kompas_follow_the_chain() RETURNS trigger
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
    IF EXISTS (
        SELECT FROM added n
        WHERE n.proceeding < n.seq AND NOT EXISTS (
            SELECT FROM case_event o
            WHERE o.case_id = n.case_id AND o.seq = n.proceeding AND o.proceeding = o.seq
        )
    ) THEN
        RAISE EXCEPTION 'an event belongs to a proceeding that no entry opened'
            USING ERRCODE = 'KO004', CONSTRAINT = 'case_event_opened';
    END IF;
    RETURN NULL;
END
$$;

-- ---------------------------------------------------------------- what is going on

ALTER TABLE work_item
    ADD CONSTRAINT work_item_of_a_case
        FOREIGN KEY (case_id) REFERENCES case_summary (case_id) ON DELETE CASCADE;

-- Room for a row's next state beside it: what changes no index then leaves all of them alone.
ALTER TABLE work_item SET (fillfactor = 85);
