-- Stamps and marks, made in the transaction of the write, whoever writes.
--
-- A stamp is a hybrid logical clock of 16 bytes, shaped as a uuid: 48 bits of milliseconds, a counter of 16, a node of 64. It is compared as
-- bytes, as uuid or as text. Stamps order the values of one row only, so each row is a clock of its own: nothing is shared that writers would
-- have to wait for one another. A row carries one stamp, `sync_stamp`, and in `sync_columns` the stamps of columns that were written later.
--
-- `SET LOCAL lettergrove.applying = 'on'` while changes from elsewhere are put in: they carry their own stamps.
-- `lettergrove.now_ms` sets the clock of stamps (a simulation's).

-- Milliseconds since 1970.
CREATE FUNCTION sync.now_ms() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        nullif(current_setting('lettergrove.now_ms', true), '')::bigint,
        floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint
    )
$$;

CREATE FUNCTION sync.stamp_of(ms bigint, counter integer, node text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex(ms), 12, '0') || lpad(to_hex(counter), 4, '0') || node)::uuid
$$;

CREATE FUNCTION sync.ms_of(stamp uuid) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT ('x' || substr(stamp::text, 1, 8) || substr(stamp::text, 10, 4))::bit(48)::bigint
$$;

-- The next stamp of a row whose highest one is `highest`: of now, or just after it where the row's clock is ahead.
CREATE FUNCTION sync.tick(highest uuid) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    ms bigint := greatest(sync.now_ms(), 0);
    highest_ms bigint := coalesce(sync.ms_of(highest), -1);
    counter integer := 0;
    here text;
BEGIN
    IF highest_ms >= ms THEN
        counter := ('x' || substr(highest::text, 15, 4))::bit(16)::integer + 1;
        ms := highest_ms + counter / 65536;
        counter := counter % 65536;
    END IF;
    SELECT node INTO here FROM sync.node;
    RETURN sync.stamp_of(ms, counter, here);
END
$$;

-- The latest stamp of a row: when it was last written, the same on every device.
CREATE FUNCTION sync.highest(stamp uuid, columns jsonb) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT max(value COLLATE "C")::uuid FROM (SELECT value FROM jsonb_each_text(columns) UNION ALL SELECT stamp::text) AS stamps
$$;

CREATE FUNCTION sync.applying() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('lettergrove.applying', true) = 'on', false)
$$;

-- Stamps a record: a new one as a whole (unless it comes with its stamp, as letters of a pack do: zero), a changed one column by column.
-- `sync_stamp` is always the stamp of `created_at`. The arguments name columns that are of this database only.
CREATE FUNCTION sync.stamp_record() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own text[] := ARRAY['space_id', 'id', 'updated_at', 'sync_stamp', 'sync_columns'] || TG_ARGV;
    changed text[];
    stamp uuid;
BEGIN
    IF sync.applying() THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        NEW.sync_stamp := coalesce(NEW.sync_stamp, sync.tick(NULL));
        RETURN NEW;
    END IF;
    SELECT array_agg(is_now.key) INTO changed
    FROM jsonb_each(to_jsonb(NEW) - own) AS is_now JOIN jsonb_each(to_jsonb(OLD)) AS was USING (key)
    WHERE is_now.value <> was.value;
    IF changed IS NULL THEN
        RETURN NEW;
    END IF;
    stamp := sync.tick(sync.highest(OLD.sync_stamp, OLD.sync_columns));
    NEW.sync_columns := OLD.sync_columns;
    IF 'created_at' = ANY (changed) THEN
        NEW.sync_stamp := stamp;
        SELECT jsonb_object_agg(key, coalesce(OLD.sync_columns ->> key, OLD.sync_stamp::text)) INTO NEW.sync_columns
        FROM jsonb_object_keys(to_jsonb(NEW) - own) AS key WHERE key <> ALL (changed);
        RETURN NEW;
    END IF;
    SELECT NEW.sync_columns || jsonb_object_agg(name, stamp) INTO NEW.sync_columns FROM unnest(changed) AS name;
    RETURN NEW;
END
$$;
