"""Where the program keeps its things on this computer: one home folder per person, everything inside it."""

import os
from dataclasses import dataclass
from pathlib import Path

from app.system import disk

HOME_VARIABLE = "LETTERGROVE_HOME"


@dataclass(frozen=True, slots=True)
class Paths:
    """The places below one home folder. Nothing is made by naming a place; `make` makes a folder when it is first written to."""

    home: Path

    @classmethod
    def usual(cls) -> "Paths":
        """`LETTERGROVE_HOME` when it is set, else the folder that this system gives to a program's data of one user."""
        chosen = os.environ.get(HOME_VARIABLE, "").strip()
        if chosen:
            return cls(Path(chosen).expanduser().absolute())
        from platformdirs import user_data_path  # noqa: PLC0415 (not needed when the home is chosen, as in every test)

        return cls(user_data_path("lettergrove", appauthor=False))

    @property
    def cluster(self) -> Path:
        """The private PostgreSQL cluster."""
        return self.home / "cluster"

    @property
    def logs(self) -> Path:
        """Logs of this program (the server's own lie in the cluster)."""
        return self.home / "logs"

    @property
    def cache(self) -> Path:
        """What can be made again: spoken sounds, pictures of pages."""
        return self.home / "cache"

    @property
    def backups(self) -> Path:
        """Backups of the database."""
        return self.home / "backups"

    @property
    def voices(self) -> Path:
        """What grown-ups recorded, each sound in a file named by its hash."""
        return self.home / "voices"

    @property
    def packs(self) -> Path:
        """Packs from outside that were installed."""
        return self.home / "packs"

    @property
    def settings_file(self) -> Path:
        """The settings of this computer."""
        return self.home / "settings.json"

    @property
    def secrets_file(self) -> Path:
        """Where secrets lie when no keyring answers."""
        return self.home / "secrets.json"

    @property
    def hub_file(self) -> Path:
        """Which hub this computer looks after, if any."""
        return self.home / "hub.json"

    @property
    def gateway(self) -> Path:
        """The certificate of a gateway that runs here, and its key."""
        return self.home / "gateway"

    def make(self, folder: Path) -> Path:
        """`folder` (home or below), made 0700 when it is not there. Raises Problem FOLDER_NOT_WRITABLE or DISK_FULL."""
        disk.make_folder(self.home)
        return folder if folder == self.home else disk.make_folder(folder)
