-- What PostgreSQL itself guards of the table of offers: that nothing is changed, and no row skipped.

ALTER TABLE offer_row
    ADD CONSTRAINT offer_row_by_user CHECK (
        char_length(by_user) BETWEEN 1 AND 60 AND strpos(by_user, ' ') = 0
    ),
    ADD CONSTRAINT offer_row_finite CHECK (isfinite(recorded_at) AND isfinite(valid_from)),
    ADD CONSTRAINT offer_row_name CHECK (name ~ '\S');

CREATE FUNCTION kompas_follow_the_offer() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added n
        WHERE n.seq > 1 AND NOT EXISTS (
            SELECT FROM offer_row b
            WHERE b.offer_id = n.offer_id AND b.seq = n.seq - 1
              AND b.recorded_at <= n.recorded_at
        )
    ) THEN
        RAISE EXCEPTION 'a row does not follow the one before it'
            USING ERRCODE = 'KO001', CONSTRAINT = 'offer_row_follows';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER follow_the_offer AFTER INSERT ON offer_row
REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION kompas_follow_the_offer();

CREATE TRIGGER never BEFORE UPDATE OR DELETE OR TRUNCATE ON offer_row
FOR EACH STATEMENT EXECUTE FUNCTION kompas_never();
