"""Opening the desk: wait for the embedded server or reach the given one, bring the tables up to date, find the space.

Loads the database code, so the window imports it on the database thread, after the first paint.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from app.data import upgrade
from app.data.address import DatabaseAddress
from app.data.cluster import Cluster
from app.data.database import Database
from app.services import spaces
from app.services.desk import Desk
from app.services.erasing import erase_overdue
from app.services.place import Place
from app.services.refolding import note_what_is_new
from app.system import clock
from app.system.ids import new_id
from app.system.paths import Paths


def open_desk(
    paths: Paths, address: DatabaseAddress | None, cluster: Cluster | None, now: Callable[[], datetime] = clock.now
) -> Desk:
    """The desk of a place: of the server at `address`, else of `cluster`, which may be starting already. `now` is its clock.

    The tables are brought up to date first. Raises the Problems of the cluster, the database and the upgrade; calling it again tries again.
    """
    if paths.packs.exists():
        _take_up_packs(paths)
    database = open_database(paths, address, cluster)
    try:
        upgrade.bring_up_to_date(database, lambda: _back_up(paths, database.address))
        desk = Desk(database, None, None, now, new_id)
        space = spaces.current_space(desk)
        desk = Desk(database, space.id if space else None, None, now, new_id)
        if space is not None:
            erase_overdue(desk)
            note_what_is_new(desk)
    except BaseException:
        database.close()
        raise
    return desk


def open_database(paths: Paths, address: DatabaseAddress | None, cluster: Cluster | None) -> Database:
    """The database of a place as it is, without bringing its tables up to date."""
    if address is not None:
        return Database.open(address)
    cluster = cluster or Cluster(paths.cluster)
    return Database.open(cluster.start(), revive=cluster.start)


def _take_up_packs(paths: Paths) -> None:
    from app.services.languages import take_up  # noqa: PLC0415 (where there are packs alone)
    from app.system.pack_shelf import Shelf  # noqa: PLC0415

    shelf = Shelf(paths)
    shelf.tidy()
    take_up(shelf.installed())


def _back_up(paths: Paths, address: DatabaseAddress) -> None:
    from app.data.backups import back_up  # noqa: PLC0415 (loaded when there is something to upgrade, hardly ever)

    back_up(address, paths.make(paths.backups))


@contextmanager
def at_desk(place: Place) -> Iterator[Desk]:
    """The open desk of a place for one command; the database is closed and left after it."""
    with _cluster_of(place) as cluster:
        desk = open_desk(place.paths, place.address, cluster)
        try:
            yield desk
        finally:
            desk.database.close()


@contextmanager
def at_database(place: Place) -> Iterator[Database]:
    """The open database of a place for one look at it, its tables as they are."""
    with _cluster_of(place) as cluster:
        database = open_database(place.paths, place.address, cluster)
        try:
            yield database
        finally:
            database.close()


@contextmanager
def _cluster_of(place: Place) -> Iterator[Cluster | None]:
    if place.address is not None:
        yield None
        return
    with Cluster(place.paths.cluster) as cluster:
        yield cluster
