-- The way back of the sync_*.sql files: the triggers and columns that `sync.follow` has made, then the schema with all in it.
DO $$
DECLARE
    followed record;
BEGIN
    FOR followed IN SELECT name, kind FROM sync.followed LOOP
        EXECUTE format('DROP TRIGGER sync_mark_erased ON %1$I; DROP TRIGGER sync_mark_new ON %1$I', followed.name);
        IF followed.kind = 'record' THEN
            EXECUTE format('DROP TRIGGER sync_stamp_record ON %1$I; DROP TRIGGER sync_mark_changed ON %1$I', followed.name);
            EXECUTE format('ALTER TABLE %I DROP COLUMN sync_stamp, DROP COLUMN sync_columns', followed.name);
        END IF;
    END LOOP;
END
$$;
DROP TRIGGER guard_added_edges ON skill_edges;
DROP TRIGGER guard_changed_edges ON skill_edges;
CREATE TRIGGER guard_added_edges AFTER INSERT ON skill_edges
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION guard_skill_edges();
CREATE TRIGGER guard_changed_edges AFTER UPDATE ON skill_edges
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION guard_skill_edges();
DROP SCHEMA sync CASCADE;
