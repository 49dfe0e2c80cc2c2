-- What waits to be sent. A mark names rows of one table; what they hold is read when a batch is frozen. Facts are marked in one row for up to
-- 500 of them, records once each however often they change: a new mark has a new ticket, so that the acknowledgement of an older batch
-- (which names its tickets) leaves it alone. Never read by "ticket greater than": sequences commit out of order.

CREATE TABLE sync.outbox (
    ticket bigint GENERATED ALWAYS AS IDENTITY,
    space_id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    ids uuid[] NOT NULL,
    was jsonb,  -- of a record: the stamps that the columns changed here had before
    CONSTRAINT outbox_pkey PRIMARY KEY (space_id, name, ticket),
    CONSTRAINT outbox_kind_check CHECK (kind IN ('record', 'fact', 'erasure'))
);
CREATE UNIQUE INDEX outbox_once_idx ON sync.outbox (space_id, name, (ids[1])) WHERE kind = 'record';

-- The triggers below mark rows of a linked space; of any other space nothing waits.

CREATE FUNCTION sync.mark_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT sync.applying() THEN
        INSERT INTO sync.outbox (space_id, kind, name, ids)
        SELECT space_id, 'fact', TG_TABLE_NAME, array_agg(id)
        FROM (SELECT space_id, id, (row_number() OVER () - 1) / 500 AS part FROM written) AS rows
        WHERE space_id IN (SELECT space_id FROM sync.state)
        GROUP BY space_id, part;
    END IF;
    RETURN NULL;
END
$$;

-- The argument is the column of the row's id: a space's own id is its space_id.
CREATE FUNCTION sync.mark_new_records() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT sync.applying() THEN
        INSERT INTO sync.outbox (space_id, kind, name, ids)
        SELECT space_id, 'record', TG_TABLE_NAME, ARRAY[(to_jsonb(written) ->> TG_ARGV[0])::uuid]
        FROM written WHERE space_id IN (SELECT space_id FROM sync.state)
        ORDER BY 4
        ON CONFLICT (space_id, name, (ids[1])) WHERE kind = 'record' DO UPDATE SET ticket = DEFAULT;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION sync.mark_changed_records() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT sync.applying() THEN
        INSERT INTO sync.outbox AS mark (space_id, kind, name, ids, was)
        SELECT is_now.space_id, 'record', TG_TABLE_NAME, ARRAY[is_now.id], (
            SELECT jsonb_object_agg(key, coalesce(was.sync_columns ->> key, was.sync_stamp::text))
            FROM jsonb_each(is_now.sync_columns) AS stamp WHERE value IS DISTINCT FROM was.sync_columns -> key
        )
        FROM (SELECT space_id, (to_jsonb(written) ->> TG_ARGV[0])::uuid AS id, sync_columns FROM written) AS is_now
        JOIN (SELECT space_id, (to_jsonb(before) ->> TG_ARGV[0])::uuid AS id, sync_stamp, sync_columns FROM before) AS was
            USING (space_id, id)
        WHERE is_now.sync_columns <> was.sync_columns AND space_id IN (SELECT space_id FROM sync.state)
        ORDER BY is_now.id
        ON CONFLICT (space_id, name, (ids[1])) WHERE kind = 'record'
            DO UPDATE SET ticket = DEFAULT, was = excluded.was || coalesce(mark.was, '{}');
    END IF;
    RETURN NULL;
END
$$;

-- A child or a grown-up of a linked space is removed for good only where that is meant, and then everywhere: `SET LOCAL
-- lettergrove.erasing = 'on'`. What belongs to them goes with them, by the keys; nothing else is ever removed for good.
CREATE FUNCTION sync.mark_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF sync.applying() OR NOT EXISTS (SELECT FROM gone JOIN sync.state USING (space_id)) THEN
        RETURN NULL;
    END IF;
    IF current_setting('lettergrove.erasing', true) IS DISTINCT FROM 'on'
        OR TG_TABLE_NAME IN ('spaces', 'skill_trees', 'skills', 'skill_edges')
    THEN
        RAISE restrict_violation USING MESSAGE = format('rows of %s in a linked space are removed softly', TG_TABLE_NAME);
    END IF;
    IF TG_TABLE_NAME IN ('children', 'grown_ups') THEN
        INSERT INTO sync.outbox (space_id, kind, name, ids)
        SELECT space_id, 'erasure', TG_TABLE_NAME, array_agg((to_jsonb(gone) ->> 'id')::uuid)
        FROM gone JOIN sync.state USING (space_id)
        GROUP BY space_id;
    END IF;
    RETURN NULL;
END
$$;
