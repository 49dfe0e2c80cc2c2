"""People, what is set for them, and skill trees."""

from alembic import op

from migrations.statements import run_file

revision = "0001_people_and_skills"
down_revision = None


def upgrade() -> None:
    """Make the tables of people and of skills, and the guard of edges."""
    run_file("people_tables")
    run_file("skill_tables")
    run_file("guard_skill_edges")


def downgrade() -> None:
    """Back to an empty database: nothing of the first revision has a place before it."""
    for table in ("skill_choices", "skill_edges", "skills", "skill_trees", "audit_log", "settings"):
        op.drop_table(table)
    for table in ("child_languages", "children", "memberships", "grown_ups", "spaces"):
        op.drop_table(table)
    run_file("drop_guard_skill_edges")
