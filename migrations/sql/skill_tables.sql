-- Skills. Edges of a skill are ANDed by `any_of`; the members of one group are ORed.

CREATE TABLE skill_trees (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    language text NOT NULL,
    pack text,
    pack_version integer NOT NULL DEFAULT 0,
    revision bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT skill_trees_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT skill_trees_space_id_fkey FOREIGN KEY (space_id) REFERENCES spaces (space_id) ON DELETE CASCADE,
    CONSTRAINT skill_trees_name_check CHECK (char_length(name) <= 200 AND name ~ '\S'),
    CONSTRAINT skill_trees_language_check CHECK (language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$')
);

CREATE TABLE skills (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    tree_id uuid NOT NULL,
    name text NOT NULL,
    language text NOT NULL,
    letter text NOT NULL,
    letter_case text NOT NULL,
    aspect text NOT NULL,
    position integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT skills_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT skills_space_id_tree_id_fkey FOREIGN KEY (space_id, tree_id)
        REFERENCES skill_trees (space_id, id) ON DELETE CASCADE,
    CONSTRAINT skills_name_check CHECK (char_length(name) <= 200 AND name ~ '\S'),
    CONSTRAINT skills_language_check CHECK (language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'),
    CONSTRAINT skills_letter_case_check CHECK (letter_case IN ('lower', 'upper', 'both')),
    CONSTRAINT skills_aspect_check CHECK (aspect IN ('name', 'sound', 'shape', 'trace', 'first-picture'))
);
CREATE INDEX skills_space_id_tree_id_idx ON skills (space_id, tree_id);

CREATE TABLE skill_edges (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    skill_id uuid NOT NULL,
    prerequisite_id uuid NOT NULL,
    any_of smallint NOT NULL DEFAULT 0,
    minimum_level smallint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT skill_edges_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT skill_edges_space_id_skill_id_fkey FOREIGN KEY (space_id, skill_id)
        REFERENCES skills (space_id, id) ON DELETE CASCADE,
    CONSTRAINT skill_edges_space_id_prerequisite_id_fkey FOREIGN KEY (space_id, prerequisite_id)
        REFERENCES skills (space_id, id) ON DELETE CASCADE,
    CONSTRAINT skill_edges_not_itself_check CHECK (skill_id <> prerequisite_id),
    CONSTRAINT skill_edges_any_of_check CHECK (any_of >= 0),
    CONSTRAINT skill_edges_minimum_level_check CHECK (minimum_level BETWEEN 1 AND 4)
);
CREATE INDEX skill_edges_space_id_prerequisite_id_idx ON skill_edges (space_id, prerequisite_id);
CREATE INDEX skill_edges_space_id_skill_id_idx ON skill_edges (space_id, skill_id);

CREATE TABLE skill_choices (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    child_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    kind text NOT NULL,
    grown_up_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT skill_choices_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT skill_choices_space_id_child_id_fkey FOREIGN KEY (space_id, child_id)
        REFERENCES children (space_id, id) ON DELETE CASCADE,
    CONSTRAINT skill_choices_space_id_skill_id_fkey FOREIGN KEY (space_id, skill_id)
        REFERENCES skills (space_id, id) ON DELETE CASCADE,
    CONSTRAINT skill_choices_space_id_grown_up_id_fkey FOREIGN KEY (space_id, grown_up_id)
        REFERENCES grown_ups (space_id, id) ON DELETE SET NULL (grown_up_id),
    CONSTRAINT skill_choices_kind_check CHECK (kind IN ('skip', 'pin', 'goal'))
);
CREATE INDEX skill_choices_space_id_child_id_idx ON skill_choices (space_id, child_id);
CREATE INDEX skill_choices_space_id_grown_up_id_idx ON skill_choices (space_id, grown_up_id);
CREATE INDEX skill_choices_space_id_skill_id_idx ON skill_choices (space_id, skill_id);
