-- Trees that people write themselves: editions, descriptions, places in the drawing, conditions; and skills that are not of a letter.

ALTER TABLE skill_trees
    ADD description text NOT NULL DEFAULT '',
    ADD author text NOT NULL DEFAULT '',
    ADD edition text NOT NULL DEFAULT 'published',
    ADD replaces_id uuid,
    ADD more_facts jsonb NOT NULL DEFAULT '{}',
    ADD CONSTRAINT skill_trees_description_check CHECK (char_length(description) <= 10000),
    ADD CONSTRAINT skill_trees_author_check CHECK (char_length(author) <= 200),
    ADD CONSTRAINT skill_trees_edition_check CHECK (edition IN ('draft', 'published')),
    ADD CONSTRAINT skill_trees_more_facts_check CHECK (jsonb_typeof(more_facts) = 'object');

-- `stands_for_id`: in a draft, the skill of the published tree that this one is a new wording of. `replaced_by_id`: what took its place.
-- They, and `replaces_id` of a tree, have no foreign key: rows of one table come from other computers in whatever order.
ALTER TABLE skills
    ADD description text NOT NULL DEFAULT '',
    ADD tags jsonb NOT NULL DEFAULT '[]',
    ADD spot_right integer,
    ADD spot_down integer,
    ADD opens_on date,
    ADD stands_for_id uuid,
    ADD replaced_by_id uuid,
    ADD more_facts jsonb NOT NULL DEFAULT '{}',
    DROP CONSTRAINT skills_aspect_check,
    ADD CONSTRAINT skills_aspect_check CHECK (aspect IN ('name', 'sound', 'shape', 'trace', 'first-picture', 'ability')),
    ADD CONSTRAINT skills_ability_check CHECK (aspect <> 'ability' OR letter = ''),
    ADD CONSTRAINT skills_description_check CHECK (char_length(description) <= 10000),
    ADD CONSTRAINT skills_tags_check CHECK (jsonb_typeof(tags) = 'array'),
    ADD CONSTRAINT skills_spot_check CHECK ((spot_right IS NULL) = (spot_down IS NULL)),
    ADD CONSTRAINT skills_more_facts_check CHECK (jsonb_typeof(more_facts) = 'object');
CREATE INDEX skills_more_facts_idx ON skills USING gin (more_facts jsonb_path_ops);

ALTER TABLE skill_edges
    ADD minimum_score smallint,
    ADD CONSTRAINT skill_edges_minimum_score_check CHECK (minimum_score BETWEEN 1 AND 100);
-- A walk along the edges reads these indexes alone.
DROP INDEX skill_edges_space_id_skill_id_idx, skill_edges_space_id_prerequisite_id_idx;
CREATE INDEX skill_edges_space_id_skill_id_idx ON skill_edges (space_id, skill_id) INCLUDE (prerequisite_id, deleted_at);
CREATE INDEX skill_edges_space_id_prerequisite_id_idx ON skill_edges (space_id, prerequisite_id) INCLUDE (skill_id, deleted_at);

ALTER TABLE skill_choices
    DROP CONSTRAINT skill_choices_kind_check,
    ADD CONSTRAINT skill_choices_kind_check CHECK (kind IN ('skip', 'pin', 'goal', 'not-for-child'));

-- What a tree was before another edition was published: the whole of it, in the format of tree files. Never changed.
CREATE TABLE tree_editions (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    tree_id uuid NOT NULL,
    number integer NOT NULL,
    published_at timestamptz NOT NULL,
    grown_up_id uuid,
    content jsonb NOT NULL,
    CONSTRAINT tree_editions_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT tree_editions_space_id_tree_id_fkey FOREIGN KEY (space_id, tree_id)
        REFERENCES skill_trees (space_id, id) ON DELETE CASCADE,
    CONSTRAINT tree_editions_space_id_grown_up_id_fkey FOREIGN KEY (space_id, grown_up_id)
        REFERENCES grown_ups (space_id, id) ON DELETE SET NULL (grown_up_id),
    CONSTRAINT tree_editions_number_check CHECK (number >= 1)
);
CREATE INDEX tree_editions_space_id_tree_id_idx ON tree_editions (space_id, tree_id);
CREATE INDEX tree_editions_space_id_grown_up_id_idx ON tree_editions (space_id, grown_up_id);
