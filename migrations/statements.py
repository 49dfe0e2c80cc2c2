"""Running the files of `sql/` in a migration."""

from alembic import op

from migrations import FOLDER


def run_file(name: str) -> None:
    """Run all statements of `sql/<name>.sql`, as they stand: without parameters neither colons nor percent signs mean anything."""
    text = (FOLDER / "sql" / f"{name}.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(text, execution_options={"no_parameters": True})


def unwritten(table: str, column: str) -> str:
    """The statements that a migration runs after it has added a column that travels to a record.

    Nobody has written it in the rows that are there, so its stamp is zero: otherwise an upgraded computer would take its default for an
    edit as old as the row.
    """
    zero = "00000000-0000-0000-0000-000000000000"
    noted = f"jsonb_build_object('{column}', '{zero}')"
    return (
        "SELECT set_config('lettergrove.applying', 'on', true);"  # noqa: S608 (names of the contract)
        f"UPDATE {table} SET sync_columns = sync_columns || {noted} WHERE sync_stamp <> '{zero}';"
        "SELECT set_config('lettergrove.applying', 'off', true);"
    )
