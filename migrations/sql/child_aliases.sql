-- Which rows of children are one child: a row that was added apart is joined to the row that is kept, and nothing else is rewritten.

CREATE TABLE child_aliases (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    child_id uuid NOT NULL,
    same_as uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT child_aliases_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT child_aliases_space_id_fkey FOREIGN KEY (space_id) REFERENCES spaces (space_id) ON DELETE CASCADE,
    CONSTRAINT child_aliases_space_id_child_id_fkey FOREIGN KEY (space_id, child_id) REFERENCES children (space_id, id) ON DELETE CASCADE,
    CONSTRAINT child_aliases_space_id_same_as_fkey FOREIGN KEY (space_id, same_as) REFERENCES children (space_id, id) ON DELETE CASCADE,
    CONSTRAINT child_aliases_same_as_check CHECK (child_id <> same_as)
);
CREATE INDEX child_aliases_space_id_child_id_idx ON child_aliases (space_id, child_id);
CREATE INDEX child_aliases_space_id_same_as_idx ON child_aliases (space_id, same_as);

SELECT sync.follow('child_aliases', 'record');

-- Joined or separated, here or elsewhere: where the children at both ends stand is to be folded anew, on every skill. The skill of zeros says
-- so; whose rows they are then is found when it is folded. Whatever becomes of a chain or a ring, each of its parts has one of the ends.
CREATE FUNCTION refold_joined_children() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO sync.refolds (space_id, child_id, skill_id, since)
    SELECT DISTINCT a.space_id, ends.child, '00000000-0000-0000-0000-000000000000'::uuid, '-infinity'::timestamptz
    FROM touched AS a CROSS JOIN LATERAL (VALUES (a.child_id), (a.same_as)) AS ends (child)
    JOIN children AS c ON c.space_id = a.space_id AND c.id = ends.child
    ORDER BY 1, 2
    ON CONFLICT (space_id, child_id, skill_id) DO UPDATE SET since = excluded.since;
    RETURN NULL;
END
$$;

CREATE TRIGGER refold_joined AFTER INSERT ON child_aliases
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refold_joined_children();
CREATE TRIGGER refold_joined_anew AFTER UPDATE ON child_aliases
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refold_joined_children();
CREATE TRIGGER refold_separated AFTER DELETE ON child_aliases
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refold_joined_children();

-- A mark on an ability of a child that has several rows is folded with those of its other rows, which a trigger cannot know: it waits in
-- sync.refolds. All other marks are folded as before.
CREATE FUNCTION wait_with_joined_marks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO sync.refolds AS known (space_id, child_id, skill_id, since)
    SELECT DISTINCT c.space_id, c.child_id, c.skill_id, '-infinity'::timestamptz
    FROM changed AS c
    WHERE EXISTS (
        SELECT FROM child_aliases AS a WHERE a.space_id = c.space_id AND c.child_id IN (a.child_id, a.same_as) AND a.deleted_at IS NULL
    )
    ORDER BY 1, 2, 3
    ON CONFLICT (space_id, child_id, skill_id) DO UPDATE SET since = excluded.since;
    RETURN NULL;
END
$$;

CREATE TRIGGER wait_with_joined_marks AFTER INSERT ON skill_marks
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION wait_with_joined_marks();
