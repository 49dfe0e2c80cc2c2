"""Play sessions, attempts, and what is folded from them."""

from alembic import op

from migrations.statements import run_file

revision = "0002_play_and_mastery"
down_revision = "0001_people_and_skills"


def upgrade() -> None:
    """Make the tables of play, the guard of standings and the rollup of days."""
    run_file("play_tables")
    run_file("guard_mastery")
    run_file("roll_up_practice_days")


def downgrade() -> None:
    """Back to people and skills, which stay as they are; play has no place before this revision."""
    run_file("drop_play_functions")
    for table in ("badges", "practice_days", "mastery", "attempts", "play_sessions"):
        op.drop_table(table)
