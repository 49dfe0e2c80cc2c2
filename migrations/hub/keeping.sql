-- What whoever runs the hub sees of all its spaces, and its gateway. Run after the guard, at each upgrade: a keeper reads and never writes.

DO $keeping$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT unnest(ARRAY['lettergrove_keeper', 'lettergrove_gateway']) AS name LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = t.name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', t.name);
        END IF;
    END LOOP;
    FOR t IN SELECT unnest(ARRAY['lettergrove_keeper', 'lettergrove_gateway', 'lettergrove_device']) AS name LOOP
        IF NOT pg_has_role(current_user, t.name, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO %I', t.name, current_user);
        END IF;
    END LOOP;
    FOR t IN SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('sync', 'shared') ORDER BY 1, 2 LOOP
        EXECUTE format('DROP POLICY IF EXISTS kept ON %I.%I', t.schemaname, t.tablename);
        EXECUTE format('CREATE POLICY kept ON %I.%I FOR SELECT TO lettergrove_keeper USING (true)', t.schemaname, t.tablename);
    END LOOP;
END
$keeping$;

GRANT USAGE ON SCHEMA sync, shared, sync_api TO lettergrove_keeper;
GRANT SELECT ON ALL TABLES IN SCHEMA sync, shared TO lettergrove_keeper;

-- How far the history of some spaces goes: what a gateway looks at for those who wait for news.
CREATE OR REPLACE FUNCTION sync_api.heads(spaces uuid[]) RETURNS TABLE (space_id uuid, head bigint) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT h.space_id, h.seq FROM sync.heads AS h WHERE h.space_id = ANY (spaces)
$$;

-- The space of an invite whose code was typed without its link; null when there is none.
CREATE OR REPLACE FUNCTION sync_api.invited(code text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT i.space_id FROM sync.invites AS i WHERE i.code_hash = sha256(convert_to(code, 'UTF8')) ORDER BY i.made_at DESC LIMIT 1
$$;

-- An owner of functions has to be allowed to make them there; for no longer than this takes.
GRANT CREATE ON SCHEMA sync_api TO lettergrove_keeper;
ALTER FUNCTION sync_api.heads(uuid[]) OWNER TO lettergrove_keeper;
ALTER FUNCTION sync_api.invited(text) OWNER TO lettergrove_keeper;
REVOKE CREATE ON SCHEMA sync_api FROM lettergrove_keeper;
REVOKE ALL ON FUNCTION sync_api.heads(uuid[]), sync_api.invited(text) FROM PUBLIC, lettergrove_device;
GRANT EXECUTE ON FUNCTION sync_api.heads(uuid[]) TO lettergrove_gateway;
GRANT EXECUTE ON FUNCTION sync_api.invited(text) TO lettergrove_gateway, lettergrove_device;
