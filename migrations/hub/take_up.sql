-- What newer devices have sent before the hub was upgraded: put where it belongs. Run by the upgrade that brings its columns and tables.
--
-- What does not fit (a rule of the new table, a value of the wrong type) stays where it was kept: the devices have it, and a comparison finds it.

-- `spoke` is the contract that the hub has spoken so far.
CREATE OR REPLACE FUNCTION sync.take_up(spoke integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    new record;
BEGIN
    PERFORM set_config('lettergrove.operator', 'on', true);
    FOR new IN SELECT * FROM sync.later_columns() AS c WHERE c.since > spoke LOOP
        PERFORM sync.take_up_column(new.tbl, new.fact, new.key, new.col, new.type);
    END LOOP;
    FOR new IN
        SELECT DISTINCT f.space_id, known.place, known.tbl, known.fact
        FROM sync.foreign_rows AS f JOIN sync.tables() AS known ON known.tbl = f.tbl AND known.fact = (f.stamps IS NULL) ORDER BY 1, 2
    LOOP
        PERFORM set_config('lettergrove.space', new.space_id::text, true), sync.take_up_rows(new.space_id, new.tbl, new.fact);
    END LOOP;
    PERFORM set_config('lettergrove.operator', 'off', true);
END
$$;

-- Rows keep their numbers: whoever knows the column has had it, and a device whose contract rises pulls everything once more.
CREATE OR REPLACE FUNCTION sync.take_up_column(tbl text, fact boolean, key text, col text, type text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    zero text := '00000000-0000-0000-0000-000000000000';
    kept record;
BEGIN
    IF NOT fact THEN  -- nobody has written it yet
        EXECUTE format(
            'UPDATE shared.%I SET sync_columns = sync_columns || jsonb_build_object(%L, %L) WHERE sync_stamp <> %L AND NOT sync_columns ? %L',
            tbl, col, zero, zero, col
        );
    END IF;
    FOR kept IN EXECUTE format('SELECT space_id, %I AS id, sync_extra -> %L AS said FROM shared.%I WHERE sync_extra ? %L', key, col, tbl, col) LOOP
        BEGIN
            IF fact THEN
                EXECUTE format('UPDATE shared.%I SET %I = ($1 #>> ''{}'')::%s WHERE space_id = $2 AND %I = $3', tbl, col, type, key)
                USING kept.said, kept.space_id, kept.id;
            ELSE
                EXECUTE format(
                    'UPDATE shared.%I AS t SET %I = r.value, sync_columns = CASE WHEN t.sync_stamp = ($1 ->> 0)::uuid THEN t.sync_columns - %L
                        ELSE t.sync_columns || jsonb_build_object(%L, $1 -> 0) END
                    FROM jsonb_to_record(jsonb_build_object(''value'', $1 -> 1)) AS r (value %s) WHERE t.space_id = $2 AND t.%I = $3',
                    tbl, col, col, col, type, key
                ) USING kept.said, kept.space_id, kept.id;
            END IF;
            EXECUTE format('UPDATE shared.%I SET sync_extra = nullif(sync_extra - %L, ''{}'') WHERE space_id = $1 AND %I = $2', tbl, col, key)
            USING kept.space_id, kept.id;
        EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
            CONTINUE;
        END;
    END LOOP;
END
$$;

-- Rows of a table that was not known are taken as if they were pushed now, all of them in one place of the history.
CREATE OR REPLACE FUNCTION sync.take_up_rows(in_space uuid, in_tbl text, fact boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    head sync.heads;
    rows jsonb;
    many bigint;
    outcome jsonb;
    new_chain text;
BEGIN
    SELECT * INTO head FROM sync.heads WHERE space_id = in_space FOR NO KEY UPDATE;
    rows := CASE
        WHEN fact THEN sync.foreign_facts(in_space, 0, head.seq) -> in_tbl -> 'columns'
        ELSE sync.foreign_records(in_space, 0, head.seq) -> in_tbl
    END;
    many := CASE WHEN fact THEN cardinality((rows ->> 'id')::text[]) ELSE jsonb_array_length(rows) END;
    outcome := sync.take(in_space, in_tbl, fact, rows, many, head.seq, true, 0);
    DELETE FROM sync.foreign_rows AS f
    WHERE f.space_id = in_space AND f.tbl = in_tbl AND f.id::text NOT IN (
        SELECT r ->> 'id' FROM jsonb_array_elements(outcome -> 'refused') AS r WHERE r ->> 'why' <> 'erased'
    );
    new_chain := encode(sha256(convert_to(head.chain || in_tbl || (head.seq + many), 'UTF8')), 'hex');
    UPDATE sync.heads SET seq = head.seq + many, chain = new_chain WHERE space_id = in_space;
    INSERT INTO sync.checkpoints (space_id, seq, chain, at) VALUES (in_space, head.seq + many, new_chain, sync.now_at());
END
$$;
