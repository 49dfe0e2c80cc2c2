-- Back to children that are what each row says: where those that were joined stand is to be folded anew, each from its own answers.
DELETE FROM mastery AS m USING child_aliases AS a, skills AS s
WHERE a.space_id = m.space_id AND m.child_id IN (a.child_id, a.same_as) AND a.deleted_at IS NULL
    AND s.space_id = m.space_id AND s.id = m.skill_id AND s.aspect <> 'ability';
INSERT INTO sync.refolds (space_id, child_id, skill_id, since)
SELECT DISTINCT t.space_id, t.child_id, t.skill_id, '-infinity'::timestamptz
FROM attempts AS t JOIN child_aliases AS a ON a.space_id = t.space_id AND t.child_id IN (a.child_id, a.same_as) AND a.deleted_at IS NULL
ON CONFLICT (space_id, child_id, skill_id) DO UPDATE SET since = excluded.since;
DELETE FROM sync.refolds WHERE skill_id = '00000000-0000-0000-0000-000000000000';
DELETE FROM sync.outbox WHERE name = 'child_aliases';

DROP TRIGGER wait_with_joined_marks ON skill_marks;
DROP FUNCTION wait_with_joined_marks();
DROP TABLE child_aliases;
DROP FUNCTION refold_joined_children();
DELETE FROM sync.followed WHERE name = 'child_aliases';
