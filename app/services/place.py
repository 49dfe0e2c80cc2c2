"""Which place the program works on: a home folder on this computer, and the embedded database in it or a server by address.

Kept free of SQLAlchemy and psycopg: the place is known before the first paint, and they are loaded after it.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from app.data.address import DatabaseAddress
from app.learning.problems import Problem
from app.system import settings
from app.system.paths import Paths

DATABASE_VARIABLE = "LETTERGROVE_DATABASE_URL"


@dataclass(frozen=True, slots=True)
class Place:
    """A home folder, and the server's address; without one the embedded database of that folder.

    `problem` is what was wrong with the settings of this computer (SETTINGS_BROKEN): whoever opens the place has to say it, because
    the broken file has been set aside by now and nobody meets it again.
    """

    paths: Paths
    address: DatabaseAddress | None = None
    problem: Problem | None = None


def place(home: str | None = None, database: str | None = None) -> Place:
    """The place that was asked for: what the command line says, else the environment, else the settings of this computer.

    Raises Problem DATABASE_ADDRESS_WRONG or DATABASE_NOT_SECURE.
    """
    paths = Paths(Path(home).expanduser().absolute()) if home else Paths.usual()
    kept, problem = settings.load(paths)
    url = database or os.environ.get(DATABASE_VARIABLE, "").strip() or kept.database
    return Place(paths, DatabaseAddress.parse(url) if url else None, problem)
