-- The functions of guard_skill_edges.sql; its triggers went with their tables.
DROP FUNCTION guard_skill_edges(), count_revision_of_skills(), count_revision_of_edges(), refuse_another_tree();
DROP FUNCTION skill_tree_has_cycle(uuid, uuid), edges_close_circle(uuid, uuid[], uuid[]), tree_of_skill(uuid, uuid);
DROP FUNCTION count_tree_revisions(uuid, uuid[]);
