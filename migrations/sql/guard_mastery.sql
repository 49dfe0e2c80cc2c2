-- A standing goes locked > ready > growing > bloomed and never back. Only a refold, which computes it anew from all attempts, may lower it:
-- it says so with `SET LOCAL lettergrove.refold = 'on'`, for its own transaction (a pooled connection keeps nothing of it).

CREATE FUNCTION refuse_lower_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('lettergrove.refold', true) IS DISTINCT FROM 'on' THEN
        RAISE check_violation USING
            MESSAGE = format('a skill that is %s does not become %s again', OLD.status, NEW.status),
            TABLE = 'mastery', CONSTRAINT = 'mastery_forward_check';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER mastery_goes_forward BEFORE UPDATE OF status ON mastery
    FOR EACH ROW
    WHEN (
        array_position(ARRAY['locked', 'ready', 'growing', 'bloomed'], NEW.status)
        < array_position(ARRAY['locked', 'ready', 'growing', 'bloomed'], OLD.status)
    )
    EXECUTE FUNCTION refuse_lower_standing();
