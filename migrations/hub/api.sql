-- The six functions that a device may call, and nothing else. They run as the hub's owner with settings of their own, so that what a session has
-- set changes nothing; and an error of data becomes a refusal that repeats none of it. Made anew at each upgrade of a hub.

DO $make$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['enrol', 'hello', 'push', 'pull', 'digest', 'admin'] LOOP
        EXECUTE format($function$
            CREATE OR REPLACE FUNCTION sync_api.%1$I(space uuid, body jsonb) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
            SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET intervalstyle = 'postgres'
            SET bytea_output = 'hex' SET jit = off SET row_security = on AS $body$
            BEGIN
                RETURN sync.%1$I(space, body);
            EXCEPTION WHEN data_exception OR integrity_constraint_violation OR cardinality_violation OR program_limit_exceeded THEN
                RAISE EXCEPTION USING ERRCODE = 'PT400', MESSAGE = 'malformed', DETAIL = jsonb_build_object('reason', SQLSTATE)::text;
            END
            $body$
        $function$, name);
    END LOOP;
END
$make$;

-- For the gateway alone: where some spaces stand, to wake whoever waits for one. And for all: the space of a code that was typed without its link.

CREATE OR REPLACE FUNCTION sync_api.heads(spaces uuid[]) RETURNS TABLE (space_id uuid, head bigint) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET row_security = on AS $$
BEGIN
    PERFORM set_config('lettergrove.operator', 'on', true);
    RETURN QUERY SELECT h.space_id, h.seq FROM sync.heads AS h WHERE h.space_id = ANY (spaces);
END
$$;

CREATE OR REPLACE FUNCTION sync_api.space_of_code(code text) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET row_security = on AS $$
BEGIN
    PERFORM set_config('lettergrove.operator', 'on', true);
    RETURN (SELECT i.space_id FROM sync.invites AS i WHERE i.code_hash = sync.hashed(code) ORDER BY i.made_at DESC LIMIT 1);
END
$$;
