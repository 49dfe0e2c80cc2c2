-- What lies before and after a skill, and what is open for a child, answered by the database itself as it is in memory.

-- Everything that comes before a skill, near and far, of every alternative. UNION meets every skill once, and ends on circles too. (A skill
-- that is taken out takes its edges with it.) A tree that was just copied in has no statistics, and joins by hashing would read all edges
-- again at every step; two indexes hold all that a step asks.
CREATE FUNCTION earlier_skills(in_space uuid, start uuid) RETURNS SETOF uuid LANGUAGE sql STABLE
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
    WITH RECURSIVE earlier (id) AS (
        SELECT start
        UNION
        SELECT e.prerequisite_id
        FROM earlier
        JOIN skill_edges AS e ON e.space_id = in_space AND e.skill_id = earlier.id AND e.deleted_at IS NULL
    )
    SELECT id FROM earlier WHERE id <> start
$$;

-- Everything that depends on a skill.
CREATE FUNCTION later_skills(in_space uuid, start uuid) RETURNS SETOF uuid LANGUAGE sql STABLE
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
    WITH RECURSIVE later (id) AS (
        SELECT start
        UNION
        SELECT e.skill_id
        FROM later
        JOIN skill_edges AS e ON e.space_id = in_space AND e.prerequisite_id = later.id AND e.deleted_at IS NULL
    )
    SELECT id FROM later WHERE id <> start
$$;

-- How far a standing has come, in the numbers of `skill_edges.minimum_level`; NULL before the first answer.
CREATE FUNCTION standing_level(status text, leaves smallint) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN status = 'bloomed' THEN 4 WHEN status = 'growing' AND leaves >= 3 THEN 3 WHEN status = 'growing' THEN 2 END
$$;

-- How many of the remembered first tries were right, in hundredths; as it was noted for an ability. 0 before there are any.
CREATE FUNCTION standing_score(memory jsonb) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(
        (memory ->> 'score')::integer,
        (SELECT 100 * count(*) FILTER (WHERE (try -> 3)::boolean) / count(*) FROM jsonb_array_elements(memory -> 'tries') AS try HAVING count(*) > 0)::integer,
        0
    )
$$;

-- The skills of a tree that wait for nothing, whether begun or not: every group of their edges has one member met, and their day has come.
-- An edge that is content with a skill being ready hands that on, so it is asked again until nothing more opens.
CREATE FUNCTION open_skills(in_space uuid, in_tree uuid, for_child uuid, today date) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SET enable_nestloop = off AS $$
DECLARE
    opened uuid[] := '{}';
    before integer := -1;
    hands_on boolean;
BEGIN
    SELECT EXISTS (
        SELECT FROM skill_edges AS e JOIN skills AS s ON s.space_id = e.space_id AND s.id = e.skill_id
        WHERE e.space_id = in_space AND s.tree_id = in_tree AND e.minimum_level = 1 AND e.minimum_score IS NULL AND e.deleted_at IS NULL
    ) INTO hands_on;
    WHILE cardinality(opened) > before LOOP
        before := cardinality(opened);
        WITH there AS MATERIALIZED (
            SELECT id, opens_on FROM skills WHERE space_id = in_space AND tree_id = in_tree AND deleted_at IS NULL
        ), passed AS MATERIALIZED (
            SELECT DISTINCT skill_id AS id FROM skill_choices
            WHERE space_id = in_space AND child_id = for_child AND kind IN ('skip', 'not-for-child') AND deleted_at IS NULL
        ), met AS (
            SELECT e.skill_id, e.any_of, bool_or(
                p.id IS NOT NULL
                OR coalesce(standing_level(m.status, m.leaves) >= e.minimum_level, false)
                    AND (e.minimum_score IS NULL OR standing_score(m.memory) >= e.minimum_score)
                OR e.minimum_level = 1 AND e.minimum_score IS NULL AND o.id IS NOT NULL
            ) AS met
            FROM skill_edges AS e
            JOIN there AS after ON after.id = e.skill_id
            JOIN there AS earlier ON earlier.id = e.prerequisite_id
            LEFT JOIN passed AS p ON p.id = e.prerequisite_id
            LEFT JOIN mastery AS m ON m.space_id = in_space AND m.child_id = for_child AND m.skill_id = e.prerequisite_id
            LEFT JOIN unnest(opened) AS o (id) ON o.id = e.prerequisite_id
            WHERE e.space_id = in_space AND e.deleted_at IS NULL
            GROUP BY e.skill_id, e.any_of
        ), closed AS (
            SELECT DISTINCT skill_id AS id FROM met WHERE NOT met
        )
        SELECT coalesce(array_agg(there.id), '{}') INTO opened
        FROM there LEFT JOIN closed ON closed.id = there.id
        WHERE closed.id IS NULL AND (there.opens_on IS NULL OR there.opens_on <= today);
        EXIT WHEN NOT hands_on;
    END LOOP;
    RETURN QUERY SELECT unnest(opened);
END
$$;
