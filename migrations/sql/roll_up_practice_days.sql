-- practice_days is the sum of attempts by day. Attempts that arrive are added, once per statement; where attempts are corrected or removed,
-- the days they touch are computed anew.

CREATE VIEW practice_days_summed AS
    SELECT
        space_id,
        child_id,
        local_day,
        count(*)::integer AS attempts,
        count(*) FILTER (WHERE correct)::integer AS correct,
        count(*) FILTER (WHERE try_number = 1)::integer AS first_tries,
        count(*) FILTER (WHERE try_number = 1 AND correct AND NOT aided)::integer AS first_tries_right,
        sum(took_ms) AS played_ms
    FROM attempts
    GROUP BY space_id, child_id, local_day;

-- Days are taken in the order of their keys, so that two statements that touch the same days cannot wait for one another.
CREATE FUNCTION add_to_practice_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO practice_days AS day (space_id, child_id, local_day, attempts, correct, first_tries, first_tries_right, played_ms)
    SELECT
        space_id,
        child_id,
        local_day,
        count(*),
        count(*) FILTER (WHERE correct),
        count(*) FILTER (WHERE try_number = 1),
        count(*) FILTER (WHERE try_number = 1 AND correct AND NOT aided),
        sum(took_ms)
    FROM added
    GROUP BY space_id, child_id, local_day
    ORDER BY space_id, child_id, local_day
    ON CONFLICT (space_id, child_id, local_day) DO UPDATE SET
        attempts = day.attempts + excluded.attempts,
        correct = day.correct + excluded.correct,
        first_tries = day.first_tries + excluded.first_tries,
        first_tries_right = day.first_tries_right + excluded.first_tries_right,
        played_ms = day.played_ms + excluded.played_ms;
    RETURN NULL;
END
$$;

-- First the days are locked, then summed by a second query: it sees every attempt whose own addition came before the lock, and an
-- addition that comes later waits and is added on top. Counted twice or not at all: neither can happen.
CREATE FUNCTION sum_practice_days(space uuid, child uuid, days date[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM practice_days
    WHERE space_id = space AND child_id = child AND local_day = ANY (days)
    ORDER BY local_day FOR UPDATE;

    DELETE FROM practice_days AS day
    WHERE space_id = space AND child_id = child AND local_day = ANY (days)
        AND NOT EXISTS (
            SELECT FROM attempts AS a WHERE a.space_id = space AND a.child_id = child AND a.local_day = day.local_day
        );

    INSERT INTO practice_days (space_id, child_id, local_day, attempts, correct, first_tries, first_tries_right, played_ms)
    SELECT * FROM practice_days_summed
    WHERE space_id = space AND child_id = child AND local_day = ANY (days)
    ORDER BY local_day
    ON CONFLICT (space_id, child_id, local_day) DO UPDATE SET
        attempts = excluded.attempts,
        correct = excluded.correct,
        first_tries = excluded.first_tries,
        first_tries_right = excluded.first_tries_right,
        played_ms = excluded.played_ms;
END
$$;

CREATE FUNCTION sum_corrected_practice_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM sum_practice_days(space_id, child_id, array_agg(DISTINCT local_day))
    FROM (SELECT space_id, child_id, local_day FROM was UNION SELECT space_id, child_id, local_day FROM is_now) AS touched
    GROUP BY space_id, child_id ORDER BY space_id, child_id;
    RETURN NULL;
END
$$;

CREATE FUNCTION sum_reduced_practice_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM sum_practice_days(space_id, child_id, array_agg(DISTINCT local_day))
    FROM was
    GROUP BY space_id, child_id ORDER BY space_id, child_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER add_to_practice_days AFTER INSERT ON attempts
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION add_to_practice_days();
CREATE TRIGGER sum_corrected_practice_days AFTER UPDATE ON attempts
    REFERENCING OLD TABLE AS was NEW TABLE AS is_now FOR EACH STATEMENT EXECUTE FUNCTION sum_corrected_practice_days();
CREATE TRIGGER sum_reduced_practice_days AFTER DELETE ON attempts
    REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION sum_reduced_practice_days();

-- Where sum and rollup differ: no row means that they agree. A day that differs is given as it is summed, as it is rolled up, or both.
CREATE FUNCTION practice_day_differences(in_space uuid)
RETURNS TABLE (
    side text, child_id uuid, local_day date, attempts integer, correct integer, first_tries integer, first_tries_right integer,
    played_ms bigint
) LANGUAGE sql STABLE AS $$
    WITH summed AS (
        SELECT s.child_id, s.local_day, s.attempts, s.correct, s.first_tries, s.first_tries_right, s.played_ms
        FROM practice_days_summed AS s WHERE s.space_id = in_space
    ), rolled_up AS (
        SELECT r.child_id, r.local_day, r.attempts, r.correct, r.first_tries, r.first_tries_right, r.played_ms
        FROM practice_days AS r WHERE r.space_id = in_space
    )
    SELECT 'summed', a.* FROM (TABLE summed EXCEPT TABLE rolled_up) AS a
    UNION ALL
    SELECT 'rolled up', b.* FROM (TABLE rolled_up EXCEPT TABLE summed) AS b
    ORDER BY 3, 2, 1
$$;
