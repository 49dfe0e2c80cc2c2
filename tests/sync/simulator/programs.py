"""The program as it is, and as its next version may be: the same modules loaded once more, with another contract among them.

The contract is a module of constants, as a release has it. So the simulation does not switch constants to and fro: whatever depends on the
contract is imported a second time while the next contract stands in its place, and both programs live side by side.
"""

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FunctionType, ModuleType

from app.data import contract, merging
from app.data.contract import Column, Kind, OnErase, Parent, SyncedTable
from app.data.hub import install
from app.data.replica import applying, comparing, links, marks, node
from app.sync import exchange, verifying

_CONTRACT = contract.__name__


@dataclass(frozen=True, slots=True)
class Program:
    """One version of the program: its contract, and the modules by which the simulation uses it."""

    contract: int
    tables: tuple[SyncedTable, ...]
    table: Mapping[str, SyncedTable]
    exchange: ModuleType
    verifying: ModuleType
    links: ModuleType
    marks: ModuleType
    node: ModuleType
    install: ModuleType
    merging: ModuleType
    applying: ModuleType
    comparing: ModuleType


def _next_contract() -> ModuleType:
    """Contract 2: a column more of a record, one more of a fact, a table more."""
    more = {
        "children": Column("pet", "text", default="'owl'", since=2),
        "attempts": Column("cheered", "boolean", required=False, since=2),
    }
    grown = [replace(table, columns=(*table.columns, more[table.name])) if table.name in more else table for table in contract.TABLES]
    anchor = contract.TABLE["children"].columns[-2:]
    child = Parent("child_id", "children", OnErase.GO)
    songs = SyncedTable("songs", Kind.RECORD, (Column("child_id", "uuid"), Column("title", "text"), *anchor), (child,), since=2)
    module = ModuleType(_CONTRACT)
    vars(module).update(vars(contract))
    module.CONTRACT = 2  # type: ignore[attr-defined]  # a module's constants
    module.TABLES = (*grown, songs)  # type: ignore[attr-defined]
    module.TABLE = {table.name: table for table in (*grown, songs)}  # type: ignore[attr-defined]
    module.writable = FunctionType(contract.writable.__code__, vars(module))  # type: ignore[attr-defined]
    return module


def _imports(module: ModuleType) -> set[str]:
    """The names of all modules that a module's text imports."""
    found: set[str] = set()
    for part in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(part, ast.Import):
            found |= {name.name for name in part.names}
        elif isinstance(part, ast.ImportFrom) and part.module:
            found |= {part.module, *(f"{part.module}.{name.name}" for name in part.names)}
    return found


def _dependants() -> tuple[str, ...]:
    """The loaded modules that depend on the contract, directly or not."""
    ours = {name: module for name, module in sys.modules.items() if name.startswith(("app.data.", "app.sync.")) and module.__file__}
    imported = {name: _imports(module) for name, module in ours.items()}
    found = {_CONTRACT}
    while more := {name for name, names in imported.items() if name not in found and names & found}:
        found |= more
    return tuple(sorted(found - {_CONTRACT}))


@contextmanager
def _instead(contract_module: ModuleType, dependants: tuple[str, ...]) -> Iterator[None]:
    """Another contract in the place of the program's own, and nothing that knows the latter."""
    names = (_CONTRACT, *dependants)
    before = {name: sys.modules[name] for name in names}
    for name in names:
        parent, _, own = name.rpartition(".")
        delattr(sys.modules[parent], own)
        del sys.modules[name]
    _put(_CONTRACT, contract_module)
    try:
        yield
    finally:
        for name, module in before.items():
            _put(name, module)


def _put(name: str, module: ModuleType) -> None:
    parent, _, own = name.rpartition(".")
    sys.modules[name] = module
    setattr(sys.modules[parent], own, module)


def _next_program() -> Program:
    module = _next_contract()
    with _instead(module, _dependants()):
        loaded = [importlib.import_module(part.__name__) for part in _USED]
    return Program(2, vars(module)["TABLES"], vars(module)["TABLE"], *loaded)


_USED = (exchange, verifying, links, marks, node, install, merging, applying, comparing)
NOW = Program(contract.CONTRACT, contract.TABLES, contract.TABLE, *_USED)
NEXT = _next_program()
PROGRAMS = {program.contract: program for program in (NOW, NEXT)}

# What its migration does on a device, and `server upgrade` on a hub.
DEVICE_UPGRADE = """
ALTER TABLE children ADD COLUMN pet text NOT NULL DEFAULT 'owl';
ALTER TABLE attempts ADD COLUMN cheered boolean;
CREATE TABLE songs (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    child_id uuid NOT NULL,
    title text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT songs_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT songs_space_id_fkey FOREIGN KEY (space_id) REFERENCES spaces (space_id) ON DELETE CASCADE,
    CONSTRAINT songs_space_id_child_id_fkey FOREIGN KEY (space_id, child_id) REFERENCES children (space_id, id) ON DELETE CASCADE
);
SELECT sync.follow('songs', 'record');
"""
HUB_UPGRADE = """
ALTER TABLE shared.children ADD COLUMN pet text NOT NULL DEFAULT 'owl';
ALTER TABLE shared.attempts ADD COLUMN cheered boolean;
CREATE TABLE shared.songs (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    child_id uuid NOT NULL,
    title text NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    sync_stamp uuid NOT NULL,
    sync_columns jsonb NOT NULL,
    sync_extra jsonb,
    seq bigint NOT NULL,
    CONSTRAINT songs_pkey PRIMARY KEY (space_id, id),
    CONSTRAINT songs_space_id_child_id_fkey FOREIGN KEY (space_id, child_id) REFERENCES shared.children (space_id, id)
);
"""


def _teach_upgrade(program: Program) -> None:
    """The next program's hub has one version more. The module is its own copy: nobody else's."""
    module, script = program.install, program.install._script
    module.VERSIONS = (*module.VERSIONS, "next_contract")  # type: ignore[attr-defined]  # a module's constants
    module.NEWEST = len(module.VERSIONS)  # type: ignore[attr-defined]
    module._script = lambda name: HUB_UPGRADE if name == "next_contract" else script(name)  # type: ignore[attr-defined]


_teach_upgrade(NEXT)
