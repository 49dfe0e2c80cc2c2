"""The tables of the schema `sync`, as far as queries name their columns. Migrations make them; they are of no metadata that travels."""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Identity, Integer, MetaData, SmallInteger, Table, Text, Uuid, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from app.data.tables.metadata import MOMENT

_metadata = MetaData(schema="sync")


def _table(name: str, *columns: Column[Any]) -> Table:
    return Table(name, _metadata, Column("space_id", Uuid, primary_key=True), *columns)


state = _table(
    "state",
    Column("device_id", Uuid),
    Column("hub", Text),
    Column("role", Text),
    Column("contract", SmallInteger),
    Column("genesis", Text),
    Column("token", Uuid),
    Column("acked_seq", BigInteger),
    Column("acked_chain", Text),
    Column("pulled_seq", BigInteger),
    Column("pulled_chain", Text),
    Column("pulled_to", BigInteger),
    Column("becomes", Uuid),
    Column("linked_at", MOMENT, server_default=func.now()),
    Column("synced_at", MOMENT),
    Column("verified_at", MOMENT),
    Column("needs", Text),
)
outbox = _table(
    "outbox",
    Column("ticket", BigInteger, primary_key=True),
    Column("kind", Text),
    Column("name", Text, primary_key=True),
    Column("ids", ARRAY(Uuid)),
    Column("was", JSONB),
)
batches = _table(
    "batches",
    Column("id", Uuid),
    Column("changes", Text),
    Column("tickets", JSONB),
    Column("rows", Integer),
    Column("frozen_at", MOMENT, server_default=func.now()),
    Column("tries", Integer, server_default="0"),
    Column("said", Text),
)
staging = _table("staging", Column("page", Integer, primary_key=True), Column("name", Text, primary_key=True), Column("rows", Text))
quarantine = _table(
    "quarantine",
    Column("name", Text, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("outward", Boolean, primary_key=True),
    Column("why", Text),
    Column("state", Text),
    Column("message", Text),
    Column("row", JSONB),
    Column("happened_at", MOMENT, server_default=func.now()),
)
conflicts = _table(
    "conflicts",
    Column("id", Uuid, primary_key=True, server_default=func.gen_random_uuid()),
    Column("name", Text),
    Column("row_id", Uuid),
    Column("column_name", Text),
    Column("kept", JSONB),
    Column("kept_stamp", Uuid),
    Column("lost", JSONB),
    Column("lost_stamp", Uuid),
    Column("mine", Boolean),
    Column("happened_at", MOMENT, server_default=func.now()),
    Column("settled_at", MOMENT),
)
runs = _table(
    "runs",
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("began_at", MOMENT),
    Column("ended_at", MOMENT),
    Column("outcome", Text),
    Column("pushed", Integer),
    Column("pulled", Integer),
    Column("erased", Integer),
    Column("conflicts", Integer),
    Column("quarantined", Integer),
    Column("head", BigInteger),
    Column("said", Text),
)
erased = _table(
    "erased", Column("name", Text, primary_key=True), Column("id", Uuid, primary_key=True), Column("proof", Text), Column("alone", Boolean)
)
left_out = _table(
    "left_out",
    Column("child_id", Uuid, primary_key=True),
    Column("skill_id", Uuid, primary_key=True),
    Column("game", SmallInteger, primary_key=True),
)
folded = _table("folded", Column("edition", Text))
refolds = _table(
    "refolds", Column("child_id", Uuid, primary_key=True), Column("skill_id", Uuid, primary_key=True), Column("since", MOMENT)
)
