"""What an xlsx sheet holds besides values: error cells, formulas, hidden and filtered rows, comments, marks.

Each look begins with a plain search of the bytes, so a clean form pays next to nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from xlsync.adapters.reading.cells import XmlCell, column_number, filled_cells, is_plain, xml_cells
from xlsync.adapters.reading.marks import Marks
from xlsync.adapters.reading.package import Package
from xlsync.adapters.reading.refusal import refusal
from xlsync.adapters.reading.xlsx_parts import Relation, parsed
from xlsync.model.raw import Place
from xlsync.vocabulary.labels import files as words

_FORMULA = re.compile(rb"<f[\s>/]")
_HIDDEN_ROW = re.compile(rb'<row\b[^<>]*\bhidden="(?:1|true)"')
_HIDDEN_COLUMN = re.compile(rb'<col\b(?=[^<>]*\bhidden="(?:1|true)")(?=[^<>]*\bmin="(\d+)")[^<>]*\bmax="(\d+)"')
_LAST_COLUMN = 16_384


@dataclass
class Oddities:
    """The odd things of one sheet, shaped as RawSheet takes them."""

    errors: dict[Place, str] = field(default_factory=dict)
    uncached: set[Place] = field(default_factory=set)
    formulas: set[Place] = field(default_factory=set)
    comments: dict[Place, str] = field(default_factory=dict)
    marked: dict[Place, str] = field(default_factory=dict)
    hidden_rows: int = 0
    hidden_columns: int = 0
    filtered: bool = False


def without_prefix(xml: bytes) -> bytes:
    """Return the XML with the main namespace unprefixed; the Open XML SDK of some programs writes <x:row>."""
    prefix = re.search(rb"<(\w+):worksheet\b", xml[:1000])
    return xml.replace(b"<" + prefix[1] + b":", b"<").replace(b"</" + prefix[1] + b":", b"</") if prefix else xml


def place_of(reference: str) -> Place | None:
    """Return the place of an A1 reference, None for anything else."""
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d+)", reference.upper())
    return (int(match[2]), column_number(match[1].encode())) if match else None


def sheet_oddities(package: Package, xml: bytes, around: list[Relation], marks: Marks) -> Oddities:
    """Return what one sheet holds besides values; ``around`` are the sheet's relations."""
    xml = without_prefix(xml)
    odd = Oddities()
    has_formula = bool(_FORMULA.search(xml))
    if has_formula or b't="e"' in xml or marks:
        for count, cell in enumerate(odd_cells(xml, marks)):
            if count > package.limits.singly:
                raise refusal("too_large", detail=words.DETAIL_ODD.format(limit=package.limits.singly))
            _note(cell, odd, marks)
    if b'hidden="1"' in xml or b'hidden="true"' in xml:
        odd.hidden_rows = len(_HIDDEN_ROW.findall(xml))
        odd.hidden_columns = _hidden_columns(xml)
    tables = (package.small_part(relation.part) for relation in around if relation.kind == "table")
    odd.filtered = b"<filterColumn" in xml or any(b"filterColumn" in table for table in tables)
    odd.comments = _comments(package, around)
    return odd


def _hidden_columns(xml: bytes) -> int:
    """Return how many columns are hidden; 'all to the right' counts as one, as it holds nothing to read."""
    spans = [(int(first), int(last)) for first, last in _HIDDEN_COLUMN.findall(xml)]
    return sum(1 if last == _LAST_COLUMN else last - first + 1 for first, last in spans)


def odd_cells(xml: bytes, marks: Marks) -> Iterator[XmlCell]:
    """Yield the cells that may hold more than a value; of a plain sheet those that do."""
    if not is_plain(xml):
        yield from xml_cells(xml)
        return
    seen: dict[bytes, bool] = {}  # few kinds of attributes stand on very many cells
    for letters, row, attributes, body in filled_cells(xml):
        if attributes not in seen:
            seen[attributes] = b't="e"' in attributes or marks.may_mark(attributes)
        if seen[attributes] or b"<f" in body:
            yield XmlCell(int(row), column_number(letters), attributes, body, 0, 0)


def _note(cell: XmlCell, odd: Oddities, marks: Marks) -> None:
    text = cell.text
    if b't="e"' in cell.attributes:
        odd.errors[cell.place] = text.decode("utf-8", "replace")
    if _FORMULA.search(cell.body):
        odd.formulas.add(cell.place)
        # An empty text is a value too: a formula of type str that came to "", stored as such.
        if not text and not (b't="str"' in cell.attributes and b"<v" in cell.body):
            odd.uncached.add(cell.place)
    if marks and text and (mark := marks.of_cell(cell.attributes, text)):
        odd.marked[cell.place] = mark


def _comments(package: Package, around: list[Relation]) -> dict[Place, str]:
    """Return comment texts by place; the texts of a thread replace the notice that older programs are shown."""
    found: dict[Place, str] = {}
    threads: dict[Place, list[str]] = {}
    parts = [relation.part for relation in around if relation.kind in ("comments", "threadedComment")]
    for element in (element for part in parts for element in parsed(package.small_part(part), part).iter()):
        place = place_of(element.get("ref", ""))
        if place is None:
            continue
        pieces = (piece.text or "" for piece in element.iter() if piece.tag.endswith(("}t", "}text")))
        text = "".join(pieces).strip()
        if element.tag.endswith("}threadedComment"):
            threads.setdefault(place, []).append(text)
        elif text:
            found[place] = text
    return found | {place: "\n".join(texts) for place, texts in threads.items()}
