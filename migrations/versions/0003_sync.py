"""Sync: stamps on what people edit, marks of what waits to be sent, and what a device knows of its link."""

from migrations.statements import run_file

revision = "0003_sync"
down_revision = "0002_play_and_mastery"


def upgrade() -> None:
    """Make the schema `sync` and let every table that travels be followed."""
    run_file("sync_tables")
    run_file("sync_capture")
    run_file("sync_outbox")
    run_file("sync_follow")
    run_file("sync_followed")


def downgrade() -> None:
    """Take stamps, marks and the link away; all rows stay as they are. What waited to be sent is sent when the space is linked again."""
    run_file("drop_sync")
