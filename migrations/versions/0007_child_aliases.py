"""Children that were added on two computers and are one: aliases."""

from migrations.statements import run_file

revision = "0007_child_aliases"
down_revision = "0006_erased_and_left_out"


def upgrade() -> None:
    """Make the table of aliases, and let what changes in it be folded."""
    run_file("child_aliases")


def downgrade() -> None:
    """Back to a child for each row: nothing was rewritten, so each has all that was its own."""
    run_file("drop_child_aliases")
