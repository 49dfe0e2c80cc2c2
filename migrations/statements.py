"""Running the files of `sql/` in a migration."""

from alembic import op

from migrations import FOLDER


def run_file(name: str) -> None:
    """Run all statements of `sql/<name>.sql`, as they stand: without parameters neither colons nor percent signs mean anything."""
    text = (FOLDER / "sql" / f"{name}.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(text, execution_options={"no_parameters": True})
