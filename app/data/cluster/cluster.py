"""The embedded cluster as its users see it: spawn, await, stop."""

import shutil
import subprocess
import threading
import time
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from app.data.address import DatabaseAddress
from app.data.cluster import majors, making, server
from app.data.cluster.binaries import MAJOR, WINDOWS, Binaries, own_binaries
from app.data.cluster.locks import Lock, wait_for
from app.data.cluster.places import Places
from app.data.cluster.reach import reachable_binaries
from app.data.cluster.settings import server_arguments
from app.data.cluster.troubles import problem_of_error, problem_of_output, told_as_problems
from app.learning.problems import Problem, Trouble

_STARTING = 600.0  # seconds: the recovery after a power cut may read much of the log on a slow disk
_BUSY = 60.0  # seconds to wait for another program that makes, upgrades or recovers it; then a person is told, and can try again
_TRIES = 5
_DEAF = 3.0  # seconds in which a server that is taken over must answer


class ClusterState(StrEnum):
    """Where a cluster stands, for this program."""

    RESTING = "resting"
    STARTING = "starting"
    READY = "ready"
    FAILED = "failed"


class Cluster:
    """The private PostgreSQL of one folder, made when it is not there yet, shared with other programs of ours that use the folder.

    `spawn` returns at once and never raises; what went wrong comes from `await_ready`. Safe to use from several threads: a
    `stop` waits for the end of an `await_ready`.
    """

    def __init__(self, folder: Path, *, settings: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.state = ClusterState.RESTING
        self._settings = settings or {}
        self._places: Places | None = None
        self._users: Lock | None = None
        self._starting: Lock | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._pid: int | None = None
        self._thread: threading.Thread | None = None
        self._error: Exception | None = None
        self._log_from = 0
        self._upgraded = False
        self._turn = threading.RLock()

    def start(self) -> DatabaseAddress:
        """Spawn the server and wait until it answers. Raises what `await_ready` raises."""
        self.spawn()
        return self.await_ready()

    def spawn(self) -> None:
        """Have the server started, without waiting. What takes long (making, upgrading, waiting for another) goes on in a thread."""
        with self._turn:
            if self.state is ClusterState.READY and not self._still_answers():
                self.stop()  # it crashed since, or its socket was cleared away
            if self.state not in {ClusterState.STARTING, ClusterState.READY}:
                self._spawn()

    def await_ready(self) -> DatabaseAddress:
        """Wait until the server answers, and give its address.

        Raises Problem: DISK_FULL, FOLDER_NOT_WRITABLE, CLUSTER_NEWER, CLUSTER_OLDER, CLUSTER_BUSY, CLUSTER_IN_USE, CLUSTER_FAILED.
        """
        with self._turn:
            return self._await_ready()

    def stop(self) -> None:
        """Leave the cluster: the last program that leaves stops the server, cleanly and without leaving a process behind."""
        with self._turn:
            self._stop()

    def discard(self) -> None:
        """Stop the server and remove the cluster with all it holds, for a home that was only for a while (the tour, a test).

        For root that is more than removing the home, because the cluster lies elsewhere. Raises Problem CLUSTER_IN_USE.
        """
        with self._turn, told_as_problems(self.folder):
            self.stop()
            places, users, _ = self._arrange()
            if not users.try_alone():
                raise Problem(Trouble.CLUSTER_IN_USE, folder=str(self.folder))
            try:
                places.remove(self.folder.absolute())
            finally:
                users.let_go()
                self._users = self._places = None  # nothing is left to stop

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    @property
    def binaries(self) -> Binaries:
        """The PostgreSQL programs that the cluster's account can reach."""
        return own_binaries() if self._places is None else reachable_binaries(self._places.account, own_binaries())

    def _spawn(self) -> None:
        self.state, self._error = ClusterState.STARTING, None
        try:
            if not self._spawn_at_once():
                self._thread = threading.Thread(target=self._spawn_in_time, name="cluster", daemon=True)
                self._thread.start()
        except Exception as error:  # noqa: BLE001 (as the docstring says)
            self._fail(error)

    def _await_ready(self) -> DatabaseAddress:
        if self.state is ClusterState.RESTING:
            self.spawn()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self.state is ClusterState.STARTING:
            try:
                self._wait_until_ready()
                self.state = ClusterState.READY
            except Exception as error:  # noqa: BLE001 (whatever it is, nothing may be left running)
                self._fail(error)
            finally:
                self._let_start()
        if self._error is not None:
            raise self._error
        return self._address()

    def _stop(self) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self._users is not None and self._places is not None:
            if self._users.try_alone():
                self._stop_server(self._places)
                if not self._upgraded:
                    majors.forget_older(self._places)
            elif self._process is not None:
                self._process.returncode = 0  # it goes on for others, no longer as ours: no warning that it still runs
            self._users.let_go()
        self._let_start()
        self._process = self._pid = None
        self.state = ClusterState.RESTING

    def _arrange(self) -> tuple[Places, Lock, Lock]:
        places = Places.of(self.folder)
        self._places = places
        self._users = Lock(places.folder / "users.lock", places.account)
        self._starting = Lock(places.folder / "starting.lock", places.account)
        return places, self._users, self._starting

    def _spawn_at_once(self) -> bool:
        """The ordinary start: the cluster is there, nobody uses it, it was stopped cleanly. False: it takes more than that."""
        places, users, starting = self._arrange()
        if not places.is_made or (places.data / "postmaster.pid").exists() or making.major_of(places.data) != MAJOR:
            return False
        if not users.try_share() or not starting.try_alone():
            return False
        if (places.data / "postmaster.pid").exists():
            return False
        self._spawn_server(places)
        return True

    def _spawn_in_time(self) -> None:
        try:
            assert self._places is not None  # noqa: S101 (for the type checker: _arrange has set it)
            assert self._users is not None  # noqa: S101
            assert self._starting is not None  # noqa: S101
            wait_for(self._users.try_share, seconds=60, folder=self.folder)
            wait_for(self._starting.try_alone, seconds=_BUSY, folder=self.folder, otherwise=Trouble.CLUSTER_BUSY)
            self._spawn_or_adopt(self._places)
        except Exception as error:  # noqa: BLE001 (it is raised where the start is awaited)
            self._error = error

    def _spawn_or_adopt(self, places: Places) -> None:
        """The other starts: the first one, one after a kill, one beside another program. The starting lock is held."""
        majors.finish_change_over(places)
        for leftover in making.leftovers(places):
            server.clear_remains(leftover, None)
            shutil.rmtree(leftover, ignore_errors=True)
        if not places.is_made:
            making.make(places, self.binaries)
        found_major = making.major_of(places.data)
        if found_major > MAJOR or not found_major:
            raise Problem(Trouble.CLUSTER_NEWER, folder=str(self.folder), major=found_major, ours=MAJOR)
        wait_for(lambda: not _is_stopping(places.data), seconds=60, folder=self.folder)
        found = server.living(places.data) if found_major == MAJOR else None
        if found is not None:
            self._pid = found.pid
            return
        server.clear_remains(places.data, places.socket_folder())
        if found_major < MAJOR:
            majors.upgrade(places, self.binaries, self.folder.parent / "backups")
            self._upgraded = True
        self._spawn_server(places)

    def _spawn_server(self, places: Places) -> None:
        making.write_access_files(places.data, places)
        self._log_from = server.log_length(places)
        settings = server_arguments(places.socket_folder(), places.account, self._settings)
        self._process = server.spawn(places, places.data, self.binaries, settings)
        self._pid = self._process.pid

    def _wait_until_ready(self) -> None:
        if self._error is not None or self._places is None:
            raise self._error or Problem(Trouble.CLUSTER_FAILED, folder=str(self.folder), said="it was not spawned")
        end, tries, deaf = time.monotonic() + _STARTING, 1, time.monotonic() + _DEAF
        while time.monotonic() < end:
            found = server.read_pid_file(self._places.data)
            if found is not None and self._is_ready(found):
                self._pid = found.pid
                return
            if self._process is None and found is not None and found.status == "ready" and time.monotonic() > deaf:
                server.stop(found.pid, self._places.data, None)  # taken over, but nobody can reach it any more
            if self._has_ended():
                said = server.said_since(self._places, self._log_from) if self._process is not None else ""
                # A child of a killed server may hold its memory for a moment, and a program killed while it started one leaves it to us.
                if tries >= _TRIES or not ("shared memory block" in said or "lock file" in said or not said):
                    raise problem_of_output(said, self.folder)
                time.sleep(0.1 * tries)
                tries += 1
                self._process = None
                self._spawn_or_adopt(self._places)
            time.sleep(0.001)
        raise Problem(Trouble.CLUSTER_FAILED, folder=str(self.folder), said="the server did not get ready")

    def _still_answers(self) -> bool:
        found = server.read_pid_file(self._places.data) if self._places is not None else None
        return found is not None and not self._has_ended() and server.answers(found)

    def _is_ready(self, found: server.PidFile) -> bool:
        if found.status != "ready":
            return False
        if self._process is None:  # taken over: it may be dying of the same kill as its program, and must prove itself
            return found.pid == self._pid and server.answers(found)
        return found.pid == self._pid or WINDOWS  # on Windows our child is pg_ctl

    def _has_ended(self) -> bool:
        if self._process is not None:
            # On Windows our child is pg_ctl, which ends well as soon as it has started the server.
            return self._process.poll() is not None and not (WINDOWS and self._process.returncode == 0)
        return self._places is None or self._pid is None or not server.serves(self._pid, self._places.data)

    def _address(self) -> DatabaseAddress:
        found = server.read_pid_file(self._places.data) if self._places else None
        if found is None or self._places is None:
            raise Problem(Trouble.CLUSTER_FAILED, folder=str(self.folder), said="the server has gone")
        return server.address_of(found, self._places)

    def _stop_server(self, places: Places) -> None:
        pid = self._process.pid if self._process is not None else None
        if pid is None:
            found = server.living(places.data) if places.is_made else None
            pid = found.pid if found is not None else None
        if pid is not None:
            server.stop(pid, places.data, self._process)

    def _let_start(self) -> None:
        if self._starting is not None:
            self._starting.let_go()

    def _fail(self, error: Exception) -> None:
        self.stop()
        self._error = problem_of_error(error, self.folder) if isinstance(error, OSError) else error
        self.state = ClusterState.FAILED


def _is_stopping(data: Path) -> bool:
    found = server.living(data)
    return found is not None and found.status == "stopping"
