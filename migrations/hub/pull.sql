-- pull and digest: what a space holds. Made anew at each upgrade of a hub.

CREATE OR REPLACE FUNCTION sync.pull(in_space uuid, body jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    who sync.credentials := sync.enter(in_space, body);
    answer jsonb;
BEGIN
    PERFORM sync.prove(in_space, who, body);
    answer := sync.page(in_space, who.contract, sync.number_in(body, 'cursor', 0, 9000000000000000), sync.number_in(body, 'limit', 1, 20000));
    IF who.served_seq <> (answer ->> 'head')::bigint OR who.pulled_seq <> (body -> 'pulled' ->> 'seq')::bigint THEN
        UPDATE sync.credentials SET served_seq = (answer ->> 'head')::bigint, pulled_seq = (body -> 'pulled' ->> 'seq')::bigint
        WHERE space_id = in_space AND device_id = who.device_id;
    END IF;
    RETURN answer || jsonb_build_object('now', sync.now_ms());
END
$$;

-- STABLE, so that all of it sees one state: a child never comes without a parent that was edited in between.
CREATE OR REPLACE FUNCTION sync.page(in_space uuid, contract bigint, after bigint, most bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    head sync.heads;
    upto bigint;
    part record;
    rows jsonb;
    records jsonb := '{}';
    facts jsonb := '{}';
    erased jsonb;
BEGIN
    SELECT * INTO head FROM sync.heads WHERE space_id = in_space;
    upto := head.seq;
    IF after > upto THEN
        PERFORM sync.refuse('PT410', 'the server went back to an earlier state', jsonb_build_object('genesis', head.genesis));
    ELSIF after < upto THEN
        upto := coalesce(sync.seq_of_next_page(in_space, after, most) - 1, upto);
        FOR part IN SELECT * FROM sync.tables() WHERE since <= contract ORDER BY place LOOP
            EXECUTE format('SELECT sync.page_%I($1, $2, $3, $4)', part.tbl) INTO rows USING in_space, contract, after, upto;
            IF rows IS NOT NULL AND part.fact THEN
                facts := facts || jsonb_build_object(part.tbl, rows);
            ELSIF rows IS NOT NULL THEN
                records := records || jsonb_build_object(part.tbl, rows);
            END IF;
        END LOOP;
        IF contract > (sync.contract() ->> 'newest')::bigint THEN
            records := records || sync.foreign_records(in_space, after, upto);
            facts := facts || sync.foreign_facts(in_space, after, upto);
        END IF;
        SELECT jsonb_agg(jsonb_build_object('table', tbl, 'id', row_id, 'proof', sync.proof_of(head.epoch, tbl, row_id)) ORDER BY seq) INTO erased
        FROM sync.erasures WHERE space_id = in_space AND seq > after AND seq <= upto;
    END IF;
    RETURN jsonb_build_object(
        'rows', jsonb_build_object('records', records, 'facts', facts), 'erased', coalesce(erased, '[]'), 'cursor', upto, 'more', upto < head.seq,
        'head', head.seq, 'chain', head.chain
    );
END
$$;

CREATE OR REPLACE FUNCTION sync.foreign_records(in_space uuid, after bigint, upto bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_object_agg(tbl, rows), '{}') FROM (
        SELECT f.tbl, jsonb_agg(
            (SELECT jsonb_object_agg(key, value -> 1) FROM jsonb_each(f.stamps)) || jsonb_build_object(
                'id', f.id, 'sync_stamp', coalesce(f.stamps -> 'created_at' ->> 0, '00000000-0000-0000-0000-000000000000'),
                'sync_columns', (SELECT jsonb_object_agg(key, value -> 0) FROM jsonb_each(f.stamps))
            ) ORDER BY f.seq
        ) AS rows
        FROM sync.foreign_rows AS f WHERE f.space_id = in_space AND f.seq > after AND f.seq <= upto AND f.stamps IS NOT NULL
        GROUP BY f.tbl
    ) AS served
$$;

CREATE OR REPLACE FUNCTION sync.foreign_facts(in_space uuid, after bigint, upto bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
    WITH served AS (
        SELECT * FROM sync.foreign_rows WHERE space_id = in_space AND seq > after AND seq <= upto AND stamps IS NULL
    ), names AS (
        SELECT DISTINCT tbl, jsonb_object_keys(body) AS name FROM served
    ), columns AS (
        SELECT n.tbl, n.name, array_agg(s.body ->> n.name ORDER BY s.seq)::text AS value, count(*) AS n
        FROM names AS n JOIN served AS s USING (tbl) GROUP BY n.tbl, n.name
    ), tables AS (
        SELECT tbl, jsonb_build_object('n', max(n), 'columns', jsonb_object_agg(name, value)) AS rows FROM columns GROUP BY tbl
    )
    SELECT coalesce(jsonb_object_agg(tbl, rows), '{}') FROM tables
$$;

CREATE OR REPLACE FUNCTION sync.digest(in_space uuid, body jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    who sync.credentials := sync.enter(in_space, body);
BEGIN
    PERFORM sync.prove(in_space, who, body);
    RETURN CASE
        WHEN body ? 'bucket' THEN sync.digest_ids(in_space, sync.text_in(body -> 'bucket', 'table', 60), sync.text_in(body -> 'bucket', 'bucket', 20), who.contract)
        WHEN body ? 'rows' THEN sync.digest_rows(in_space, who.contract, body -> 'rows')
        ELSE sync.digest_buckets(in_space, who.contract)
    END;
END
$$;

-- One snapshot for all three, as for a page. Of the older of both contracts: a column that one side does not know is no difference.
CREATE OR REPLACE FUNCTION sync.digest_buckets(in_space uuid, contract bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    part record;
    found jsonb;
    buckets jsonb := '{}';
BEGIN
    FOR part IN SELECT * FROM sync.tables() WHERE since <= contract ORDER BY place LOOP
        EXECUTE format('SELECT sync.buckets_%I($1, $2)', part.tbl) INTO found USING in_space, contract;
        buckets := buckets || jsonb_build_object(part.tbl, found);
    END LOOP;
    RETURN (SELECT jsonb_build_object(
        'head', seq, 'buckets', buckets, 'contract', least(contract, (sync.contract() ->> 'newest')::bigint)
    ) FROM sync.heads WHERE space_id = in_space);
END
$$;

CREATE OR REPLACE FUNCTION sync.digest_ids(in_space uuid, in_tbl text, bucket text, contract bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    found jsonb;
BEGIN
    PERFORM sync.known_table(in_tbl);
    EXECUTE format('SELECT sync.ids_%I($1, $2, $3)', in_tbl) INTO found USING in_space, bucket, contract;
    RETURN (SELECT jsonb_build_object('head', seq, 'ids', found) FROM sync.heads WHERE space_id = in_space);
END
$$;

CREATE OR REPLACE FUNCTION sync.digest_rows(in_space uuid, contract bigint, wanted jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    part record;
    found jsonb;
    records jsonb := '{}';
    facts jsonb := '{}';
BEGIN
    IF jsonb_typeof(wanted) IS DISTINCT FROM 'object' THEN
        PERFORM sync.refuse('PT400', 'malformed', '{"reason": "rows"}');
    END IF;
    FOR part IN SELECT w.key AS tbl, w.value AS ids, t.fact FROM jsonb_each(wanted) AS w LEFT JOIN sync.tables() AS t ON t.tbl = w.key LOOP
        PERFORM sync.known_table(part.tbl);
        IF jsonb_typeof(part.ids) <> 'array' OR jsonb_array_length(part.ids) > 5000 THEN
            PERFORM sync.refuse('PT400', 'malformed', '{"reason": "rows"}');
        END IF;
        EXECUTE format('SELECT sync.rows_%I($1, $2, $3)', part.tbl) INTO found
        USING in_space, contract, ARRAY(SELECT id::uuid FROM jsonb_array_elements_text(part.ids) AS id);
        IF found IS NOT NULL AND part.fact THEN
            facts := facts || jsonb_build_object(part.tbl, found);
        ELSIF found IS NOT NULL THEN
            records := records || jsonb_build_object(part.tbl, found);
        END IF;
    END LOOP;
    RETURN (SELECT jsonb_build_object('head', seq, 'rows', jsonb_build_object('records', records, 'facts', facts)) FROM sync.heads WHERE space_id = in_space);
END
$$;

CREATE OR REPLACE FUNCTION sync.known_table(in_tbl text) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM sync.tables() WHERE tbl = in_tbl) THEN
        PERFORM sync.refuse('PT400', 'malformed', '{"reason": "table"}');
    END IF;
END
$$;

-- A record with what only newer devices know of it.
CREATE OR REPLACE FUNCTION sync.with_extra(known jsonb, extra jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT known || jsonb_object_agg(key, value -> 1)
        || jsonb_build_object('sync_columns', (known -> 'sync_columns') || jsonb_object_agg(key, value -> 0))
    FROM jsonb_each(extra)
$$;
