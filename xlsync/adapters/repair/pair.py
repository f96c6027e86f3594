"""The master as LibreOffice saved it beside a whole version of it, and the parts that change."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from xlsync.adapters.workbook_file.layout import Layout, TablePart, relations_of
from xlsync.adapters.workbook_file.package import Package

TYPES = "[Content_Types].xml"


@dataclass
class Pair:
    """Both versions by their layout; ``parts`` and ``added`` are the new contents so far.

    ``mends`` counts what came back, ``lost`` what cannot, each by its word in labels.repairing.
    """

    now: Layout
    whole: Layout
    parts: dict[str, bytes] = field(default_factory=dict)
    added: dict[str, bytes] = field(default_factory=dict)
    mends: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, content: bytes, whole: bytes) -> "Pair":
        """Return the pair of two workbooks."""
        return cls(Layout(Package(content)), Layout(Package(whole)))

    def part(self, name: str) -> bytes:
        """Return a part as it stands so far; b'' when there is none."""
        if name in self.parts:
            return self.parts[name]
        return self.now.package.read(name) if name in self.now.package.entries else b""

    def put(self, name: str, content: bytes, mend: str = "", count: int = 1) -> None:
        """Give a part new content; nothing happens where it is as it was."""
        if content != self.part(name):
            self.parts[name] = content
            self.mends[mend] += count if mend else 0

    def whole_part(self, name: str | None) -> bytes:
        """Return a part of the whole version; b'' when there is none."""
        return self.whole.package.read(name) if name in self.whole.package.entries else b""

    @cached_property
    def sheets(self) -> list[tuple[str, str, str]]:
        """Return the sheets that both versions have: visible name, part now, part of the whole version."""
        old = self.whole.sheets
        return [(name, part, old[name]) for name, part in self.now.sheets.items() if name in old]

    @cached_property
    def tables(self) -> list[tuple[TablePart, TablePart]]:
        """Return the tables that both versions have, by their name."""
        old = {table.name: table for table in _tables(self.whole)}
        return [(table, old[table.name]) for table in _tables(self.now) if table.name in old]

    def content(self) -> bytes:
        """Return the new workbook; every part that did not change keeps its bytes."""
        return self.now.package.replaced(self.parts, added=self.added)


def _tables(layout: Layout) -> list[TablePart]:
    return [table for sheet in layout.sheets for table in layout.tables(sheet)]


def relations(part: str) -> str:
    """Return the name of the part that holds the relations of a part, '' being the package itself."""
    return relations_of(part) if part else "_rels/.rels"
