-- Play and what grows from it. Facts about a skill keep it from being deleted (NO ACTION); a whole space can still go, since its attempts go with it.

CREATE TABLE play_sessions (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    child_id uuid NOT NULL,
    game smallint NOT NULL,
    language text NOT NULL,
    turns smallint NOT NULL,
    seed bigint NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    local_day date NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT play_sessions_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT play_sessions_space_id_child_id_fkey FOREIGN KEY (space_id, child_id)
        REFERENCES children (space_id, id) ON DELETE CASCADE,
    CONSTRAINT play_sessions_language_check CHECK (language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'),
    CONSTRAINT play_sessions_game_check CHECK (game > 0),
    CONSTRAINT play_sessions_turns_check CHECK (turns > 0)
);
CREATE INDEX play_sessions_space_id_child_id_started_at_idx ON play_sessions (space_id, child_id, started_at);

CREATE TABLE attempts (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    child_id uuid NOT NULL,
    play_session_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    occurred_at timestamptz NOT NULL,
    local_day date NOT NULL,
    took_ms integer NOT NULL,
    game smallint NOT NULL,
    turn smallint NOT NULL,
    try_number smallint NOT NULL,
    correct boolean NOT NULL,
    aided boolean NOT NULL,
    asked text NOT NULL,
    answered text NOT NULL,
    choices text NOT NULL,
    prompt text NOT NULL DEFAULT '',
    CONSTRAINT attempts_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT attempts_space_id_child_id_fkey FOREIGN KEY (space_id, child_id)
        REFERENCES children (space_id, id) ON DELETE CASCADE,
    CONSTRAINT attempts_space_id_play_session_id_fkey FOREIGN KEY (space_id, play_session_id)
        REFERENCES play_sessions (space_id, id) ON DELETE CASCADE,
    CONSTRAINT attempts_space_id_skill_id_fkey FOREIGN KEY (space_id, skill_id)
        REFERENCES skills (space_id, id) ON DELETE NO ACTION,
    CONSTRAINT attempts_game_check CHECK (game > 0),
    CONSTRAINT attempts_turn_check CHECK (turn >= 0),
    CONSTRAINT attempts_try_number_check CHECK (try_number >= 1),
    CONSTRAINT attempts_took_ms_check CHECK (took_ms >= 0),
    CONSTRAINT attempts_asked_check CHECK (char_length(asked) BETWEEN 1 AND 200),
    CONSTRAINT attempts_answered_check CHECK (char_length(answered) BETWEEN 1 AND 200),
    CONSTRAINT attempts_choices_check CHECK (char_length(choices) BETWEEN 1 AND 2000),
    CONSTRAINT attempts_prompt_check CHECK (char_length(prompt) <= 200)
) WITH (autovacuum_vacuum_insert_threshold = 2000, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
CREATE INDEX attempts_occurred_at_idx ON attempts USING brin (occurred_at) WITH (autosummarize = on);
CREATE INDEX attempts_space_id_child_id_occurred_at_idx ON attempts (space_id, child_id, occurred_at)
    INCLUDE (skill_id, local_day, took_ms, game, try_number, correct, aided);
CREATE INDEX attempts_space_id_play_session_id_idx ON attempts (space_id, play_session_id);
CREATE INDEX attempts_space_id_skill_id_child_id_idx ON attempts (space_id, skill_id, child_id);

CREATE TABLE mastery (
    space_id uuid NOT NULL,
    child_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    status text NOT NULL,
    leaves smallint NOT NULL,
    attempts integer NOT NULL,
    bloomed_at timestamptz,
    due timestamptz,
    last_at timestamptz,
    last_id uuid,
    memory jsonb NOT NULL,
    rules smallint NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT mastery_pkey PRIMARY KEY (space_id, child_id, skill_id),
    CONSTRAINT mastery_space_id_child_id_fkey FOREIGN KEY (space_id, child_id)
        REFERENCES children (space_id, id) ON DELETE CASCADE,
    CONSTRAINT mastery_space_id_skill_id_fkey FOREIGN KEY (space_id, skill_id)
        REFERENCES skills (space_id, id) ON DELETE CASCADE,
    CONSTRAINT mastery_status_check CHECK (status IN ('locked', 'ready', 'growing', 'bloomed')),
    CONSTRAINT mastery_leaves_check CHECK (leaves BETWEEN 0 AND 3),
    CONSTRAINT mastery_attempts_check CHECK (attempts >= 0),
    CONSTRAINT mastery_bloomed_at_check CHECK (status <> 'bloomed' OR bloomed_at IS NOT NULL)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX mastery_space_id_skill_id_idx ON mastery (space_id, skill_id);

CREATE TABLE practice_days (
    space_id uuid NOT NULL,
    child_id uuid NOT NULL,
    local_day date NOT NULL,
    attempts integer NOT NULL,
    correct integer NOT NULL,
    first_tries integer NOT NULL,
    first_tries_right integer NOT NULL,
    played_ms bigint NOT NULL,
    CONSTRAINT practice_days_pkey PRIMARY KEY (space_id, child_id, local_day),
    CONSTRAINT practice_days_space_id_child_id_fkey FOREIGN KEY (space_id, child_id)
        REFERENCES children (space_id, id) ON DELETE CASCADE,
    CONSTRAINT practice_days_counts_check CHECK (attempts > 0 AND correct BETWEEN 0 AND attempts AND first_tries BETWEEN 0 AND attempts AND first_tries_right BETWEEN 0 AND first_tries AND played_ms >= 0)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

CREATE TABLE badges (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    child_id uuid NOT NULL,
    kind text NOT NULL,
    award text NOT NULL,
    language text,
    reached smallint,
    skill_id uuid,
    attempt_id uuid,
    earned_at timestamptz NOT NULL,
    CONSTRAINT badges_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT badges_space_id_child_id_fkey FOREIGN KEY (space_id, child_id)
        REFERENCES children (space_id, id) ON DELETE CASCADE,
    CONSTRAINT badges_space_id_skill_id_fkey FOREIGN KEY (space_id, skill_id)
        REFERENCES skills (space_id, id) ON DELETE NO ACTION,
    CONSTRAINT badges_space_id_attempt_id_fkey FOREIGN KEY (space_id, attempt_id)
        REFERENCES attempts (space_id, id) ON DELETE SET NULL (attempt_id),
    CONSTRAINT badges_kind_check CHECK (kind ~ '^[a-z0-9-]{1,60}$'),
    CONSTRAINT badges_award_check CHECK (award ~ '^[a-z-]{1,60}$'),
    CONSTRAINT badges_bloom_check CHECK (award <> 'bloom' OR skill_id IS NOT NULL),
    CONSTRAINT badges_language_check CHECK (language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$')
);
CREATE INDEX badges_space_id_attempt_id_idx ON badges (space_id, attempt_id);
CREATE INDEX badges_space_id_child_id_earned_at_idx ON badges (space_id, child_id, earned_at);
CREATE INDEX badges_space_id_skill_id_idx ON badges (space_id, skill_id);
