"""Who was erased, remembered for good; and what could not be folded yet."""

from migrations.statements import run_file

revision = "0006_erased_and_left_out"
down_revision = "0005_voices"


def upgrade() -> None:
    """Add what a device remembers of erasures and of folding, and let the trigger of erasing write it down."""
    run_file("sync_erased")
    run_file("sync_left_out")


def downgrade() -> None:
    """Back without these memories; nothing that people see is changed by it."""
    run_file("drop_sync_erased")
