-- What grown-ups recorded in their own voice: the newest of each thing said. The sound itself is a file named by its hash.
CREATE TABLE voices (
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
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT voices_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT voices_space_id_fkey FOREIGN KEY (space_id) REFERENCES spaces (space_id) ON DELETE CASCADE,
    CONSTRAINT voices_space_id_recorded_by_fkey FOREIGN KEY (space_id, recorded_by)
        REFERENCES grown_ups (space_id, id) ON DELETE SET NULL (recorded_by),
    CONSTRAINT voices_language_check CHECK (language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'),
    CONSTRAINT voices_kind_check CHECK (kind IN ('sound', 'name', 'word')),
    CONSTRAINT voices_key_check CHECK (char_length(key) BETWEEN 1 AND 200),
    CONSTRAINT voices_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT voices_length_ms_check CHECK (length_ms BETWEEN 1 AND 60000),
    CONSTRAINT voices_size_check CHECK (size > 0)
);
CREATE INDEX voices_space_id_language_idx ON voices (space_id, language);
CREATE INDEX voices_space_id_recorded_by_idx ON voices (space_id, recorded_by);

SELECT sync.follow('voices', 'record');
