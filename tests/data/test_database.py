"""The engine, its transactions and what it makes of errors."""

from sqlalchemy import text

from app.data.database import Database
from tests.support.database import Queries, RolledBack


def test_a_transaction_is_committed_when_its_body_ends(fresh_database: Database) -> None:
    with fresh_database.transaction() as connection:
        connection.execute(text("CREATE TABLE leaf (name text)"))
    with fresh_database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM leaf")).scalar_one() == 0


def test_queries_are_counted(database: RolledBack, queries: Queries) -> None:
    with queries.at_most(2), database.transaction() as connection:
        connection.execute(text("SELECT 1"))
        connection.execute(text("SELECT 2"))
    assert queries.count == 2
