-- What grown-ups have seen of abilities, which no game practises: begun, learned, looked at again. Facts; a slip is taken back by one more.

CREATE TABLE skill_marks (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    child_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    kind text NOT NULL,
    score smallint,
    occurred_at timestamptz NOT NULL,
    local_day date NOT NULL,
    grown_up_id uuid,
    CONSTRAINT skill_marks_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT skill_marks_space_id_child_id_fkey FOREIGN KEY (space_id, child_id)
        REFERENCES children (space_id, id) ON DELETE CASCADE,
    CONSTRAINT skill_marks_space_id_skill_id_fkey FOREIGN KEY (space_id, skill_id)
        REFERENCES skills (space_id, id) ON DELETE NO ACTION,
    CONSTRAINT skill_marks_space_id_grown_up_id_fkey FOREIGN KEY (space_id, grown_up_id)
        REFERENCES grown_ups (space_id, id) ON DELETE SET NULL (grown_up_id),
    CONSTRAINT skill_marks_kind_check CHECK (kind IN ('started', 'learned', 'reviewed', 'taken-back')),
    CONSTRAINT skill_marks_score_check CHECK (score BETWEEN 0 AND 100)
);
CREATE INDEX skill_marks_space_id_child_id_skill_id_idx ON skill_marks (space_id, child_id, skill_id);
CREATE INDEX skill_marks_space_id_skill_id_idx ON skill_marks (space_id, skill_id);
CREATE INDEX skill_marks_space_id_grown_up_id_idx ON skill_marks (space_id, grown_up_id);

-- The standing of a child on an ability, folded anew from all marks in the order they happened, whoever writes them (a mark may come late
-- from another device). It asks for a look again 7 days after it was learned, then 14, then every 21. A mark that was taken back counts as
-- not made: taken-back undoes the last one that still counts.
CREATE FUNCTION fold_skill_marks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched record;
    mark record;
    counted text[];
    moments timestamptz[];
    scores smallint[];
    learned timestamptz;
    looks integer;
    now_status text;
    before text := current_setting('lettergrove.refold', true);
BEGIN
    PERFORM set_config('lettergrove.refold', 'on', true);  -- it is one: from all the facts
    FOR touched IN
        SELECT DISTINCT c.space_id, c.child_id, c.skill_id
        FROM changed AS c JOIN skills AS s ON s.space_id = c.space_id AND s.id = c.skill_id
        WHERE s.aspect = 'ability' ORDER BY 1, 2, 3
    LOOP
        counted := '{}'; moments := '{}'; scores := '{}';
        FOR mark IN
            SELECT kind, score, occurred_at FROM skill_marks
            WHERE space_id = touched.space_id AND child_id = touched.child_id AND skill_id = touched.skill_id ORDER BY occurred_at, id
        LOOP
            IF mark.kind = 'taken-back' THEN
                counted := trim_array(counted, least(1, cardinality(counted)));
                moments := trim_array(moments, least(1, cardinality(moments)));
                scores := trim_array(scores, least(1, cardinality(scores)));
            ELSE
                counted := counted || mark.kind; moments := moments || mark.occurred_at; scores := scores || mark.score;
            END IF;
        END LOOP;
        learned := NULL; looks := 0; now_status := NULL;
        FOR n IN 1 .. cardinality(counted) LOOP
            now_status := CASE WHEN learned IS NOT NULL OR counted[n] = 'learned' THEN 'bloomed' ELSE 'growing' END;
            IF counted[n] = 'learned' AND learned IS NULL THEN
                learned := moments[n];
            ELSIF learned IS NOT NULL THEN
                looks := looks + 1;
            END IF;
        END LOOP;
        IF now_status IS NULL THEN
            DELETE FROM mastery
            WHERE space_id = touched.space_id AND child_id = touched.child_id AND skill_id = touched.skill_id;
            CONTINUE;
        END IF;
        INSERT INTO mastery (space_id, child_id, skill_id, status, leaves, attempts, bloomed_at, due, last_at, memory, rules)
        VALUES (
            touched.space_id, touched.child_id, touched.skill_id, now_status, CASE now_status WHEN 'bloomed' THEN 3 ELSE 1 END, 0, learned,
            CASE WHEN learned IS NOT NULL THEN moments[cardinality(moments)] + least(21, 7 * (looks + 1)) * interval '1 day' END,
            moments[cardinality(moments)],
            jsonb_strip_nulls(jsonb_build_object('score', (
                SELECT given.score FROM unnest(scores) WITH ORDINALITY AS given (score, n) WHERE given.score IS NOT NULL ORDER BY n DESC LIMIT 1
            ))), 1
        )
        ON CONFLICT (space_id, child_id, skill_id) DO UPDATE SET
            status = excluded.status, leaves = excluded.leaves, bloomed_at = excluded.bloomed_at, due = excluded.due,
            last_at = excluded.last_at, memory = excluded.memory, updated_at = now();
    END LOOP;
    PERFORM set_config('lettergrove.refold', coalesce(before, ''), true);
    RETURN NULL;
END
$$;

CREATE TRIGGER fold_added_marks AFTER INSERT ON skill_marks
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION fold_skill_marks();

SELECT sync.follow('skill_marks', 'fact');
SELECT sync.follow('tree_editions', 'fact');
