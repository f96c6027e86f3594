"""Formulas that several cells share: Excel writes the text once, at the first cell of the group, with the group's area.

When that first cell is overwritten, the next one must take the text over, or all others lose their formula in silence.
Cells of an array formula and of a data table cannot change one by one.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from xlsync.adapters.workbook_file.layout import Area, area_of, column_number
from xlsync.adapters.workbook_file.references import plain, translated
from xlsync.model.table import column_letter
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

Place = tuple[int, int]
"""Row and column of a cell, 1-based."""

_SHARED = b't="shared"'
_WHOLE = (b't="array"', b't="dataTable"')
_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f\s")
_ATTRIBUTE = re.compile(rb'\s([\w:]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Member:
    """One cell of a shared formula: where its f element stands, the element's attributes and its text."""

    row: int
    column: int
    start: int
    end: int
    attributes: dict[bytes, bytes]
    body: bytes

    @property
    def place(self) -> Place:
        """Return row and column."""
        return self.row, self.column

    @property
    def ref(self) -> str:
        """Return its address such as B7."""
        return f"{column_letter(self.column)}{self.row}"


def promoted(content: bytes, touched: Collection[Place], sheet: str) -> bytes:
    """Return the sheet in which every shared formula whose first cell is touched starts at its next untouched cell.

    Values and formulas of all untouched cells stay; ``sheet`` is for messages. Raises UnsafeMaster.
    """
    out: list[bytes] = []
    position = 0
    for heir, element in sorted(_heirs(content, touched, sheet), key=lambda found: found[0].start):
        out += (content[position : heir.start], element)
        position = heir.end
    return b"".join((*out, content[position:])) if out else content


def formulas_of(content: bytes, places: Collection[Place], sheet: str) -> dict[Place, str]:
    """Return the formulas that cells of shared groups hold, each as if it were written in full."""
    return {
        member.place: _text_at(group[0], member, sheet)
        for group in _groups(content, sheet)
        for member in group
        if member.place in places
    }


def refuse_arrays(content: bytes, touched: Collection[Place], new: Area | None, sheet: str) -> None:
    """Raise UnsafeMaster where a touched cell or a new row lies in an array formula or a data table."""
    for area in _whole_areas(content, sheet):
        hit = next(((row, column) for row, column in touched if area.holds(row, column)), None)
        if hit is None and new is not None and area.meets(new):
            hit = area.top, area.left
        if hit is not None:
            raise UnsafeMaster(words.GROUP_FORMULA.format(sheet=sheet, cell=f"{column_letter(hit[1])}{hit[0]}"))


def _heirs(content: bytes, touched: Collection[Place], sheet: str) -> Iterator[tuple[Member, bytes]]:
    """Yield the cells that take a text over, each with its new f element."""
    for first, *others in _groups(content, sheet):
        left = [member for member in others if member.place not in touched]
        if left and first.place in touched:
            yield left[0], _element(content, left, _text_at(first, left[0], sheet))


def _element(content: bytes, members: Sequence[Member], text: str) -> bytes:
    """Return the f element that starts a group of these members; a single one holds its formula alone, as in Excel."""
    heir = members[0]
    rows, columns = [member.row for member in members], [member.column for member in members]
    ref = f"{column_letter(min(columns))}{min(rows)}:{column_letter(max(columns))}{max(rows)}"
    attributes = {**heir.attributes, b"ref": ref.encode()}
    if len(members) == 1:
        attributes = {key: text for key, text in attributes.items() if key not in (b"t", b"si", b"ref")}
    name = content[heir.start + 1 : content.index(b" ", heir.start)]
    written = b"".join(b' %s="%s"' % pair for pair in attributes.items())
    return b"<%s%s>%s</%s>" % (name, written, escape(text).encode(), name)


def _text_at(first: Member, member: Member, sheet: str) -> str:
    return translated(plain(first.body), first.ref, member.ref, sheet)


def _groups(content: bytes, sheet: str) -> list[list[Member]]:
    """Return the shared formulas of a sheet, each with its first cell first.

    A number is used again in some files: a text with an area starts another group of the same number.
    """
    groups: list[list[Member]] = []
    current: dict[bytes, list[Member]] = {}
    for member in _members(content, sheet):
        number = member.attributes.get(b"si", b"")
        if b"ref" in member.attributes:
            current[number] = [member]
            groups.append(current[number])
        elif number in current:
            current[number].append(member)
        else:
            raise UnsafeMaster(words.ODD_SHEET.format(sheet=sheet))
    return groups


def _members(content: bytes, sheet: str) -> Iterator[Member]:
    return (_member(content, start, tag_end, sheet) for start, tag_end in _formula_tags(content, _SHARED))


def _formula_tags(content: bytes, mark: bytes) -> Iterator[tuple[int, int]]:
    """Yield start and end of the tags of formulas that carry this attribute; a text may look like it."""
    place = content.find(mark)
    while place >= 0:
        start, end = content.rindex(b"<", 0, place), content.index(b">", place) + 1
        if _FORMULA.match(content, start, end) and content.find(b">", start) == end - 1:
            yield start, end
        place = content.find(mark, end)


def _member(content: bytes, start: int, tag_end: int, sheet: str) -> Member:
    """Return the cell whose f element has this tag."""
    cell = _CELL.match(content, content.rindex(b"<", 0, start))
    if cell is None:
        raise UnsafeMaster(words.ODD_SHEET.format(sheet=sheet))
    attributes = dict(_ATTRIBUTE.findall(content, start, tag_end))
    is_empty = content[tag_end - 2] == ord("/")
    close = tag_end if is_empty else content.index(b"<", tag_end)
    end = tag_end if is_empty else content.index(b">", close) + 1
    return Member(int(cell[2]), column_number(cell[1].decode()), start, end, attributes, content[tag_end:close])


def _whole_areas(content: bytes, sheet: str) -> Iterator[Area]:
    """Yield the areas of array formulas and data tables; the spill of a dynamic array is the area of its formula."""
    for start, end in (tag for mark in _WHOLE for tag in _formula_tags(content, mark)):
        attributes = dict(_ATTRIBUTE.findall(content, start, end))
        area = area_of(attributes.get(b"ref", b"").decode())
        if area is None:
            raise UnsafeMaster(words.ODD_SHEET.format(sheet=sheet))
        yield area
