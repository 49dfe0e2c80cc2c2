-- Who was erased for good: told by the hub, by a carried file, or done here. Ids only, kept for good: a hub that is restored from a backup made
-- before the erasure has forgotten it, and is told again; rows of theirs that come from anywhere are not put in.
CREATE TABLE sync.erased (
    space_id uuid NOT NULL,
    name text NOT NULL,
    id uuid NOT NULL,
    proof text,                              -- the hub's word that it was erased there; only that hub can make or check it
    alone boolean NOT NULL,                  -- done while the space was of this computer alone
    CONSTRAINT erased_pkey PRIMARY KEY (space_id, name, id),
    CONSTRAINT erased_name_check CHECK (name IN ('children', 'grown_ups'))
);

-- As in sync_outbox.sql; who is erased is remembered as well, of a space that is not linked too.
CREATE OR REPLACE FUNCTION sync.mark_erased() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    meant boolean := current_setting('lettergrove.erasing', true) IS NOT DISTINCT FROM 'on';
BEGIN
    IF sync.applying() THEN
        RETURN NULL;
    END IF;
    IF meant AND TG_TABLE_NAME IN ('children', 'grown_ups') THEN
        INSERT INTO sync.erased (space_id, name, id, alone)
        SELECT space_id, TG_TABLE_NAME, (to_jsonb(gone) ->> 'id')::uuid, space_id NOT IN (SELECT space_id FROM sync.state)
        FROM gone ORDER BY 1, 3
        ON CONFLICT DO NOTHING;
    END IF;
    IF NOT EXISTS (SELECT FROM gone JOIN sync.state USING (space_id)) THEN
        RETURN NULL;
    END IF;
    IF NOT meant OR TG_TABLE_NAME IN ('spaces', 'skill_trees', 'skills', 'skill_edges') THEN
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
