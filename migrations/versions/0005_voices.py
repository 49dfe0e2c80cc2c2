"""Recorded voices."""

from alembic import op

from migrations.statements import run_file

revision = "0005_voices"
down_revision = "0004_trees"


def upgrade() -> None:
    """Make the table of recorded voices."""
    run_file("voice_tables")


def downgrade() -> None:
    """Back without recordings in the database; their files stay where they are, so nothing that was said is lost."""
    op.drop_table("voices")
    op.execute("DELETE FROM sync.followed WHERE name = 'voices'")
