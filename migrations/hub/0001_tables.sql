-- A hub: what devices replay into. Three schemas: `shared` holds their rows, `sync` what the protocol remembers and its functions, `sync_api` the
-- six functions that a device may call. No triggers, no deferrable or self-referential keys; `space_id` first in every key. Facts have no
-- foreign keys: the functions look for parents once per batch instead of once per row (a third of the time of a push), under the lock of the
-- space's head, and nothing else writes here.

CREATE TABLE sync.installed (
    version integer NOT NULL,
    contract integer NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE sync.heads (
    space_id uuid NOT NULL,
    epoch uuid NOT NULL DEFAULT gen_random_uuid(),
    seq bigint NOT NULL DEFAULT 0,
    chain text NOT NULL,
    genesis text NOT NULL,
    label text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    CONSTRAINT heads_pkey PRIMARY KEY (space_id)
) WITH (fillfactor = 50);

CREATE TABLE sync.credentials (
    space_id uuid NOT NULL,
    device_id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    role text NOT NULL,
    name text NOT NULL,
    system text NOT NULL,
    version text NOT NULL,
    contract integer NOT NULL,
    token uuid NOT NULL,
    last_batch uuid,
    last_answer jsonb,
    acked_seq bigint NOT NULL DEFAULT 0,
    pulled_seq bigint NOT NULL DEFAULT 0,
    served_seq bigint NOT NULL DEFAULT 0,
    clock_error bigint NOT NULL DEFAULT 0,
    enrolled_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    revoked_at timestamptz,
    was_device uuid,
    CONSTRAINT credentials_pkey PRIMARY KEY (space_id, device_id),
    CONSTRAINT credentials_space_id_fkey FOREIGN KEY (space_id) REFERENCES sync.heads (space_id) ON DELETE CASCADE,
    CONSTRAINT credentials_role_check CHECK (role IN ('owner', 'teacher', 'helper'))
) WITH (fillfactor = 50);

CREATE TABLE sync.checkpoints (
    space_id uuid NOT NULL,
    seq bigint NOT NULL,
    chain text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT checkpoints_pkey PRIMARY KEY (space_id, seq),
    CONSTRAINT checkpoints_space_id_fkey FOREIGN KEY (space_id) REFERENCES sync.heads (space_id) ON DELETE CASCADE
);

CREATE TABLE sync.invites (
    space_id uuid NOT NULL,
    code_hash bytea NOT NULL,
    role text NOT NULL,
    expires_at timestamptz NOT NULL,
    made_at timestamptz NOT NULL,
    made_by uuid,
    used_at timestamptz,
    used_by uuid,
    CONSTRAINT invites_pkey PRIMARY KEY (space_id, code_hash),
    CONSTRAINT invites_space_id_fkey FOREIGN KEY (space_id) REFERENCES sync.heads (space_id) ON DELETE CASCADE,
    CONSTRAINT invites_role_check CHECK (role IN ('owner', 'teacher', 'helper'))
);

CREATE TABLE sync.quarantine (
    space_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    at timestamptz NOT NULL,
    device_id uuid NOT NULL,
    batch uuid NOT NULL,
    tbl text NOT NULL,
    row_id text,
    why text NOT NULL,
    state text NOT NULL,
    message text NOT NULL,
    CONSTRAINT quarantine_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT quarantine_space_id_fkey FOREIGN KEY (space_id) REFERENCES sync.heads (space_id) ON DELETE CASCADE
);
CREATE INDEX quarantine_space_id_at_idx ON sync.quarantine (space_id, at);

CREATE TABLE sync.erasures (
    space_id uuid NOT NULL,
    tbl text NOT NULL,
    row_id uuid NOT NULL,
    seq bigint NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT erasures_pkey PRIMARY KEY (space_id, tbl, row_id),
    CONSTRAINT erasures_space_id_fkey FOREIGN KEY (space_id) REFERENCES sync.heads (space_id) ON DELETE CASCADE
);
CREATE INDEX erasures_space_id_seq_idx ON sync.erasures (space_id, seq);

-- Rows of tables that only newer devices know: kept as they came until the hub is upgraded. `stamps` is null for facts.
CREATE TABLE sync.foreign_rows (
    space_id uuid NOT NULL,
    tbl text NOT NULL,
    id uuid NOT NULL,
    body jsonb NOT NULL,
    stamps jsonb,
    seq bigint NOT NULL,
    CONSTRAINT foreign_rows_pkey PRIMARY KEY (space_id, tbl, id),
    CONSTRAINT foreign_rows_space_id_fkey FOREIGN KEY (space_id) REFERENCES sync.heads (space_id) ON DELETE CASCADE
);
CREATE INDEX foreign_rows_space_id_seq_idx ON sync.foreign_rows (space_id, seq);

CREATE TABLE shared.spaces (
    space_id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    sync_stamp uuid NOT NULL,
    sync_columns jsonb NOT NULL,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT spaces_pkey PRIMARY KEY (space_id),
    CONSTRAINT spaces_kind_check CHECK (kind IN ('household', 'classroom')),
    CONSTRAINT spaces_name_check CHECK (char_length(name) <= 200 AND name ~ '\S')
);

CREATE TABLE shared.grown_ups (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    password_hash text,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    sync_stamp uuid NOT NULL,
    sync_columns jsonb NOT NULL,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT grown_ups_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT grown_ups_name_check CHECK (char_length(name) <= 200 AND name ~ '\S')
);

CREATE TABLE shared.memberships (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    grown_up_id uuid NOT NULL,
    role text NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    sync_stamp uuid NOT NULL,
    sync_columns jsonb NOT NULL,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT memberships_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT memberships_space_id_grown_up_id_fkey FOREIGN KEY (space_id, grown_up_id) REFERENCES shared.grown_ups (space_id, id),
    CONSTRAINT memberships_role_check CHECK (role IN ('owner', 'teacher', 'helper'))
);
CREATE INDEX memberships_space_id_grown_up_id_idx ON shared.memberships (space_id, grown_up_id);

CREATE TABLE shared.children (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    friend text NOT NULL,
    scarf text NOT NULL,
    backdrop text NOT NULL,
    born date,
    letter_case text NOT NULL,
    letterform text NOT NULL,
    secret smallint[],
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    sync_stamp uuid NOT NULL,
    sync_columns jsonb NOT NULL,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT children_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT children_name_check CHECK (char_length(name) <= 200 AND name ~ '\S'),
    CONSTRAINT children_friend_check CHECK (friend ~ '^[a-z-]{1,40}$'),
    CONSTRAINT children_scarf_check CHECK (scarf ~ '^#[0-9A-Fa-f]{6}$'),
    CONSTRAINT children_backdrop_check CHECK (backdrop ~ '^#[0-9A-Fa-f]{6}$'),
    CONSTRAINT children_born_check CHECK (date_part('day', born) = 1),
    CONSTRAINT children_letter_case_check CHECK (letter_case IN ('lower', 'upper', 'both')),
    CONSTRAINT children_letterform_check CHECK (letterform IN ('school', 'print')),
    CONSTRAINT children_secret_check CHECK (array_ndims(secret) = 1 AND cardinality(secret) = 3 AND array_position(secret, NULL) IS NULL AND 0 <= ALL (secret))
);

CREATE TABLE shared.child_languages (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    child_id uuid NOT NULL,
    language text NOT NULL,
    position smallint NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    sync_stamp uuid NOT NULL,
    sync_columns jsonb NOT NULL,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT child_languages_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT child_languages_space_id_child_id_fkey FOREIGN KEY (space_id, child_id) REFERENCES shared.children (space_id, id),
    CONSTRAINT child_languages_language_check CHECK (language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'),
    CONSTRAINT child_languages_position_check CHECK (position >= 0)
);
CREATE INDEX child_languages_space_id_child_id_idx ON shared.child_languages (space_id, child_id);

CREATE TABLE shared.skill_trees (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    language text NOT NULL,
    pack text,
    pack_version integer NOT NULL,
    description text NOT NULL,
    author text NOT NULL,
    edition text NOT NULL,
    replaces_id uuid,
    more_facts jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    sync_stamp uuid NOT NULL,
    sync_columns jsonb NOT NULL,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT skill_trees_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT skill_trees_name_check CHECK (char_length(name) <= 200 AND name ~ '\S'),
    CONSTRAINT skill_trees_language_check CHECK (language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'),
    CONSTRAINT skill_trees_description_check CHECK (char_length(description) <= 10000),
    CONSTRAINT skill_trees_author_check CHECK (char_length(author) <= 200),
    CONSTRAINT skill_trees_edition_check CHECK (edition IN ('draft', 'published')),
    CONSTRAINT skill_trees_more_facts_check CHECK (jsonb_typeof(more_facts) = 'object')
);

CREATE TABLE shared.skills (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    tree_id uuid NOT NULL,
    name text NOT NULL,
    language text NOT NULL,
    letter text NOT NULL,
    letter_case text NOT NULL,
    aspect text NOT NULL,
    position integer NOT NULL,
    description text NOT NULL,
    tags jsonb NOT NULL,
    spot_right integer,
    spot_down integer,
    opens_on date,
    stands_for_id uuid,
    replaced_by_id uuid,
    more_facts jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    sync_stamp uuid NOT NULL,
    sync_columns jsonb NOT NULL,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT skills_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT skills_space_id_tree_id_fkey FOREIGN KEY (space_id, tree_id) REFERENCES shared.skill_trees (space_id, id),
    CONSTRAINT skills_name_check CHECK (char_length(name) <= 200 AND name ~ '\S'),
    CONSTRAINT skills_language_check CHECK (language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'),
    CONSTRAINT skills_letter_case_check CHECK (letter_case IN ('lower', 'upper', 'both')),
    CONSTRAINT skills_aspect_check CHECK (aspect IN ('name', 'sound', 'shape', 'trace', 'first-picture', 'ability')),
    CONSTRAINT skills_ability_check CHECK (aspect <> 'ability' OR letter = ''),
    CONSTRAINT skills_description_check CHECK (char_length(description) <= 10000),
    CONSTRAINT skills_tags_check CHECK (jsonb_typeof(tags) = 'array'),
    CONSTRAINT skills_spot_check CHECK ((spot_right IS NULL) = (spot_down IS NULL)),
    CONSTRAINT skills_more_facts_check CHECK (jsonb_typeof(more_facts) = 'object')
);
CREATE INDEX skills_space_id_tree_id_idx ON shared.skills (space_id, tree_id);

CREATE TABLE shared.skill_edges (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    skill_id uuid NOT NULL,
    prerequisite_id uuid NOT NULL,
    any_of smallint NOT NULL,
    minimum_level smallint NOT NULL,
    minimum_score smallint,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    sync_stamp uuid NOT NULL,
    sync_columns jsonb NOT NULL,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT skill_edges_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT skill_edges_space_id_skill_id_fkey FOREIGN KEY (space_id, skill_id) REFERENCES shared.skills (space_id, id),
    CONSTRAINT skill_edges_space_id_prerequisite_id_fkey FOREIGN KEY (space_id, prerequisite_id) REFERENCES shared.skills (space_id, id),
    CONSTRAINT skill_edges_not_itself_check CHECK (skill_id <> prerequisite_id),
    CONSTRAINT skill_edges_any_of_check CHECK (any_of >= 0),
    CONSTRAINT skill_edges_minimum_level_check CHECK (minimum_level BETWEEN 1 AND 4),
    CONSTRAINT skill_edges_minimum_score_check CHECK (minimum_score BETWEEN 1 AND 100)
);
CREATE INDEX skill_edges_space_id_skill_id_idx ON shared.skill_edges (space_id, skill_id);
CREATE INDEX skill_edges_space_id_prerequisite_id_idx ON shared.skill_edges (space_id, prerequisite_id);

CREATE TABLE shared.skill_choices (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    child_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    kind text NOT NULL,
    grown_up_id uuid,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    sync_stamp uuid NOT NULL,
    sync_columns jsonb NOT NULL,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT skill_choices_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT skill_choices_space_id_child_id_fkey FOREIGN KEY (space_id, child_id) REFERENCES shared.children (space_id, id),
    CONSTRAINT skill_choices_space_id_skill_id_fkey FOREIGN KEY (space_id, skill_id) REFERENCES shared.skills (space_id, id),
    CONSTRAINT skill_choices_space_id_grown_up_id_fkey FOREIGN KEY (space_id, grown_up_id) REFERENCES shared.grown_ups (space_id, id),
    CONSTRAINT skill_choices_kind_check CHECK (kind IN ('skip', 'pin', 'goal', 'not-for-child'))
);
CREATE INDEX skill_choices_space_id_child_id_idx ON shared.skill_choices (space_id, child_id);
CREATE INDEX skill_choices_space_id_skill_id_idx ON shared.skill_choices (space_id, skill_id);
CREATE INDEX skill_choices_space_id_grown_up_id_idx ON shared.skill_choices (space_id, grown_up_id);

CREATE TABLE shared.settings (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    child_id uuid,
    grown_up_id uuid,
    key text NOT NULL,
    value jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    sync_stamp uuid NOT NULL,
    sync_columns jsonb NOT NULL,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT settings_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT settings_space_id_child_id_fkey FOREIGN KEY (space_id, child_id) REFERENCES shared.children (space_id, id),
    CONSTRAINT settings_space_id_grown_up_id_fkey FOREIGN KEY (space_id, grown_up_id) REFERENCES shared.grown_ups (space_id, id),
    CONSTRAINT settings_one_owner_check CHECK (num_nonnulls(child_id, grown_up_id) <= 1),
    CONSTRAINT settings_key_check CHECK (key ~ '^[a-z0-9_.-]{1,100}$')
);
CREATE INDEX settings_space_id_child_id_idx ON shared.settings (space_id, child_id);
CREATE INDEX settings_space_id_grown_up_id_idx ON shared.settings (space_id, grown_up_id);

CREATE TABLE shared.voices (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    language text NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    sha256 text NOT NULL,
    length_ms integer NOT NULL,
    size integer NOT NULL,
    recorded_by uuid,
    recorded_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    sync_stamp uuid NOT NULL,
    sync_columns jsonb NOT NULL,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT voices_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT voices_space_id_recorded_by_fkey FOREIGN KEY (space_id, recorded_by) REFERENCES shared.grown_ups (space_id, id),
    CONSTRAINT voices_language_check CHECK (language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'),
    CONSTRAINT voices_kind_check CHECK (kind IN ('sound', 'name', 'word')),
    CONSTRAINT voices_key_check CHECK (char_length(key) BETWEEN 1 AND 200),
    CONSTRAINT voices_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT voices_length_ms_check CHECK (length_ms BETWEEN 1 AND 60000),
    CONSTRAINT voices_size_check CHECK (size > 0)
);
CREATE INDEX voices_space_id_recorded_by_idx ON shared.voices (space_id, recorded_by);

CREATE TABLE shared.play_sessions (
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
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    sync_stamp uuid NOT NULL,
    sync_columns jsonb NOT NULL,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT play_sessions_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT play_sessions_space_id_child_id_fkey FOREIGN KEY (space_id, child_id) REFERENCES shared.children (space_id, id),
    CONSTRAINT play_sessions_language_check CHECK (language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'),
    CONSTRAINT play_sessions_game_check CHECK (game > 0),
    CONSTRAINT play_sessions_turns_check CHECK (turns > 0)
);
CREATE INDEX play_sessions_space_id_child_id_idx ON shared.play_sessions (space_id, child_id);

CREATE TABLE shared.attempts (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    child_id uuid NOT NULL,
    play_session_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    occurred_at timestamptz NOT NULL,
    seq bigint NOT NULL,
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
    prompt text NOT NULL,
    sync_extra jsonb,
    CONSTRAINT attempts_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT attempts_game_check CHECK (game > 0),
    CONSTRAINT attempts_turn_check CHECK (turn >= 0),
    CONSTRAINT attempts_try_number_check CHECK (try_number >= 1),
    CONSTRAINT attempts_took_ms_check CHECK (took_ms >= 0),
    CONSTRAINT attempts_asked_check CHECK (char_length(asked) BETWEEN 1 AND 200),
    CONSTRAINT attempts_answered_check CHECK (char_length(answered) BETWEEN 1 AND 200),
    CONSTRAINT attempts_choices_check CHECK (char_length(choices) BETWEEN 1 AND 2000),
    CONSTRAINT attempts_prompt_check CHECK (char_length(prompt) <= 200)
) WITH (autovacuum_vacuum_insert_threshold = 2000, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

CREATE TABLE shared.badges (
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
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT badges_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT badges_kind_check CHECK (kind ~ '^[a-z0-9-]{1,60}$'),
    CONSTRAINT badges_award_check CHECK (award ~ '^[a-z-]{1,60}$'),
    CONSTRAINT badges_bloom_check CHECK (award <> 'bloom' OR skill_id IS NOT NULL),
    CONSTRAINT badges_language_check CHECK (language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$')
);

CREATE TABLE shared.skill_marks (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    child_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    kind text NOT NULL,
    score smallint,
    occurred_at timestamptz NOT NULL,
    local_day date NOT NULL,
    grown_up_id uuid,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT skill_marks_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT skill_marks_kind_check CHECK (kind IN ('started', 'learned', 'reviewed', 'taken-back')),
    CONSTRAINT skill_marks_score_check CHECK (score BETWEEN 0 AND 100)
);

CREATE TABLE shared.tree_editions (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    tree_id uuid NOT NULL,
    number integer NOT NULL,
    published_at timestamptz NOT NULL,
    grown_up_id uuid,
    content jsonb NOT NULL,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT tree_editions_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT tree_editions_number_check CHECK (number >= 1)
);

CREATE TABLE shared.audit_log (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    occurred_at timestamptz NOT NULL,
    grown_up_id uuid,
    action text NOT NULL,
    subject_id uuid,
    facts jsonb NOT NULL,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT audit_log_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT audit_log_action_check CHECK (action ~ '^[a-z-]{1,60}$')
);
