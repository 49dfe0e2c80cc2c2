"""Making a PostgreSQL database a hub, bringing it up to this program's version, and taking it back.

`migrations/hub/NNNN_words.sql` change the tables, each once and in order, with a way back beside it; the functions are made anew each
time. All of it is one transaction, may be run again at any time, and needs no superuser: an account that may create roles and schemas.
"""

from sqlalchemy import Connection, text

from app.data.contract import CONTRACT
from app.data.hub.functions import functions
from app.learning.problems import Problem, Trouble
from migrations import FOLDER

VERSIONS = ("0001_tables", "0002_child_aliases")  # append only
NEWEST = len(VERSIONS)
_FUNCTIONS = ("calls", "entry", "push", "pull", "admin", "take_up")
_SCHEMAS = ("sync", "shared", "sync_api")

_ROLES = """
DO $roles$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lettergrove_hub') THEN
        CREATE ROLE lettergrove_hub NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lettergrove_device') THEN
        CREATE ROLE lettergrove_device NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lettergrove_gateway') THEN
        CREATE ROLE lettergrove_gateway NOLOGIN IN ROLE lettergrove_device;
    END IF;
    -- From 16 on, whoever makes a role may give it away, but does not take it on by that.
    IF NOT pg_has_role(
        current_user, 'lettergrove_hub', CASE WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END
    ) THEN
        EXECUTE format('GRANT lettergrove_hub TO %I', current_user);
    END IF;
END
$roles$"""
# What devices say holds their secrets. Only a superuser may keep it out of the server's log: for others `server verify` tells of it.
_QUIET = ("log_parameter_max_length", "log_parameter_max_length_on_error")
_SET = """
DO $quiet$
BEGIN
    EXECUTE format('ALTER DATABASE %I {}', current_database());
EXCEPTION WHEN insufficient_privilege THEN
    NULL;
END
$quiet$"""


def version_of(connection: Connection) -> int | None:
    """The version of the hub in this database; None when it is none."""
    if connection.execute(text("SELECT to_regclass('sync.installed')")).scalar() is None:
        return None
    return connection.execute(text("SELECT max(version) FROM sync.installed")).scalar()


def install(connection: Connection) -> int:
    """Make the database a hub, or bring the hub in it up to date; the version that it had (0: it was none).

    Leaves the transaction to the caller. Raises Problem: SCHEMA_NEWER for a hub of a newer program, HUB_PLACE_TAKEN where the
    database already holds a program's own data, which cannot be a hub as well.
    """
    had = version_of(connection) or 0
    if had > NEWEST:
        raise Problem(Trouble.SCHEMA_NEWER, stored=had, known=NEWEST)
    if had == 0 and connection.execute(text("SELECT to_regclass('sync.state') IS NOT NULL")).scalar():
        raise Problem(Trouble.HUB_PLACE_TAKEN)
    _run(connection, _ROLES)
    for schema in _SCHEMAS if had == 0 else ():
        _run(connection, f"CREATE SCHEMA {schema} AUTHORIZATION lettergrove_hub")
    _run(connection, "SET LOCAL ROLE lettergrove_hub")
    if had:  # every call begins with a row of this table: those that run end first, others wait, and nobody waits in a circle
        _run(connection, "LOCK TABLE sync.credentials IN ACCESS EXCLUSIVE MODE")
    spoke = _contract_of(connection) if had else CONTRACT
    for number, name in enumerate(VERSIONS, start=1):
        if number > had:
            _run(connection, _script(name))
    _make_functions(connection)
    if spoke < CONTRACT:  # what newer devices have sent meanwhile was kept aside
        connection.execute(text("SELECT sync.take_up(:spoke)"), {"spoke": spoke})
    connection.execute(text("INSERT INTO sync.installed VALUES (:version, :contract)"), {"version": NEWEST, "contract": CONTRACT})
    _run(connection, "RESET ROLE")
    for name in _QUIET:
        _run(connection, _SET.format(f"SET {name} = 0"))
    return had


def _contract_of(connection: Connection) -> int:
    """The newest contract that the hub has spoken so far."""
    return int(connection.execute(text("SELECT max(contract) FROM sync.installed")).scalar_one())


def uninstall(connection: Connection) -> None:
    """Take the hub out of the database, with all that it holds. Leaves the transaction to the caller."""
    for name in reversed(VERSIONS[: version_of(connection) or 0]):
        _run(connection, _script(f"{name}_back"))
    for name in _QUIET:
        _run(connection, _SET.format(f"RESET {name}"))


def _make_functions(connection: Connection) -> None:
    for name in _FUNCTIONS:
        _run(connection, _script(name))
    _run(connection, functions())
    for name in ("api", "guard"):
        _run(connection, _script(name))


def _script(name: str) -> str:
    return (FOLDER / "hub" / f"{name}.sql").read_text(encoding="utf-8")


def _run(connection: Connection, script: str) -> None:
    connection.exec_driver_sql(script, execution_options={"no_parameters": True})
