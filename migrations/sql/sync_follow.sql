-- Which tables take part. A later migration adds its table with one call.

CREATE TABLE sync.followed (
    name text NOT NULL,
    kind text NOT NULL,
    CONSTRAINT followed_pkey PRIMARY KEY (name),
    CONSTRAINT followed_kind_check CHECK (kind IN ('record', 'fact'))
);

-- `own_columns` are of this database only, and not stamped.
CREATE FUNCTION sync.follow(of_table text, of_kind text, own_columns text[] DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    id_column text := CASE of_table WHEN 'spaces' THEN 'space_id' ELSE 'id' END;
BEGIN
    INSERT INTO sync.followed (name, kind) VALUES (of_table, of_kind);
    EXECUTE format(
        'CREATE TRIGGER sync_mark_erased AFTER DELETE ON %I REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_erased()', of_table
    );
    IF of_kind = 'fact' THEN
        EXECUTE format(
            'CREATE TRIGGER sync_mark_new AFTER INSERT ON %I REFERENCING NEW TABLE AS written
            FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_facts()', of_table
        );
    ELSE
        PERFORM sync.follow_record(of_table, id_column, own_columns);
    END IF;
END
$$;

-- Rows that are there get the stamp of when they were written last; of the letters of a pack, as long as nobody has touched them, zero.
CREATE FUNCTION sync.follow_record(of_table text, id_column text, own_columns text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %I ADD COLUMN sync_stamp uuid, ADD COLUMN sync_columns jsonb NOT NULL DEFAULT ''{}''', of_table);
    EXECUTE format(
        'UPDATE %I SET sync_stamp = CASE
            WHEN %L IN (''skill_trees'', ''skills'', ''skill_edges'') AND updated_at = created_at AND deleted_at IS NULL THEN %L::uuid
            ELSE sync.stamp_of(floor(extract(epoch FROM updated_at) * 1000)::bigint, 0, (SELECT node FROM sync.node))
        END', of_table, of_table, '00000000-0000-0000-0000-000000000000'
    );
    EXECUTE format('ALTER TABLE %I ALTER COLUMN sync_stamp SET NOT NULL', of_table);
    EXECUTE format(
        'CREATE TRIGGER sync_stamp_record BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION sync.stamp_record(%s)',
        of_table, (SELECT string_agg(quote_literal(name), ', ') FROM unnest(own_columns) AS name)
    );
    EXECUTE format(
        'CREATE TRIGGER sync_mark_new AFTER INSERT ON %I REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_new_records(%L)', of_table, id_column
    );
    EXECUTE format(
        'CREATE TRIGGER sync_mark_changed AFTER UPDATE ON %I REFERENCING OLD TABLE AS before NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_changed_records(%L)', of_table, id_column
    );
END
$$;

-- While changes from elsewhere are put in, edges may close a circle: every reader sets aside the one with the latest stamp. Only the
-- revision of the trees counts up.
DROP TRIGGER guard_added_edges ON skill_edges;
DROP TRIGGER guard_changed_edges ON skill_edges;
CREATE TRIGGER guard_added_edges AFTER INSERT ON skill_edges
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT WHEN (NOT sync.applying()) EXECUTE FUNCTION guard_skill_edges();
CREATE TRIGGER guard_changed_edges AFTER UPDATE ON skill_edges
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT WHEN (NOT sync.applying()) EXECUTE FUNCTION guard_skill_edges();
CREATE TRIGGER count_applied_edges AFTER INSERT ON skill_edges
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT WHEN (sync.applying()) EXECUTE FUNCTION count_revision_of_edges();
CREATE TRIGGER count_applied_changes AFTER UPDATE ON skill_edges
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT WHEN (sync.applying()) EXECUTE FUNCTION count_revision_of_edges();
