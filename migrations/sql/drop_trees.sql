-- Back to trees of letters: abilities have no place there, nor have drafts and what was noted of either. All else stays as it is.
SET LOCAL lettergrove.applying = 'on';  -- what goes here goes from this database alone
DROP TABLE skill_marks, tree_editions, skill_words;
DELETE FROM sync.followed WHERE name IN ('skill_marks', 'tree_editions');
DROP FUNCTION fold_skill_marks();
DROP TRIGGER keep_words_of_skills ON skills;
DROP FUNCTION search_skills(uuid, text, text[], jsonb, uuid, integer), keep_skill_words(), words_of_skill(text, text, jsonb, text), dictionary_of(text), fold_text(text);
DROP FUNCTION earlier_skills(uuid, uuid), later_skills(uuid, uuid);
DROP FUNCTION open_skills(uuid, uuid, uuid, date), standing_level(text, smallint), standing_score(jsonb);

DELETE FROM badges USING skills
WHERE badges.space_id = skills.space_id AND badges.skill_id = skills.id AND skills.aspect = 'ability';
DELETE FROM skills WHERE aspect = 'ability';
DELETE FROM skill_trees WHERE edition = 'draft';
DELETE FROM skill_trees
WHERE pack IS NULL AND NOT EXISTS (SELECT FROM skills WHERE skills.space_id = skill_trees.space_id AND skills.tree_id = skill_trees.id);
DELETE FROM skill_choices WHERE kind = 'not-for-child';

ALTER TABLE skill_choices
    DROP CONSTRAINT skill_choices_kind_check,
    ADD CONSTRAINT skill_choices_kind_check CHECK (kind IN ('skip', 'pin', 'goal'));
ALTER TABLE skill_edges DROP minimum_score;
DROP INDEX skill_edges_space_id_skill_id_idx, skill_edges_space_id_prerequisite_id_idx;
CREATE INDEX skill_edges_space_id_skill_id_idx ON skill_edges (space_id, skill_id);
CREATE INDEX skill_edges_space_id_prerequisite_id_idx ON skill_edges (space_id, prerequisite_id);
ALTER TABLE skills
    DROP CONSTRAINT skills_ability_check,
    DROP CONSTRAINT skills_spot_check,
    DROP CONSTRAINT skills_aspect_check,
    DROP description,
    DROP tags,
    DROP spot_right,
    DROP spot_down,
    DROP opens_on,
    DROP stands_for_id,
    DROP replaced_by_id,
    DROP more_facts,
    ADD CONSTRAINT skills_aspect_check CHECK (aspect IN ('name', 'sound', 'shape', 'trace', 'first-picture'));
ALTER TABLE skill_trees DROP description, DROP author, DROP edition, DROP replaces_id, DROP more_facts;
SET LOCAL lettergrove.applying = 'off';
