"""The database that every hub under test is a copy of."""

from pathlib import Path

from psycopg import sql

from app.data.address import DatabaseAddress
from app.data.cluster.account import OURSELVES
from app.data.cluster.locks import Lock, wait_for
from app.data.database import Database
from app.data.hub.install import install
from tests.support.database import _exists, command, create, drop

HUB_TEMPLATE = "lettergrove_hub_template"


def prepare_hub_template(address: DatabaseAddress, folder: Path) -> str:
    """Make the template of hubs, once for all workers of a run; its name. Whoever was ended while making it is begun after."""
    lock = Lock(folder / "hub-template.lock", OURSELVES)
    wait_for(lock.try_alone, seconds=120, folder=folder)
    try:
        if not _exists(address, HUB_TEMPLATE):
            drop(address, f"{HUB_TEMPLATE}_making")
            making = create(address, f"{HUB_TEMPLATE}_making", "template0")
            database = Database.open(making)
            with database.transaction() as connection:
                install(connection)
            database.close()
            names = sql.Identifier(making.database), sql.Identifier(HUB_TEMPLATE)
            command(address, sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))
    finally:
        lock.let_go()
    return HUB_TEMPLATE
