-- Which rows of children are one child. What newer devices have sent before this hub knew the table is taken out of the foreign rows; an alias
-- of a child that is not there (any more) is left out.
CREATE TABLE shared.child_aliases (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    child_id uuid NOT NULL,
    same_as uuid NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    sync_stamp uuid NOT NULL,
    sync_columns jsonb NOT NULL,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT child_aliases_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT child_aliases_space_id_child_id_fkey FOREIGN KEY (space_id, child_id) REFERENCES shared.children (space_id, id),
    CONSTRAINT child_aliases_space_id_same_as_fkey FOREIGN KEY (space_id, same_as) REFERENCES shared.children (space_id, id),
    CONSTRAINT child_aliases_same_as_check CHECK (child_id <> same_as)
);
CREATE INDEX child_aliases_space_id_child_id_idx ON shared.child_aliases (space_id, child_id);
CREATE INDEX child_aliases_space_id_same_as_idx ON shared.child_aliases (space_id, same_as);

SELECT set_config('lettergrove.operator', 'on', true);
WITH known AS (
    SELECT f.space_id, f.id, f.seq, f.stamps, f.stamps -> 'created_at' ->> 0 AS stamp, (f.stamps -> 'child_id' ->> 1)::uuid AS child_id,
        (f.stamps -> 'same_as' ->> 1)::uuid AS same_as, (f.stamps -> 'created_at' ->> 1)::timestamptz AS created_at,
        (f.stamps -> 'deleted_at' ->> 1)::timestamptz AS deleted_at
    FROM sync.foreign_rows AS f WHERE f.tbl = 'child_aliases' AND f.stamps IS NOT NULL
)
INSERT INTO shared.child_aliases (space_id, id, child_id, same_as, created_at, deleted_at, sync_stamp, sync_columns, seq)
SELECT k.space_id, k.id, k.child_id, k.same_as, k.created_at, k.deleted_at, k.stamp::uuid, (
    SELECT coalesce(jsonb_object_agg(s.key, s.value -> 0), '{}') FROM jsonb_each(k.stamps) AS s
    WHERE s.key IN ('child_id', 'same_as', 'deleted_at') AND s.value ->> 0 <> k.stamp
), k.seq
FROM known AS k
WHERE k.child_id <> k.same_as
    AND EXISTS (SELECT FROM shared.children AS c WHERE c.space_id = k.space_id AND c.id = k.child_id)
    AND EXISTS (SELECT FROM shared.children AS c WHERE c.space_id = k.space_id AND c.id = k.same_as);
DELETE FROM sync.foreign_rows WHERE tbl = 'child_aliases';
SELECT set_config('lettergrove.operator', 'off', true);
