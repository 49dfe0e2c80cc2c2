-- People and what is set for them. `space_id` comes first in every key, and every key between rows holds it: no row points into another space.

CREATE TABLE spaces (
    space_id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT spaces_pkey PRIMARY KEY (space_id),
    CONSTRAINT spaces_kind_check CHECK (kind IN ('household', 'classroom')),
    CONSTRAINT spaces_name_check CHECK (char_length(name) <= 200 AND name ~ '\S')
);

CREATE TABLE grown_ups (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    password_hash text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT grown_ups_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT grown_ups_space_id_fkey FOREIGN KEY (space_id) REFERENCES spaces (space_id) ON DELETE CASCADE,
    CONSTRAINT grown_ups_name_check CHECK (char_length(name) <= 200 AND name ~ '\S')
);

CREATE TABLE memberships (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    grown_up_id uuid NOT NULL,
    role text NOT NULL,
    failed_attempts smallint NOT NULL DEFAULT 0,
    locked_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT memberships_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT memberships_space_id_grown_up_id_fkey FOREIGN KEY (space_id, grown_up_id)
        REFERENCES grown_ups (space_id, id) ON DELETE CASCADE,
    CONSTRAINT memberships_role_check CHECK (role IN ('owner', 'teacher', 'helper')),
    CONSTRAINT memberships_failed_attempts_check CHECK (failed_attempts >= 0)
);
CREATE INDEX memberships_space_id_grown_up_id_idx ON memberships (space_id, grown_up_id);

CREATE TABLE children (
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
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT children_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT children_space_id_fkey FOREIGN KEY (space_id) REFERENCES spaces (space_id) ON DELETE CASCADE,
    CONSTRAINT children_name_check CHECK (char_length(name) <= 200 AND name ~ '\S'),
    CONSTRAINT children_friend_check CHECK (friend ~ '^[a-z-]{1,40}$'),
    CONSTRAINT children_scarf_check CHECK (scarf ~ '^#[0-9A-Fa-f]{6}$'),
    CONSTRAINT children_backdrop_check CHECK (backdrop ~ '^#[0-9A-Fa-f]{6}$'),
    CONSTRAINT children_born_check CHECK (date_part('day', born) = 1),
    CONSTRAINT children_letter_case_check CHECK (letter_case IN ('lower', 'upper', 'both')),
    CONSTRAINT children_letterform_check CHECK (letterform IN ('school', 'print')),
    CONSTRAINT children_secret_check CHECK (array_ndims(secret) = 1 AND cardinality(secret) = 3 AND array_position(secret, NULL) IS NULL AND 0 <= ALL (secret))
);
CREATE INDEX children_space_id_created_at_idx ON children (space_id, created_at);

CREATE TABLE child_languages (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    child_id uuid NOT NULL,
    language text NOT NULL,
    position smallint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT child_languages_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT child_languages_space_id_child_id_fkey FOREIGN KEY (space_id, child_id)
        REFERENCES children (space_id, id) ON DELETE CASCADE,
    CONSTRAINT child_languages_language_check CHECK (language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'),
    CONSTRAINT child_languages_position_check CHECK (position >= 0)
);
CREATE INDEX child_languages_space_id_child_id_idx ON child_languages (space_id, child_id);

CREATE TABLE settings (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    child_id uuid,
    grown_up_id uuid,
    key text NOT NULL,
    value jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT settings_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT settings_space_id_fkey FOREIGN KEY (space_id) REFERENCES spaces (space_id) ON DELETE CASCADE,
    CONSTRAINT settings_space_id_child_id_fkey FOREIGN KEY (space_id, child_id)
        REFERENCES children (space_id, id) ON DELETE CASCADE,
    CONSTRAINT settings_space_id_grown_up_id_fkey FOREIGN KEY (space_id, grown_up_id)
        REFERENCES grown_ups (space_id, id) ON DELETE CASCADE,
    CONSTRAINT settings_one_owner_check CHECK (num_nonnulls(child_id, grown_up_id) <= 1),
    CONSTRAINT settings_key_check CHECK (key ~ '^[a-z0-9_.-]{1,100}$')
);
CREATE INDEX settings_space_id_child_id_idx ON settings (space_id, child_id);
CREATE INDEX settings_space_id_grown_up_id_idx ON settings (space_id, grown_up_id);

CREATE TABLE audit_log (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    occurred_at timestamptz NOT NULL,
    grown_up_id uuid,
    action text NOT NULL,
    subject_id uuid,
    facts jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT audit_log_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT audit_log_space_id_fkey FOREIGN KEY (space_id) REFERENCES spaces (space_id) ON DELETE CASCADE,
    CONSTRAINT audit_log_space_id_grown_up_id_fkey FOREIGN KEY (space_id, grown_up_id)
        REFERENCES grown_ups (space_id, id) ON DELETE SET NULL (grown_up_id),
    CONSTRAINT audit_log_action_check CHECK (action ~ '^[a-z-]{1,60}$')
);
CREATE INDEX audit_log_space_id_grown_up_id_idx ON audit_log (space_id, grown_up_id);
CREATE INDEX audit_log_space_id_occurred_at_idx ON audit_log (space_id, occurred_at);
