-- enrol and hello: coming in, and whether all is well. Made anew at each upgrade of a hub.

-- A device comes in with an invite, or as the copy of one that is in. Said again by the same device, it gets the same answer.
CREATE OR REPLACE FUNCTION sync.enrol(in_space uuid, body jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    device uuid;
    secret text;
    given_role text;
    parent sync.credentials;
BEGIN
    PERFORM sync.go_into(in_space, body);
    device := sync.uuid_in(body, 'device');
    secret := sync.text_in(body, 'secret', 200);
    IF secret !~ '^[0-9a-f]{64}$' THEN
        PERFORM sync.refuse('PT400', 'malformed', '{"reason": "secret"}');
    END IF;
    PERFORM sync.spoken(sync.number_in(body, 'contract', 0, 1000000));
    IF body ? 'was' THEN
        SELECT * INTO parent FROM sync.credentials WHERE space_id = in_space AND device_id = sync.uuid_in(body -> 'was', 'device') FOR UPDATE;
        IF NOT FOUND OR parent.secret_hash <> sync.hashed(sync.text_in(body -> 'was', 'secret', 200)) THEN
            PERFORM sync.refuse('PT401', 'this server does not know the device that this one was', '{"reason": "device"}');
        ELSIF parent.revoked_at IS NOT NULL THEN
            PERFORM sync.refuse('PT401', 'this device was disconnected', '{"reason": "revoked"}');
        END IF;
        given_role := parent.role;
    ELSE
        given_role := sync.use_invite(in_space, sync.text_in(body, 'code', 500), device);
    END IF;
    INSERT INTO sync.credentials (
        space_id, device_id, secret_hash, role, name, system, version, contract, token, clock_error, enrolled_at, seen_at, was_device
    ) VALUES (
        in_space, device, sync.hashed(secret), given_role, coalesce(parent.name, sync.text_in(body, 'name', 200)),
        coalesce(parent.system, sync.text_in(body, 'system', 200)), coalesce(parent.version, sync.text_in(body, 'version', 100)), sync.number_in(body, 'contract', 0, 1000000), gen_random_uuid(),
        sync.number_in(body, 'clock', -100000000000000, 100000000000000000) - sync.now_ms(), sync.now_at(), sync.now_at(), parent.device_id
    ) ON CONFLICT (space_id, device_id) DO NOTHING;
    IF NOT EXISTS (
        SELECT FROM sync.credentials
        WHERE space_id = in_space AND device_id = device AND secret_hash = sync.hashed(secret) AND revoked_at IS NULL AND last_batch IS NULL
    ) THEN
        PERFORM sync.refuse('PT401', 'this device is in already', '{"reason": "device"}');
    END IF;
    RETURN (
        SELECT jsonb_build_object(
            'role', c.role, 'token', c.token, 'genesis', h.genesis, 'head', h.seq, 'empty', h.seq = 0, 'contract', sync.contract(), 'now', sync.now_ms()
        )
        FROM sync.heads AS h JOIN sync.credentials AS c USING (space_id) WHERE h.space_id = in_space AND c.device_id = device
    );
END
$$;

-- The role of an invite, which is used up by this; the device that has used it may come again.
CREATE OR REPLACE FUNCTION sync.use_invite(in_space uuid, code text, device uuid) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    invite sync.invites;
BEGIN
    SELECT * INTO invite FROM sync.invites WHERE space_id = in_space AND code_hash = sync.hashed(code) FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM sync.refuse('PT401', 'there is no such invite', '{"reason": "code"}');
    ELSIF invite.used_by IS DISTINCT FROM device AND invite.used_at IS NOT NULL THEN
        PERFORM sync.refuse('PT401', 'this invite has been used', '{"reason": "used"}');
    ELSIF invite.expires_at < sync.now_at() THEN
        PERFORM sync.refuse('PT401', 'this invite has expired', '{"reason": "expired"}');
    END IF;
    UPDATE sync.invites SET used_at = sync.now_at(), used_by = device WHERE space_id = in_space AND code_hash = invite.code_hash;
    RETURN invite.role;
END
$$;

CREATE OR REPLACE FUNCTION sync.hello(in_space uuid, body jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    who sync.credentials := sync.enter(in_space, body, false);
BEGIN
    PERFORM sync.prove(in_space, who, body), sync.note_pulled(in_space, who, body);
    IF body ? 'name' OR body ? 'version' THEN
        UPDATE sync.credentials SET
            name = CASE WHEN body ? 'name' THEN sync.text_in(body, 'name', 200) ELSE name END,
            version = CASE WHEN body ? 'version' THEN sync.text_in(body, 'version', 100) ELSE version END
        WHERE space_id = in_space AND device_id = who.device_id;
    END IF;
    RETURN (
        SELECT jsonb_build_object(
            'head', h.seq, 'chain', h.chain, 'now', sync.now_ms(), 'role', who.role, 'contract', sync.contract(),
            'devices', (SELECT count(*) FROM sync.credentials WHERE space_id = in_space AND revoked_at IS NULL)
        ) FROM sync.heads AS h WHERE h.space_id = in_space
    );
END
$$;
