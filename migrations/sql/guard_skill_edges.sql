-- Edges stay within one tree and never close a circle, whoever writes them; and `revision` of a tree counts its changes up.

-- Counts the revision of some trees up, in the order of their keys so that two writers cannot wait for one another. That also lets in one
-- writer at a time: who comes second waits here and then sees what the first has written, or, under REPEATABLE READ, has to try again.
-- (A lock alone is not enough: the second writer would go on with an old snapshot.)
CREATE FUNCTION count_tree_revisions(in_space uuid, trees uuid[]) RETURNS void LANGUAGE sql AS $$
    UPDATE skill_trees SET revision = revision + 1
    FROM (
        SELECT id FROM skill_trees WHERE space_id = in_space AND id = ANY (trees) ORDER BY id FOR NO KEY UPDATE
    ) AS touched
    WHERE skill_trees.space_id = in_space AND skill_trees.id = touched.id
$$;

-- Whether some skills of a tree wait for one another. Takes away, again and again, what waits for nothing (Kahn 1962); what stays stands in
-- a circle. Every skill and edge is looked at once: 10,000 skills take tens of milliseconds, where following the paths from each edge
-- would take minutes. Skills are numbered from 1; the edges that leave skill n are `followers[first_edge[n] .. first_edge[n + 1] - 1]`.
-- A tree that has just been copied in has no statistics yet, and nested loops, which the planner then likes, take 30 s instead of 0.1.
CREATE FUNCTION skill_tree_has_cycle(in_space uuid, in_tree uuid) RETURNS boolean LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
    first_edge integer[];
    followers integer[];
    waiting integer[];  -- how many prerequisites of a skill have not been taken away
    free integer[];
    total integer;
    taken integer := 0;
    found integer := 0;
    follower integer;
BEGIN
    WITH numbered AS MATERIALIZED (
        SELECT id, row_number() OVER (ORDER BY id)::integer AS n FROM skills WHERE space_id = in_space AND tree_id = in_tree
    ), edges AS MATERIALIZED (
        SELECT before.n AS before, after.n AS after
        FROM skill_edges AS e
        JOIN numbered AS before ON before.id = e.prerequisite_id
        JOIN numbered AS after ON after.id = e.skill_id
        WHERE e.space_id = in_space AND e.deleted_at IS NULL
    ), counted AS (
        SELECT n, coalesce(o.edges, 0) AS leaving, coalesce(i.edges, 0) AS entering
        FROM numbered
        LEFT JOIN (SELECT before AS n, count(*) AS edges FROM edges GROUP BY 1) AS o USING (n)
        LEFT JOIN (SELECT after AS n, count(*) AS edges FROM edges GROUP BY 1) AS i USING (n)
    ), placed AS (
        SELECT n, entering, sum(leaving) OVER (ORDER BY n) - leaving + 1 AS first FROM counted
    )
    SELECT array_agg(first ORDER BY n), array_agg(entering ORDER BY n), count(*), (SELECT array_agg(after ORDER BY before) FROM edges)
    INTO first_edge, waiting, total, followers
    FROM placed;

    first_edge[total + 1] := coalesce(cardinality(followers), 0) + 1;
    free := array_fill(0, ARRAY[total]);
    FOR n IN 1 .. total LOOP
        IF waiting[n] = 0 THEN
            found := found + 1;
            free[found] := n;
        END IF;
    END LOOP;
    WHILE taken < found LOOP
        taken := taken + 1;
        FOR e IN first_edge[free[taken]] .. first_edge[free[taken] + 1] - 1 LOOP
            follower := followers[e];
            waiting[follower] := waiting[follower] - 1;
            IF waiting[follower] = 0 THEN
                found := found + 1;
                free[found] := follower;
            END IF;
        END LOOP;
    END LOOP;
    RETURN taken < total;
END
$$;

-- Whether, from the prerequisite of one of these edges, the way further back leads to its own skill. UNION meets every skill once.
CREATE FUNCTION edges_close_circle(in_space uuid, skill_ids uuid[], prerequisite_ids uuid[]) RETURNS boolean LANGUAGE sql
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
    WITH RECURSIVE earlier AS (
        SELECT start, skill FROM unnest(skill_ids, prerequisite_ids) AS edge (start, skill)
        UNION
        SELECT earlier.start, e.prerequisite_id
        FROM earlier JOIN skill_edges AS e ON e.space_id = in_space AND e.skill_id = earlier.skill AND e.deleted_at IS NULL
    )
    SELECT EXISTS (SELECT FROM earlier WHERE skill = start)
$$;

-- The tree of a skill.
CREATE FUNCTION tree_of_skill(in_space uuid, skill uuid) RETURNS uuid LANGUAGE sql AS $$
    SELECT tree_id FROM skills WHERE space_id = in_space AND id = skill
$$;

-- After edges were written, once per statement: a few are followed along their paths, a whole tree is looked at as one.
CREATE FUNCTION guard_skill_edges() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched record;
    cycle boolean;
BEGIN
    FOR touched IN
        SELECT
            space_id,
            array_agg(DISTINCT tree_of_skill(space_id, skill_id)) AS trees,
            bool_or(tree_of_skill(space_id, skill_id) <> tree_of_skill(space_id, prerequisite_id)) AS joins_two,
            array_agg(skill_id) FILTER (WHERE deleted_at IS NULL) AS skill_ids,
            array_agg(prerequisite_id) FILTER (WHERE deleted_at IS NULL) AS prerequisite_ids
        FROM changed GROUP BY space_id ORDER BY space_id
    LOOP
        PERFORM count_tree_revisions(touched.space_id, touched.trees);
        IF touched.joins_two THEN
            RAISE check_violation USING
                MESSAGE = 'an edge joins skills of two trees', TABLE = 'skill_edges', CONSTRAINT = 'skill_edges_one_tree_check';
        END IF;
        IF cardinality(touched.skill_ids) > 16 THEN
            SELECT bool_or(skill_tree_has_cycle(touched.space_id, tree)) INTO cycle FROM unnest(touched.trees) AS tree;
        ELSE
            cycle := edges_close_circle(touched.space_id, touched.skill_ids, touched.prerequisite_ids);
        END IF;
        IF cycle THEN
            RAISE check_violation USING
                MESSAGE = 'these edges would make skills wait for one another',
                TABLE = 'skill_edges', CONSTRAINT = 'skill_edges_no_cycle_check';
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

CREATE TRIGGER guard_added_edges AFTER INSERT ON skill_edges
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION guard_skill_edges();
CREATE TRIGGER guard_changed_edges AFTER UPDATE ON skill_edges
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION guard_skill_edges();

-- Where no circle can arise (skills, and edges that go away) only the revision is counted up.
CREATE FUNCTION count_revision_of_skills() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_tree_revisions(space_id, array_agg(DISTINCT tree_id)) FROM changed GROUP BY space_id ORDER BY space_id;
    RETURN NULL;
END
$$;

CREATE FUNCTION count_revision_of_edges() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_tree_revisions(space_id, array_agg(DISTINCT tree_of_skill(space_id, skill_id)))
    FROM changed GROUP BY space_id ORDER BY space_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER count_added_skills AFTER INSERT ON skills
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_revision_of_skills();
CREATE TRIGGER count_changed_skills AFTER UPDATE ON skills
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_revision_of_skills();
CREATE TRIGGER count_deleted_skills AFTER DELETE ON skills
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_revision_of_skills();
CREATE TRIGGER count_deleted_edges AFTER DELETE ON skill_edges
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_revision_of_edges();

-- A skill stays in its tree: moving it would carry its edges into two.
CREATE FUNCTION refuse_another_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE check_violation USING MESSAGE = 'a skill stays in its tree', TABLE = 'skills', CONSTRAINT = 'skills_tree_id_check';
END
$$;

CREATE TRIGGER skills_stay_in_their_tree BEFORE UPDATE OF tree_id ON skills
    FOR EACH ROW WHEN (OLD.tree_id <> NEW.tree_id) EXECUTE FUNCTION refuse_another_tree();
