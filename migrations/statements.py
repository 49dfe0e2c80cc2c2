"""Running the files of `sql/` in a migration."""

from alembic import op

from migrations import FOLDER


def run_file(name: str) -> None:
    """Run all statements of `sql/<name>.sql`. They go past SQLAlchemy, which would read colons and percent signs as placeholders."""
    text = (FOLDER / "sql" / f"{name}.sql").read_bytes()
    with op.get_bind().connection.cursor() as cursor:
        cursor.execute(text)
