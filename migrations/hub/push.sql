-- push: one batch, one transaction, one round trip. Made anew at each upgrade of a hub.

CREATE OR REPLACE FUNCTION sync.push(in_space uuid, body jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    who sync.credentials := sync.enter(in_space, body);
    in_batch uuid := sync.uuid_in(body, 'batch');
    changes jsonb := body -> 'changes';
    head sync.heads;
    many bigint;
    outcome jsonb;
    new_token uuid := gen_random_uuid();
    new_seq bigint;
    new_chain text;
    answer jsonb;
BEGIN
    IF who.last_batch = in_batch THEN
        RETURN who.last_answer || '{"again": true}';
    END IF;
    PERFORM sync.prove(in_space, who, body);
    many := sync.count_changes(changes);
    PERFORM sync.check_clock(changes);
    -- The lock by which sequence numbers appear in the order in which they were given: a reader never finds a gap that is filled later.
    SELECT * INTO head FROM sync.heads WHERE space_id = in_space FOR NO KEY UPDATE;
    outcome := sync.take_all(in_space, who, changes, head.seq, (body -> 'pulled' ->> 'seq')::bigint);
    new_seq := head.seq;
    new_chain := head.chain;
    IF (outcome ->> 'stored')::bigint + (outcome ->> 'touched')::bigint > 0 THEN
        new_seq := head.seq + many;
        new_chain := encode(sha256(convert_to(head.chain || in_batch || new_seq, 'UTF8')), 'hex');
        UPDATE sync.heads SET seq = new_seq, chain = new_chain WHERE space_id = in_space;
        INSERT INTO sync.checkpoints (space_id, seq, chain, at) VALUES (in_space, new_seq, new_chain, sync.now_at());
        IF head.seq / 1024 <> new_seq / 1024 THEN
            PERFORM sync.thin_checkpoints(in_space);
        END IF;
    END IF;
    IF outcome -> 'refused' <> '[]' THEN
        PERFORM sync.note_refused(in_space, who.device_id, in_batch, outcome -> 'refused');
    END IF;
    answer := (outcome - 'touched') || jsonb_build_object(
        'head', new_seq, 'chain', new_chain, 'before', CASE WHEN (outcome ->> 'touched')::bigint = 0 THEN head.seq END, 'token', new_token, 'now', sync.now_ms()
    );
    UPDATE sync.credentials SET
        token = new_token, last_batch = in_batch, last_answer = answer, acked_seq = new_seq, pulled_seq = (body -> 'pulled' ->> 'seq')::bigint,
        seen_at = sync.now_at()
    WHERE space_id = in_space AND device_id = who.device_id;
    RETURN answer;
END
$$;

-- How many rows a push brings; refused when it is no set of changes, or too many.
CREATE OR REPLACE FUNCTION sync.count_changes(changes jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    part record;
    many bigint := 0;
BEGIN
    IF jsonb_typeof(changes) IS DISTINCT FROM 'object' OR changes - ARRAY['records', 'facts'] <> '{}' THEN
        PERFORM sync.refuse('PT400', 'malformed', '{"reason": "changes"}');
    ELSIF pg_column_size(changes) > 6000000 THEN
        PERFORM sync.refuse('PT413', 'too large');
    END IF;
    FOR part IN SELECT * FROM jsonb_each(coalesce(changes -> 'records', '{}')) LOOP
        IF part.key !~ '^[a-z_]{1,60}$' OR jsonb_typeof(part.value) <> 'array' THEN
            PERFORM sync.refuse('PT400', 'malformed', '{"reason": "records"}');
        END IF;
        many := many + jsonb_array_length(part.value);
    END LOOP;
    FOR part IN SELECT * FROM jsonb_each(coalesce(changes -> 'facts', '{}')) LOOP
        IF part.key !~ '^[a-z_]{1,60}$' OR jsonb_typeof(part.value) <> 'object' OR jsonb_typeof(part.value -> 'columns') IS DISTINCT FROM 'object' THEN
            PERFORM sync.refuse('PT400', 'malformed', '{"reason": "facts"}');
        ELSIF cardinality((part.value -> 'columns' ->> 'id')::text[]) IS DISTINCT FROM sync.number_in(part.value, 'n', 1, 5000)::integer THEN
            PERFORM sync.refuse('PT400', 'malformed', '{"reason": "n"}');
        END IF;
        many := many + (part.value ->> 'n')::bigint;
    END LOOP;
    IF many = 0 THEN
        PERFORM sync.refuse('PT400', 'malformed', '{"reason": "nothing"}');
    ELSIF many > 5000 THEN
        PERFORM sync.refuse('PT413', 'too many rows');
    END IF;
    RETURN many;
END
$$;

-- Refuses stamps that lie ahead; what is no stamp at all is found later, and only its own row refused.
CREATE OR REPLACE FUNCTION sync.check_clock(changes jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    latest text := sync.latest_stamp()::text;
BEGIN
    IF EXISTS (
        SELECT FROM jsonb_each(coalesce(changes -> 'records', '{}')) AS part
        CROSS JOIN LATERAL jsonb_array_elements(part.value) AS given
        WHERE lower(given ->> 'sync_stamp') COLLATE "C" > latest
            OR EXISTS (
                SELECT FROM jsonb_each_text(CASE WHEN jsonb_typeof(given -> 'sync_columns') = 'object' THEN given -> 'sync_columns' ELSE '{}' END) AS s
                WHERE lower(s.value) COLLATE "C" > latest
            )
    ) OR sync.facts_ahead(changes -> 'facts', to_timestamp(sync.now_ms() / 1000.0 + 300)) THEN
        PERFORM sync.refuse('PT422', 'the clock of this device is ahead', jsonb_build_object('now', sync.now_ms()));
    END IF;
END
$$;

-- All tables in the contract's order, then those that only newer devices know.
CREATE OR REPLACE FUNCTION sync.take_all(in_space uuid, who sync.credentials, changes jsonb, from_seq bigint, seen bigint) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    outcome jsonb := '{"stored": 0, "touched": 0, "refused": [], "conflicts": []}';
    part record;
    many bigint;
BEGIN
    FOR part IN
        SELECT given.*, known.place, known.roles, known.known
        FROM (
            SELECT key AS tbl, false AS fact, value AS rows FROM jsonb_each(coalesce(changes -> 'records', '{}'))
            UNION ALL SELECT key, true, value -> 'columns' FROM jsonb_each(coalesce(changes -> 'facts', '{}'))
        ) AS given
        LEFT JOIN sync.tables() AS known ON known.tbl = given.tbl AND known.fact = given.fact
        ORDER BY known.place NULLS LAST, given.tbl COLLATE "C"
    LOOP
        many := CASE WHEN part.fact THEN cardinality((part.rows ->> 'id')::text[]) ELSE jsonb_array_length(part.rows) END;
        IF part.place IS NOT NULL THEN
            IF part.fact AND EXISTS (SELECT FROM jsonb_object_keys(part.rows) AS key WHERE key <> ALL (part.known)) THEN
                part.rows := sync.with_beyond(part.rows, part.known);
            END IF;
            outcome := sync.joined(outcome, sync.take(in_space, part.tbl, part.fact, part.rows, many, from_seq, who.role = ANY (part.roles), seen));
        ELSE
            outcome := sync.joined(outcome, sync.take_foreign(in_space, part.tbl, part.fact, part.rows, many, from_seq, who.role <> 'helper', seen));
        END IF;
        from_seq := from_seq + many;
    END LOOP;
    RETURN outcome;
END
$$;

CREATE OR REPLACE FUNCTION sync.joined(one jsonb, other jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_build_object(
        'stored', (one ->> 'stored')::bigint + (other ->> 'stored')::bigint,
        'touched', coalesce((one ->> 'touched')::bigint, 0) + coalesce((other ->> 'touched')::bigint, 0),
        'refused', (one -> 'refused') || (other -> 'refused'),
        'conflicts', (one -> 'conflicts') || (other -> 'conflicts')
    )
$$;

-- Takes rows of one table; where one of them breaks a rule, halves are tried until it stands alone.
CREATE OR REPLACE FUNCTION sync.take(in_space uuid, tbl text, fact boolean, rows jsonb, many bigint, from_seq bigint, allowed boolean, seen bigint)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    judged record;
    merged record;
    state text;
    said text;
    half bigint := many / 2;
BEGIN
    BEGIN
        EXECUTE format('SELECT * FROM sync.refuse_%I($1, $2, $3)', tbl) INTO judged USING in_space, rows, allowed;
        EXECUTE format('SELECT * FROM sync.merge_%I($1, $2, $3, $4, $5, $6)', tbl) INTO merged
        USING in_space, rows, from_seq, judged.skip, judged.gone, seen;
        RETURN jsonb_build_object(
            'stored', merged.stored, 'touched', merged.touched, 'refused', judged.refused, 'conflicts', merged.conflicts
        );
    EXCEPTION WHEN data_exception OR integrity_constraint_violation OR cardinality_violation OR program_limit_exceeded OR wrong_object_type THEN
        GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, said = MESSAGE_TEXT;
    END;
    IF many > 1 THEN
        RETURN sync.joined(
            sync.take(in_space, tbl, fact, sync.slice(rows, fact, 1, half), half, from_seq, allowed, seen),
            sync.take(in_space, tbl, fact, sync.slice(rows, fact, half + 1, many), many - half, from_seq + half, allowed, seen)
        );
    END IF;
    RETURN jsonb_build_object('stored', 0, 'conflicts', '[]'::jsonb, 'refused', jsonb_build_array(jsonb_build_object(
        'table', tbl, 'id', sync.first_id(rows, fact), 'why', CASE WHEN state LIKE '23%' THEN 'check' ELSE 'type' END, 'state', state,
        'message', left(said, 300), 'row', NULL
    )));
END
$$;

-- Some of the rows, by number from 1.
CREATE OR REPLACE FUNCTION sync.slice(rows jsonb, fact boolean, first bigint, last bigint) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN fact THEN (SELECT jsonb_object_agg(key, ((value::text[])[first:last])::text) FROM jsonb_each_text(rows))
        ELSE (SELECT jsonb_agg(value ORDER BY n) FROM jsonb_array_elements(rows) WITH ORDINALITY AS r (value, n) WHERE n BETWEEN first AND last)
    END
$$;

CREATE OR REPLACE FUNCTION sync.first_id(rows jsonb, fact boolean) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT left(CASE WHEN fact THEN ((rows ->> 'id')::text[])[1] WHEN jsonb_typeof(rows -> 0) = 'object' THEN rows -> 0 ->> 'id' END, 100)
$$;

-- Columns of facts that only newer devices know, put into `extra`: one object of texts for each fact.
CREATE OR REPLACE FUNCTION sync.with_beyond(rows jsonb, known text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT rows || jsonb_build_object('extra', (
        SELECT array_agg(nullif(coalesce(((rows ->> 'extra')::jsonb[])[said.n], '{}') || coalesce(said.more, '{}'), '{}') ORDER BY said.n)::text
        FROM (
            SELECT v.n, jsonb_object_agg(r.key, v.value) FILTER (WHERE v.value IS NOT NULL) AS more
            FROM jsonb_each_text(rows) AS r, unnest(r.value::text[]) WITH ORDINALITY AS v (value, n) WHERE r.key <> ALL (known) GROUP BY v.n
        ) AS said
    ))
$$;

-- Of two facts that are alike but for this: of each key the lesser text, and nothing at all loses.
CREATE OR REPLACE FUNCTION sync.lesser_extra(one jsonb, other jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_object_agg(key, value) FROM (
        SELECT key, min(value COLLATE "C") AS value
        FROM (SELECT * FROM jsonb_each_text(coalesce(one, '{}')) UNION ALL SELECT * FROM jsonb_each_text(coalesce(other, '{}'))) AS both_of
        WHERE value IS NOT NULL GROUP BY key
    ) AS least
$$;

-- A value of JSON as the text by which two equal stamps are decided: nothing at all is the least.
CREATE OR REPLACE FUNCTION sync.rank_of(value jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN value = 'null' THEN '' ELSE value::text END COLLATE "C"
$$;

-- What a newer device says of a record beyond what this hub knows: column -> [stamp, value], merged as columns are.
CREATE OR REPLACE FUNCTION sync.merged_extra(stored jsonb, more jsonb, stamp uuid, stamps jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT nullif(coalesce(stored, '{}') || coalesce(jsonb_object_agg(given.key, jsonb_build_array(given.stamp, given.value)), '{}'), '{}')
    FROM (SELECT key, value, lower(coalesce(stamps ->> key, stamp::text))::uuid AS stamp FROM jsonb_each(more)) AS given
    WHERE NOT coalesce(stored, '{}') ? given.key
        OR given.stamp > (stored -> given.key ->> 0)::uuid
        OR (given.stamp = (stored -> given.key ->> 0)::uuid AND sync.rank_of(given.value) > sync.rank_of(stored -> given.key -> 1))
$$;

-- Rows of tables that this hub does not know, one by one: there are few until the hub is upgraded.
CREATE OR REPLACE FUNCTION sync.take_foreign(in_space uuid, in_tbl text, fact boolean, rows jsonb, many bigint, from_seq bigint, allowed boolean, seen bigint)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    given jsonb;
    old sync.foreign_rows;
    said jsonb;
    merged jsonb;
    n bigint;
    stored bigint := 0;
    touched bigint := 0;
    refused jsonb := '[]';
BEGIN
    FOR n IN 1 .. many LOOP
        given := sync.slice(rows, fact, n, n);
        BEGIN
            IF NOT allowed AND NOT fact THEN
                RAISE insufficient_privilege USING MESSAGE = 'not for this role';
            ELSIF pg_column_size(given) > 256000 THEN
                RAISE program_limit_exceeded USING MESSAGE = 'too large';
            ELSIF fact THEN
                SELECT jsonb_object_agg(key, (value::text[])[1]) INTO given FROM jsonb_each_text(given);
                said := NULL;
            ELSE
                given := given -> 0;
                SELECT jsonb_object_agg(key, jsonb_build_array(coalesce(given -> 'sync_columns' ->> key, given ->> 'sync_stamp')::uuid, value)) INTO said
                FROM jsonb_each(given - ARRAY['id', 'sync_stamp', 'sync_columns', 'sync_was']);
            END IF;
            IF sync.names_erased(in_space, given) THEN
                refused := refused || jsonb_build_object('table', in_tbl, 'id', given ->> 'id', 'why', 'erased', 'row', NULL);
                CONTINUE;
            END IF;
            SELECT * INTO old FROM sync.foreign_rows WHERE space_id = in_space AND tbl = in_tbl AND id = (given ->> 'id')::uuid;
            IF NOT FOUND THEN
                INSERT INTO sync.foreign_rows VALUES (in_space, in_tbl, (given ->> 'id')::uuid, CASE WHEN fact THEN given ELSE '{}' END, said, from_seq + n);
                stored := stored + 1;
            ELSIF fact AND given::text COLLATE "C" < old.body::text COLLATE "C" THEN
                UPDATE sync.foreign_rows SET body = given, seq = from_seq + n WHERE space_id = in_space AND tbl = in_tbl AND id = old.id;
                stored := stored + 1;
            ELSIF NOT fact THEN
                SELECT old.stamps || coalesce(jsonb_object_agg(key, value), '{}') INTO merged FROM jsonb_each(said)
                WHERE NOT old.stamps ? key OR value ->> 0 > old.stamps -> key ->> 0
                    OR (value ->> 0 = old.stamps -> key ->> 0 AND sync.rank_of(value -> 1) > sync.rank_of(old.stamps -> key -> 1));
                IF merged <> old.stamps THEN
                    UPDATE sync.foreign_rows SET stamps = merged, seq = from_seq + n
                    WHERE space_id = in_space AND tbl = in_tbl AND id = old.id;
                    stored := stored + 1;
                ELSIF said <> merged AND old.seq <= seen THEN  -- it has passed this row, and yet has less: see merge_records
                    UPDATE sync.foreign_rows SET seq = from_seq + n WHERE space_id = in_space AND tbl = in_tbl AND id = old.id;
                    touched := touched + 1;
                END IF;
            END IF;
        EXCEPTION WHEN data_exception OR integrity_constraint_violation OR insufficient_privilege OR program_limit_exceeded THEN
            refused := refused || jsonb_build_object(
                'table', in_tbl, 'id', given ->> 'id', 'why', CASE SQLSTATE WHEN '42501' THEN 'forbidden' WHEN '54000' THEN 'too-large' ELSE 'type' END,
                'state', SQLSTATE, 'message', SQLERRM, 'row', NULL
            );
        END;
    END LOOP;
    RETURN jsonb_build_object('stored', stored, 'touched', touched, 'refused', refused, 'conflicts', '[]'::jsonb);
END
$$;

-- Whether one of the values is the id of a child who was erased. Of a table that this hub does not know it cannot know whose a row is; whatever
-- names a child is the child's.
CREATE OR REPLACE FUNCTION sync.names_erased(in_space uuid, given jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM sync.erasures AS e JOIN jsonb_each_text(given) AS said ON said.value = e.row_id::text
        WHERE e.space_id = in_space AND e.tbl = 'children'
    )
$$;

-- For whoever runs the hub: what was refused, the last 200.
CREATE OR REPLACE FUNCTION sync.note_refused(in_space uuid, device uuid, in_batch uuid, refused jsonb) RETURNS void LANGUAGE sql AS $$
    INSERT INTO sync.quarantine (space_id, at, device_id, batch, tbl, row_id, why, state, message)
    SELECT in_space, sync.now_at(), device, in_batch, r ->> 'table', r ->> 'id', r ->> 'why', coalesce(r ->> 'state', ''), coalesce(r ->> 'message', '')
    FROM jsonb_array_elements(refused) AS r WHERE r ->> 'why' NOT IN ('orphan', 'erased') LIMIT 200;
    DELETE FROM sync.quarantine WHERE space_id = in_space AND id IN (
        SELECT id FROM sync.quarantine WHERE space_id = in_space ORDER BY at DESC OFFSET 200
    );
$$;
