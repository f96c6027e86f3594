"""The tables of the journal.

A batch is a plan or an observation; each of its cells is one line of ``changes``, which names its batch and, by
(batch, source_no), its evidence. ``masters`` logs the SHA-256 of the master after each finished batch.
Moments are ISO text, values typed JSON text (see codec), so that every database keeps them alike.
"""

from sqlalchemy import Column, Engine, Index, Integer, MetaData, String, Table, Text, inspect, text
from sqlalchemy.schema import CreateColumn

METADATA = MetaData()

SUBMISSIONS = Table(
    "submissions",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("received_at", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("unit", Text, nullable=False, default=""),
    Column("form_id", Text, nullable=False, default=""),
    Column("period", Text, nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Column("changes", Integer, nullable=False, default=0),
    Column("conflicts", Integer, nullable=False, default=0),
    Column("matters", Integer, nullable=False, default=0, server_default="0"),
    sqlite_autoincrement=True,
)

FORMS = Table(
    "forms",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("form_id", String(64), nullable=False, unique=True),
    Column("unit", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("issued_on", String(32), nullable=False),
    Column("due_on", String(32), nullable=False),
    Column("token", Text, nullable=False),
    Column("rows", Text, nullable=False),
    sqlite_autoincrement=True,
)

BATCHES = Table(
    "batches",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("submissions", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("takes_back", Text, nullable=False, server_default="[]"),
    Column("settles", Text, nullable=False, server_default="[]"),
    sqlite_autoincrement=True,
)

SOURCES = Table(
    "sources",
    METADATA,
    Column("batch", Integer, primary_key=True, autoincrement=False),
    Column("source_no", Integer, primary_key=True, autoincrement=False),
    Column("who", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("file", Text, nullable=False),
)

CHANGES = Table(
    "changes",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("batch", Integer, nullable=False, index=True),
    Column("sheet", String(32), nullable=False),
    Column("row_key", Text, nullable=False),
    Column("column_key", String(32), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("appended", Integer, nullable=False),
    Column("source_no", Integer, nullable=False),
    Column("cell", Text, nullable=False),
)
Index("changes_by_row", CHANGES.c.row_key, CHANGES.c.sheet)

MASTERS = Table(
    "masters",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("batch", Integer, nullable=False),
    sqlite_autoincrement=True,
)

ANSWERS = Table(
    "answers",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("unit", Text, nullable=False, index=True),
    Column("matter_id", Text, nullable=False),
    Column("submission", Integer, nullable=False),
    Column("order_stamp", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("taken_back_by", Integer, nullable=False, server_default="0"),
    sqlite_autoincrement=True,
)

SEQUENCES = Table(
    "sequences",
    METADATA,
    Column("name", String(128), primary_key=True),
    Column("value", Integer, nullable=False),
)


def prepare(engine: Engine) -> None:
    """Make the tables that are missing, and in a journal of an earlier version the columns that came later."""
    METADATA.create_all(engine)
    with engine.begin() as connection:
        for table in METADATA.sorted_tables:
            present = {column["name"] for column in inspect(connection).get_columns(table.name)}
            for column in [column for column in table.columns if column.name not in present]:
                added = CreateColumn(column).compile(dialect=engine.dialect)
                connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {added}"))
