-- The way back of sync_erased.sql and sync_left_out.sql: the trigger of erasing as sync_outbox.sql has it, and no memories.
CREATE OR REPLACE FUNCTION sync.mark_erased() RETURNS trigger LANGUAGE plpgsql AS $$
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
DROP TABLE sync.erased, sync.left_out, sync.folded;
