"""The tables of the journal.

A batch is a plan or an observation; each of its cells is one line of ``changes``, which names its batch and, by
(batch, source_no), its evidence. A submission carries its outcome with all findings as text (see outcomes).
``masters`` logs the SHA-256 of the master after each finished batch.
``holds`` has two lines, whose locks say who is at work (see database). Seals: see seals.
Moments are ISO text, values typed JSON text (see codec), so that every database keeps them alike.
"""

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

METADATA = MetaData()
SINCE = "since"
"""Says of a column which version of the journal brought it; the first, where nothing is said."""
OFFICE, WRITER = "office", "writer"
"""Lines of ``holds``: who locks the one changes the office, who locks the other writes to the journal."""


def _seal(name: str = "seal") -> "Column[str]":
    return Column(name, String(64), nullable=False, server_default="", info={SINCE: 3})


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
    Column("matters", Integer, nullable=False, default=0, server_default="0", info={SINCE: 2}),
    Column("outcome", Text, nullable=False, default="", server_default="", info={SINCE: 4}),
    _seal(),
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
    _seal(),
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
    Column("takes_back", Text, nullable=False, server_default="[]", info={SINCE: 3}),
    Column("settles", Text, nullable=False, server_default="[]", info={SINCE: 3}),
    _seal("sources_seal"),
    _seal("lines_seal"),
    _seal("chain"),
    _seal(),
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
    _seal(),
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
    Column("taken_back_by", Integer, nullable=False, server_default="0", info={SINCE: 3}),
    _seal(),
    sqlite_autoincrement=True,
)

SEQUENCES = Table(
    "sequences",
    METADATA,
    Column("name", String(128), primary_key=True),
    Column("value", Integer, nullable=False),
    _seal(),
)

HOLDS = Table("holds", METADATA, Column("name", String(16), primary_key=True, info={SINCE: 3}))

SEALED = (SUBMISSIONS, FORMS, BATCHES, MASTERS, ANSWERS, SEQUENCES)
"""Tables whose lines carry a seal each; those of sources and changes are sealed by their batch."""
