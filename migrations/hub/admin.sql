-- admin: devices, invites, erasing; and what whoever runs the hub does himself. Made anew at each upgrade of a hub.

CREATE OR REPLACE FUNCTION sync.admin(in_space uuid, body jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    who sync.credentials := sync.enter(in_space, body);
    wish text := sync.text_in(body, 'do', 40);
    answer jsonb;
BEGIN
    PERFORM sync.prove(in_space, who, body), sync.note_pulled(in_space, who, body);
    IF wish = 'devices' THEN
        RETURN sync.devices(in_space);
    ELSIF who.role <> 'owner' AND NOT (wish = 'erase' AND sync.has_proof(in_space, body)) THEN
        PERFORM sync.refuse('PT403', 'only an owner''s device may do this', jsonb_build_object('role', who.role));
    END IF;
    CASE wish
        WHEN 'revoke' THEN RETURN sync.revoke(in_space, sync.uuid_in(body, 'which'));
        WHEN 'invite' THEN
            RETURN sync.invite(
                in_space, sync.text_in(body, 'code_hash', 64), sync.text_in(body, 'role', 20), sync.number_in(body, 'hours', 1, 168), who.device_id
            );
        WHEN 'invites' THEN RETURN sync.invites_of(in_space);
        WHEN 'withdraw' THEN RETURN sync.withdraw(in_space, sync.text_in(body, 'code_hash', 64));
        WHEN 'erase' THEN
            answer := sync.erase(in_space, sync.text_in(body, 'table', 60), sync.uuid_in(body, 'id'));
            UPDATE sync.credentials SET acked_seq = (answer ->> 'head')::bigint WHERE space_id = in_space AND device_id = who.device_id;
            RETURN answer;
        WHEN 'quarantine' THEN RETURN sync.quarantined(in_space);
        ELSE PERFORM sync.refuse('PT400', 'malformed', '{"reason": "do"}');
    END CASE;
    RETURN '{}';
END
$$;

-- What a hub gives out with an erasure: its word that it was done, which only it can give, since nobody else knows its epoch (what is known of
-- that, the genesis, is its hash). A hub that was restored has forgotten the erasure but not its epoch, and takes its own word from anyone.
CREATE OR REPLACE FUNCTION sync.proof_of(epoch uuid, in_tbl text, which uuid) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(epoch || encode(sha256(convert_to(epoch || ' erased ' || in_tbl || ' ' || which, 'UTF8')), 'hex'), 'UTF8')), 'hex')
$$;

CREATE OR REPLACE FUNCTION sync.has_proof(in_space uuid, body jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT body ? 'proof' AND sync.text_in(body, 'proof', 64) = sync.proof_of(h.epoch, sync.text_in(body, 'table', 60), sync.uuid_in(body, 'id'))
    FROM sync.heads AS h WHERE h.space_id = in_space
$$;

CREATE OR REPLACE FUNCTION sync.devices(in_space uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('devices', coalesce(jsonb_agg(jsonb_build_object(
        'device', c.device_id, 'name', c.name, 'system', c.system, 'version', c.version, 'contract', c.contract, 'role', c.role, 'seen_at', c.seen_at,
        'clock_error', c.clock_error, 'enrolled_at', c.enrolled_at, 'revoked_at', c.revoked_at, 'was', c.was_device,
        'behind', h.seq - greatest(c.pulled_seq, 0)
    ) ORDER BY c.enrolled_at, c.device_id), '[]'))
    FROM sync.credentials AS c JOIN sync.heads AS h USING (space_id) WHERE c.space_id = in_space
$$;

CREATE OR REPLACE FUNCTION sync.revoke(in_space uuid, which uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
    UPDATE sync.credentials SET revoked_at = coalesce(revoked_at, sync.now_at()) WHERE space_id = in_space AND device_id = which;
    IF NOT FOUND THEN
        PERFORM sync.refuse('PT400', 'there is no such device', '{"reason": "which"}');
    END IF;
    RETURN '{}';
END
$$;

CREATE OR REPLACE FUNCTION sync.invite(in_space uuid, hash text, in_role text, hours bigint, maker uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    until timestamptz := sync.now_at() + hours * interval '1 hour';
BEGIN
    IF hash !~ '^[0-9a-f]{64}$' OR in_role NOT IN ('owner', 'teacher', 'helper') THEN
        PERFORM sync.refuse('PT400', 'malformed', '{"reason": "invite"}');
    END IF;
    DELETE FROM sync.invites WHERE space_id = in_space AND expires_at < sync.now_at() - interval '30 days';
    INSERT INTO sync.invites (space_id, code_hash, role, expires_at, made_at, made_by)
    VALUES (in_space, decode(hash, 'hex'), in_role, until, sync.now_at(), maker)
    ON CONFLICT (space_id, code_hash) DO NOTHING;
    RETURN jsonb_build_object('expires_at', until);
END
$$;

CREATE OR REPLACE FUNCTION sync.invites_of(in_space uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('invites', coalesce(jsonb_agg(jsonb_build_object(
        'code_hash', encode(code_hash, 'hex'), 'role', role, 'expires_at', expires_at, 'made_at', made_at, 'used_at', used_at, 'used_by', used_by
    ) ORDER BY made_at), '[]'))
    FROM sync.invites WHERE space_id = in_space
$$;

CREATE OR REPLACE FUNCTION sync.withdraw(in_space uuid, hash text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM sync.invites WHERE space_id = in_space AND encode(code_hash, 'hex') = hash AND used_at IS NULL;
    RETURN '{}';
END
$$;

CREATE OR REPLACE FUNCTION sync.quarantined(in_space uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('quarantine', coalesce(jsonb_agg(jsonb_build_object(
        'at', at, 'device', device_id, 'table', tbl, 'id', row_id, 'why', why, 'message', message
    ) ORDER BY at DESC), '[]'))
    FROM sync.quarantine WHERE space_id = in_space
$$;

-- Erases a person and all that belongs to it, here at once and on every device with its next pull; nobody can bring it back.
CREATE OR REPLACE FUNCTION sync.erase(in_space uuid, in_tbl text, which uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    head sync.heads;
    part record;
    many bigint;
    total bigint := 0;
    new_chain text;
BEGIN
    IF in_tbl <> ALL (sync.erasable()) THEN
        PERFORM sync.refuse('PT400', 'malformed', '{"reason": "table"}');
    END IF;
    SELECT * INTO head FROM sync.heads WHERE space_id = in_space FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM sync.erasures WHERE space_id = in_space AND tbl = in_tbl AND row_id = which) THEN
        RETURN jsonb_build_object('erased', 0, 'proof', sync.proof_of(head.epoch, in_tbl, which), 'head', head.seq, 'chain', head.chain);
    END IF;
    -- What only names a row that goes (a badge its attempt) lets go of it first.
    FOR part IN
        SELECT named.tbl, named.col, going.tbl AS gone, going.col AS owner
        FROM sync.belongings() AS going JOIN sync.belongings() AS named ON named.parent = going.tbl AND NOT named.goes
        WHERE going.parent = in_tbl AND going.goes
    LOOP
        EXECUTE format(
            'UPDATE shared.%I SET %I = NULL WHERE space_id = $1 AND %I IN (SELECT id FROM shared.%I WHERE space_id = $1 AND %I = $2)',
            part.tbl, part.col, part.col, part.gone, part.owner
        ) USING in_space, which;
    END LOOP;
    FOR part IN SELECT * FROM sync.belongings() WHERE parent = in_tbl ORDER BY place DESC LOOP
        IF part.goes THEN
            EXECUTE format('DELETE FROM shared.%I WHERE space_id = $1 AND %I = $2', part.tbl, part.col) USING in_space, which;
        ELSE
            EXECUTE format('UPDATE shared.%I SET %I = NULL WHERE space_id = $1 AND %I = $2', part.tbl, part.col, part.col) USING in_space, which;
        END IF;
        GET DIAGNOSTICS many = ROW_COUNT;
        total := total + CASE WHEN part.goes THEN many ELSE 0 END;
    END LOOP;
    EXECUTE format('DELETE FROM shared.%I WHERE space_id = $1 AND id = $2', in_tbl) USING in_space, which;
    GET DIAGNOSTICS many = ROW_COUNT;
    IF in_tbl = 'children' THEN  -- and what newer devices keep of the child in tables of which this hub knows nothing
        DELETE FROM sync.foreign_rows AS f
        WHERE f.space_id = in_space AND EXISTS (
            SELECT FROM jsonb_each(coalesce(f.stamps, f.body)) AS said
            WHERE which::text IN (said.value #>> '{}', said.value ->> 1)
        );
    END IF;
    INSERT INTO sync.erasures (space_id, tbl, row_id, seq, at) VALUES (in_space, in_tbl, which, head.seq + 1, sync.now_at());
    DELETE FROM sync.quarantine WHERE space_id = in_space;
    new_chain := encode(sha256(convert_to(head.chain || which || (head.seq + 1), 'UTF8')), 'hex');
    UPDATE sync.heads SET seq = head.seq + 1, chain = new_chain WHERE space_id = in_space;
    INSERT INTO sync.checkpoints (space_id, seq, chain, at) VALUES (in_space, head.seq + 1, new_chain, sync.now_at());
    RETURN jsonb_build_object(
        'erased', total + many, 'proof', sync.proof_of(head.epoch, in_tbl, which), 'head', head.seq + 1, 'chain', new_chain
    );
END
$$;

-- Whoever runs the hub makes a space; its first device brings the rows. The label is for him alone.
CREATE OR REPLACE FUNCTION sync.found(in_space uuid, in_label text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    made uuid := gen_random_uuid();
    hash text := encode(sha256(convert_to(made::text || in_space, 'UTF8')), 'hex');
BEGIN
    PERFORM set_config('lettergrove.space', in_space::text, true);
    INSERT INTO sync.heads (space_id, epoch, chain, genesis, label, created_at) VALUES (in_space, made, hash, hash, in_label, sync.now_at());
    INSERT INTO sync.checkpoints (space_id, seq, chain, at) VALUES (in_space, 0, hash, sync.now_at());
END
$$;
