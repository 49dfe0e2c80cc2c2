-- What every call begins with: who it is, and whether the history that it proves is ours. Made anew at each upgrade of a hub.

-- Milliseconds since 1970. (A simulation puts another one in its place.)
CREATE OR REPLACE FUNCTION sync.now_ms() RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint
$$;

CREATE OR REPLACE FUNCTION sync.now_at() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
    SELECT to_timestamp(sync.now_ms() / 1000.0)
$$;

-- The furthest ahead that a clock may be: a stamp, or a time of a fact.
CREATE OR REPLACE FUNCTION sync.latest_stamp() RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT (lpad(to_hex(sync.now_ms() + 300000), 12, '0') || repeat('f', 20))::uuid
$$;

CREATE OR REPLACE FUNCTION sync.refuse(state text, said text, facts jsonb DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = state, MESSAGE = said, DETAIL = facts::text;
END
$$;

CREATE OR REPLACE FUNCTION sync.uuid_in(body jsonb, name text) RETURNS uuid LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF coalesce(body ->> name, '') !~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' THEN
        PERFORM sync.refuse('PT400', 'malformed', jsonb_build_object('reason', name));
    END IF;
    RETURN (body ->> name)::uuid;
END
$$;

CREATE OR REPLACE FUNCTION sync.number_in(body jsonb, name text, lowest bigint, highest bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF jsonb_typeof(body -> name) IS DISTINCT FROM 'number' OR body ->> name !~ '^-?[0-9]{1,18}$' THEN
        PERFORM sync.refuse('PT400', 'malformed', jsonb_build_object('reason', name));
    ELSIF (body ->> name)::bigint NOT BETWEEN lowest AND highest THEN
        PERFORM sync.refuse('PT400', 'out of range', jsonb_build_object('reason', name));
    END IF;
    RETURN (body ->> name)::bigint;
END
$$;

CREATE OR REPLACE FUNCTION sync.text_in(body jsonb, name text, longest integer) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF jsonb_typeof(body -> name) IS DISTINCT FROM 'string' OR char_length(body ->> name) > longest THEN
        PERFORM sync.refuse('PT400', 'malformed', jsonb_build_object('reason', name));
    END IF;
    RETURN body ->> name;
END
$$;

CREATE OR REPLACE FUNCTION sync.hashed(secret text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(secret, 'UTF8'))
$$;

-- Rows of this space are all that the rest of the transaction can see.
CREATE OR REPLACE FUNCTION sync.go_into(in_space uuid, body jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF in_space IS NULL OR jsonb_typeof(body) IS DISTINCT FROM 'object' THEN
        PERFORM sync.refuse('PT400', 'malformed', '{"reason": "body"}');
    END IF;
    PERFORM set_config('lettergrove.space', in_space::text, true), set_config('lettergrove.operator', 'off', true);
END
$$;

CREATE OR REPLACE FUNCTION sync.spoken(contract bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    spoken jsonb := sync.contract();
BEGIN
    IF contract < (spoken ->> 'oldest')::bigint THEN
        PERFORM sync.refuse('PT426', 'this device is older than what the server speaks', spoken || '{"reason": "older"}');
    END IF;
END
$$;

-- The device that calls; its row is locked until the end, so calls of one device follow one another. A call that changes nothing needs no lock,
-- which would be written to the disk.
DROP FUNCTION IF EXISTS sync.enter(uuid, jsonb);
CREATE OR REPLACE FUNCTION sync.enter(in_space uuid, body jsonb, alone boolean DEFAULT true) RETURNS sync.credentials LANGUAGE plpgsql AS $$
DECLARE
    who sync.credentials;
    off bigint;
    speaks bigint;
BEGIN
    PERFORM sync.go_into(in_space, body);
    IF alone THEN
        SELECT * INTO who FROM sync.credentials WHERE space_id = in_space AND device_id = sync.uuid_in(body, 'device') FOR UPDATE;
    ELSE
        SELECT * INTO who FROM sync.credentials WHERE space_id = in_space AND device_id = sync.uuid_in(body, 'device');
    END IF;
    IF NOT FOUND THEN
        PERFORM sync.refuse('PT401', 'this server does not know this device', '{"reason": "device"}');
    ELSIF who.secret_hash <> sync.hashed(sync.text_in(body, 'secret', 200)) THEN
        PERFORM sync.refuse('PT401', 'this is not the secret of this device', '{"reason": "secret"}');
    ELSIF who.revoked_at IS NOT NULL THEN
        PERFORM sync.refuse('PT401', 'this device was disconnected', '{"reason": "revoked"}');
    END IF;
    speaks := sync.number_in(body, 'contract', 0, 1000000);
    PERFORM sync.spoken(speaks);
    off := sync.number_in(body, 'clock', -100000000000000, 100000000000000000) - sync.now_ms();
    IF who.seen_at < sync.now_at() - interval '1 minute' OR who.contract <> speaks OR abs(who.clock_error - off) > 2000 THEN
        UPDATE sync.credentials SET seen_at = sync.now_at(), contract = speaks, clock_error = off
        WHERE space_id = in_space AND device_id = who.device_id;
        who.contract := speaks;
    END IF;
    RETURN who;
END
$$;

CREATE OR REPLACE FUNCTION sync.knows(in_space uuid, place jsonb) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM sync.checkpoints WHERE space_id = in_space AND seq = (place ->> 'seq')::bigint AND chain = place ->> 'chain');
END
$$;

-- The history first, then the token: see docs/sync.md.
CREATE OR REPLACE FUNCTION sync.prove(in_space uuid, who sync.credentials, body jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM sync.number_in(body -> 'acked', 'seq', 0, 9000000000000000), sync.number_in(body -> 'pulled', 'seq', 0, 9000000000000000);
    IF NOT (sync.knows(in_space, body -> 'acked') AND sync.knows(in_space, body -> 'pulled')) THEN
        PERFORM sync.refuse('PT410', 'the server went back to an earlier state',
            (SELECT jsonb_build_object('genesis', genesis) FROM sync.heads WHERE space_id = in_space));
    END IF;
    IF sync.uuid_in(body, 'token') <> who.token THEN
        PERFORM sync.refuse('PT409', 'someone else speaks for this device');
    END IF;
END
$$;

-- How far the device is, as it has just proved: what whoever looks after the space sees of it.
CREATE OR REPLACE FUNCTION sync.note_pulled(in_space uuid, who sync.credentials, body jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF who.pulled_seq <> (body -> 'pulled' ->> 'seq')::bigint THEN
        UPDATE sync.credentials SET pulled_seq = (body -> 'pulled' ->> 'seq')::bigint
        WHERE space_id = in_space AND device_id = who.device_id AND pulled_seq <> (body -> 'pulled' ->> 'seq')::bigint;
    END IF;
END
$$;

-- Keeps the places that devices may yet prove, and all of the last month.
CREATE OR REPLACE FUNCTION sync.thin_checkpoints(in_space uuid) RETURNS void LANGUAGE sql AS $$
    DELETE FROM sync.checkpoints AS c
    WHERE c.space_id = in_space AND c.seq > 0 AND c.at < sync.now_at() - interval '30 days'
        AND NOT EXISTS (
            SELECT FROM sync.credentials AS d
            WHERE d.space_id = in_space AND d.revoked_at IS NULL AND c.seq IN (d.acked_seq, d.pulled_seq, d.served_seq)
        )
$$;
