-- Who may do what: every row shows itself only to its own space, and the role of devices may call the six functions and nothing else. Run, as the
-- hub's owner, after every upgrade.
--
-- `lettergrove.operator` lets whoever runs the hub see all spaces: of the tables' rights he has it alone, and the six functions switch it off.
-- Settings are asked for in a subquery, once a statement instead of once a row; Citus takes no subquery in a policy.

DO $guard$
DECLARE
    t record;
    own text := $own$nullif(current_setting('lettergrove.space', true), '')::uuid$own$;
    operator text := $operator$current_setting('lettergrove.operator', true) = 'on'$operator$;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        own := '(SELECT ' || own || ')';
        operator := '(SELECT ' || operator || ')';
    END IF;
    FOR t IN SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('sync', 'shared') ORDER BY 1, 2 LOOP
        IF t.tablename <> 'installed' THEN
            EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', t.schemaname, t.tablename);
            EXECUTE format('ALTER TABLE %I.%I FORCE ROW LEVEL SECURITY', t.schemaname, t.tablename);
            EXECUTE format('DROP POLICY IF EXISTS own_space ON %I.%I', t.schemaname, t.tablename);
            EXECUTE format('CREATE POLICY own_space ON %I.%I USING (space_id = %s OR %s)', t.schemaname, t.tablename, own, operator);
        END IF;
        IF t.schemaname = 'shared' THEN
            EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON shared.%I (space_id, seq)', t.tablename || '_space_id_seq_idx', t.tablename);
        END IF;
    END LOOP;
    FOR t IN
        SELECT p.oid::regprocedure AS name FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname IN ('sync', 'sync_api')
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', t.name);
    END LOOP;
END
$guard$;

REVOKE ALL ON SCHEMA sync, shared, sync_api FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA sync, shared FROM PUBLIC;
GRANT USAGE ON SCHEMA sync_api TO lettergrove_device, lettergrove_gateway;
GRANT EXECUTE ON FUNCTION
    sync_api.enrol(uuid, jsonb), sync_api.hello(uuid, jsonb), sync_api.push(uuid, jsonb), sync_api.pull(uuid, jsonb),
    sync_api.digest(uuid, jsonb), sync_api.admin(uuid, jsonb) TO lettergrove_device, lettergrove_gateway;
GRANT EXECUTE ON FUNCTION sync_api.heads(uuid[]) TO lettergrove_gateway;
GRANT EXECUTE ON FUNCTION sync_api.space_of_code(text) TO lettergrove_device, lettergrove_gateway;
