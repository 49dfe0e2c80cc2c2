"""Trees that grown-ups write: editions, abilities, conditions, search, and what is noted of abilities."""

from migrations.statements import run_file

revision = "0004_trees"
down_revision = "0003_sync"


def upgrade() -> None:
    """Widen the tables of trees, and add what is searched, what was noted, and what a tree was before."""
    run_file("tree_columns")
    run_file("skill_marks")
    run_file("open_skills")
    run_file("skill_search")


def downgrade() -> None:
    """Back to trees of letters, which stay with all progress; abilities and drafts have no place there."""
    run_file("drop_trees")
