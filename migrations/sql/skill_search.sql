-- What a search looks into, kept beside the skills by a trigger: the words of every skill, and its text without case and accents.
-- Derived, so it never travels: every replica makes its own.

-- Text without case, accents and vowel points, so that "Élan" is found by "elan"; letters that are no mark apart get their usual stand-in.
-- (The extension `unaccent` is not everywhere.) Vowel signs of Indic scripts are letters of the word, and stay.
CREATE FUNCTION fold_text(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT replace(replace(replace(translate(
        regexp_replace(lower(normalize(given, NFKD)), '[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670\u06d6-\u06ed]', '', 'g'),
        'łøđıħŧ', 'lodiht'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')
$$;

-- The dictionary of a language (BCP 47), where PostgreSQL 15 has one.
CREATE FUNCTION dictionary_of(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE split_part(lower(language), '-', 1)
        WHEN 'ar' THEN 'arabic' WHEN 'hy' THEN 'armenian' WHEN 'eu' THEN 'basque' WHEN 'ca' THEN 'catalan' WHEN 'da' THEN 'danish'
        WHEN 'nl' THEN 'dutch' WHEN 'en' THEN 'english' WHEN 'fi' THEN 'finnish' WHEN 'fr' THEN 'french' WHEN 'de' THEN 'german'
        WHEN 'el' THEN 'greek' WHEN 'hi' THEN 'hindi' WHEN 'hu' THEN 'hungarian' WHEN 'id' THEN 'indonesian' WHEN 'ga' THEN 'irish'
        WHEN 'it' THEN 'italian' WHEN 'lt' THEN 'lithuanian' WHEN 'ne' THEN 'nepali' WHEN 'nb' THEN 'norwegian' WHEN 'nn' THEN 'norwegian'
        WHEN 'no' THEN 'norwegian' WHEN 'pt' THEN 'portuguese' WHEN 'ro' THEN 'romanian' WHEN 'ru' THEN 'russian' WHEN 'sr' THEN 'serbian'
        WHEN 'es' THEN 'spanish' WHEN 'sv' THEN 'swedish' WHEN 'ta' THEN 'tamil' WHEN 'tr' THEN 'turkish' WHEN 'yi' THEN 'yiddish'
        ELSE 'simple' END::regconfig
$$;

CREATE TABLE skill_words (
    space_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    tree_id uuid NOT NULL,
    folded text NOT NULL,
    words tsvector NOT NULL,
    CONSTRAINT skill_words_pkey PRIMARY KEY (space_id, skill_id),
    CONSTRAINT skill_words_space_id_skill_id_fkey FOREIGN KEY (space_id, skill_id)
        REFERENCES skills (space_id, id) ON DELETE CASCADE
);
CREATE INDEX skill_words_words_idx ON skill_words USING gin (words);

-- The name weighs most, then tags, then the description; each once without accents, and once by the dictionary.
CREATE FUNCTION words_of_skill(name text, description text, tags jsonb, language text, OUT folded text, OUT words tsvector)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    listed text := (SELECT coalesce(string_agg(tag, ' '), '') FROM jsonb_array_elements_text(tags) AS tag);
    dictionary regconfig := dictionary_of(language);
BEGIN
    folded := fold_text(name || E'\n' || listed || E'\n' || description);
    words := setweight(to_tsvector('simple', fold_text(name)), 'A') || setweight(to_tsvector(dictionary, name), 'A')
        || setweight(to_tsvector('simple', fold_text(listed)), 'B') || setweight(to_tsvector(dictionary, listed), 'B')
        || setweight(to_tsvector('simple', fold_text(description)), 'C') || setweight(to_tsvector(dictionary, description), 'C');
END
$$;

CREATE FUNCTION keep_skill_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO skill_words (space_id, skill_id, tree_id, folded, words)
    SELECT NEW.space_id, NEW.id, NEW.tree_id, w.folded, w.words FROM words_of_skill(NEW.name, NEW.description, NEW.tags, NEW.language) AS w
    ON CONFLICT (space_id, skill_id) DO UPDATE SET folded = excluded.folded, words = excluded.words;
    RETURN NULL;
END
$$;

CREATE TRIGGER keep_words_of_skills AFTER INSERT OR UPDATE OF name, description, tags, language ON skills
    FOR EACH ROW EXECUTE FUNCTION keep_skill_words();

INSERT INTO skill_words (space_id, skill_id, tree_id, folded, words)
SELECT s.space_id, s.id, s.tree_id, w.folded, w.words FROM skills AS s, words_of_skill(s.name, s.description, s.tags, s.language) AS w;

-- The skills that some words (as far as they are typed), or facts beyond the usual, lead to: best first. Words are looked up as they are typed, by
-- their beginning, without case and accents; and as the languages' dictionaries understand them. Where that finds too few, anywhere in the
-- text (scripts without spaces need it); where nothing, words that look alike, if the server has pg_trgm.
-- Without a tree only published ones are searched.
CREATE FUNCTION search_skills(in_space uuid, given text, languages text[], facts jsonb, in_tree uuid, most integer)
RETURNS TABLE (skill_id uuid, tree_id uuid, name text) LANGUAGE plpgsql STABLE AS $$
DECLARE
    asked text := fold_text(btrim(given));
    pattern text := '%' || regexp_replace(asked, '([\\%_])', '\\\1', 'g') || '%';
    wanted tsquery := (
        SELECT string_agg(quote_literal(lexeme) || ':*', ' & ')::tsquery FROM unnest(to_tsvector('simple', asked))
    );
    tongue text;
    found uuid[];
BEGIN
    FOREACH tongue IN ARRAY languages LOOP
        IF numnode(plainto_tsquery(dictionary_of(tongue), given)) > 0 THEN
            wanted := coalesce(wanted || plainto_tsquery(dictionary_of(tongue), given), plainto_tsquery(dictionary_of(tongue), given));
        END IF;
    END LOOP;
    IF asked = '' THEN
        found := ARRAY(SELECT s.id FROM skills AS s WHERE s.space_id = in_space AND s.more_facts @> facts AND facts <> '{}' LIMIT 1000);
    ELSE
        found := ARRAY(
            SELECT w.skill_id FROM skill_words AS w
            WHERE w.space_id = in_space AND w.words @@ wanted AND (in_tree IS NULL OR w.tree_id = in_tree)
                AND (facts = '{}' OR EXISTS (SELECT FROM skills AS s WHERE s.space_id = in_space AND s.id = w.skill_id AND s.more_facts @> facts))
            ORDER BY ts_rank(w.words, wanted) DESC LIMIT 500
        );
        IF cardinality(found) < most THEN
            found := found || ARRAY(
                SELECT w.skill_id FROM skill_words AS w
                WHERE w.space_id = in_space AND w.folded LIKE pattern AND w.skill_id <> ALL (found) AND (in_tree IS NULL OR w.tree_id = in_tree)
                    AND (facts = '{}' OR EXISTS (SELECT FROM skills AS s WHERE s.space_id = in_space AND s.id = w.skill_id AND s.more_facts @> facts))
                LIMIT 500
            );
        END IF;
        IF cardinality(found) = 0 AND EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
            PERFORM set_config('pg_trgm.word_similarity_threshold', '0.4', true);  -- two letters in the wrong order leave less than the usual 0.6
            found := ARRAY(
                SELECT w.skill_id FROM skill_words AS w
                WHERE w.space_id = in_space AND asked <% w.folded AND (in_tree IS NULL OR w.tree_id = in_tree)
                ORDER BY word_similarity(asked, w.folded) DESC LIMIT 200
            );
        END IF;
    END IF;
    RETURN QUERY
        SELECT s.id, s.tree_id, s.name
        FROM unnest(found) WITH ORDINALITY AS hit (id, place)
        JOIN skills AS s ON s.space_id = in_space AND s.id = hit.id
        JOIN skill_trees AS t ON t.space_id = in_space AND t.id = s.tree_id
        WHERE s.deleted_at IS NULL AND t.deleted_at IS NULL AND s.more_facts @> facts
            AND (s.tree_id = in_tree OR in_tree IS NULL AND t.edition = 'published')
        ORDER BY (fold_text(s.name) = asked) DESC, (starts_with(fold_text(s.name), asked)) DESC, hit.place
        LIMIT most;
END
$$;

-- Words with a slip of the finger are found where the server has pg_trgm, and lets this account use it.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE INDEX skill_words_folded_trigrams ON skill_words USING gin (folded gin_trgm_ops);
    END IF;
EXCEPTION WHEN insufficient_privilege OR undefined_object OR undefined_file THEN
    NULL;  -- then without
END
$$;
