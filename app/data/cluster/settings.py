"""How the embedded PostgreSQL is set: small, durable, silent about what it stores.

Measured (two cores, PostgreSQL 18): ready in 14 ms and 9 to 10 MB PSS with six processes, against 23 ms, 21 MB and nine with the defaults.
The settings are given on the command line at each start, so that a newer version of the program brings its own.
"""

import os
from pathlib import Path

from app.data.cluster.account import Account, account_names
from app.data.cluster.binaries import WINDOWS

ROLE = "lettergrove"
PORT = 5432  # of the unix socket's name; nothing listens on it

_SERVER = {
    # small
    "shared_buffers": "16MB",
    "max_connections": "20",
    "autovacuum_max_workers": "1",
    "autovacuum_worker_slots": "1",
    "max_worker_processes": "1",
    "max_parallel_workers": "0",
    "max_parallel_workers_per_gather": "0",
    "max_logical_replication_workers": "0",
    "max_replication_slots": "0",
    "max_wal_senders": "0",
    "wal_level": "minimal",
    "min_wal_size": "32MB",
    "max_wal_size": "256MB",
    "work_mem": "4MB",
    "maintenance_work_mem": "32MB",
    "io_method": "sync",
    "jit": "off",
    # durable: an answer whose feedback was shown is on the disk
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    # silent: a log that may be sent to someone holds no statement, no parameter, no value of a row
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": "-1",
    "logging_collector": "off",
    "log_destination": "stderr",
    "lc_messages": "C",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # private
    "unix_socket_permissions": "0700",
    "ssl": "off",
    "password_encryption": "scram-sha-256",
    "port": str(PORT),
}


def server_arguments(socket: Path, account: Account, extra: dict[str, str]) -> list[str]:
    """The arguments of `postgres` but for its data folder; `extra` settings win (the test cluster's `fsync=off`)."""
    settings = {**_SERVER, **_listening(socket)}
    if account.user is not None:
        settings["dynamic_shared_memory_type"] = "mmap"  # /dev/shm would show it to other processes of the lent account
    settings.update(extra)
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def older_server_arguments(socket: Path) -> list[str]:
    """The arguments of a `postgres` of an older major, which runs only to be read from: what every major knows."""
    settings = {"port": str(PORT), "lc_messages": "C", "log_error_verbosity": "terse", "max_connections": "20", **_listening(socket)}
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _listening(socket: Path) -> dict[str, str]:
    if WINDOWS:
        from app.data.cluster import windows  # noqa: PLC0415 (what it loads is needed there only)

        return windows.listening()
    return {"listen_addresses": "", "unix_socket_directories": str(socket)}


def initdb_arguments(data: Path) -> list[str]:
    """The arguments of `initdb`. The wheel has no ICU: the builtin provider sorts by code point, the program sorts letters."""
    return [
        f"--pgdata={data}",
        f"--username={ROLE}",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums",
        "--auth-local=peer",
        "--auth-host=scram-sha-256",
        "--no-instructions",
    ]


def access_files(account: Account) -> dict[str, str]:
    """`pg_hba.conf` and `pg_ident.conf`: through the socket, and only the account that owns the cluster, or root."""
    if WINDOWS:
        return {"pg_hba.conf": f"host all {ROLE} 127.0.0.1/32 scram-sha-256\n", "pg_ident.conf": ""}
    owner = os.geteuid() if account.user is None else account.user
    names = "".join(f'owner "{name}" {ROLE}\n' for name in account_names(0, owner))
    return {"pg_hba.conf": f"local all {ROLE} peer map=owner\n", "pg_ident.conf": names}


def clean_environment() -> dict[str, str]:
    """Our environment without PG* variables (a developer's PGDATA or PGHOST is not meant for this server), in English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG") and not name.startswith("LC_")}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}
