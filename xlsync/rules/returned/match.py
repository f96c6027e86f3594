"""Which row is which matter: by hidden row id and 督查编号, never by its place.

id and number agree, or only one of them stands there        -> that matter
they differ: the task text is that of the one or the other   -> the one that the text confirms
they differ otherwise                                        -> a question, the row is not read
neither                                                      -> a suggested new matter (or mere text)
one matter in several rows: only one differs from the form   -> that one;  else a question with the texts
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from xlsync.model.finding import Finding
from xlsync.model.submission import FormRow, IssuedForm
from xlsync.model.table import Value, column_letter
from xlsync.rules.reading.text import clean_text
from xlsync.rules.returned.facts import UNIT_COLUMNS, KeyedRow, Layout, brief, is_blank, shown
from xlsync.rules.signing import row_id
from xlsync.vocabulary.phrases.returned import LIST_JOINT

_BLANK_ROWS_END = 200
_NUMBER = re.compile(r"[A-Za-z]+[-\w]*\d+$", re.ASCII)
_TEXTS_SHOWN = 3


@dataclass
class Matched:
    """Rows by matter in sheet order, matters that are in doubt, and what was found on the way."""

    rows: dict[str, KeyedRow] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


class RowMatcher:
    """Tells the rows of one form apart; made once per file, used for each of its marked sheets."""

    def __init__(self, form: IssuedForm, secret: bytes) -> None:
        self.form = form
        self._by_matter = {row.matter_id: row for row in form.rows}
        self._by_row_id = {row_id(form.form_id, row.matter_id, secret): row for row in form.rows}

    @cached_property
    def _by_number(self) -> dict[str, FormRow]:
        return {clean_text(row.matter_id).upper(): row for row in self.form.rows}

    def match(self, layout: Layout, rows: Sequence[list[Value]]) -> Matched:
        """Return the rows of a sheet (merged cells filled) as matters of the form."""
        matched = Matched()
        met: dict[str, list[KeyedRow]] = {}
        for number, cells in _lines(layout, rows):
            issued = self._matter_of(layout, number, cells, matched)
            if issued is not None:
                met.setdefault(issued.matter_id, []).append(KeyedRow(issued, number, cells))
        for matter, same in met.items():
            chosen = same[0] if len(same) == 1 else self._one_of(layout, matter, same, matched)
            if chosen is not None:
                matched.rows[matter] = chosen
        return matched

    def _matter_of(self, layout: Layout, number: int, cells: list[Value], matched: Matched) -> FormRow | None:
        identifier = _text(cells, layout.row_ids)
        written = _text(cells, layout.columns.get("matter_id"))
        by_id = self._by_row_id.get(identifier)
        if by_id is not None and (not written or written == by_id.matter_id):
            return by_id
        by_number = self._by_number.get(clean_text(written).upper()) if written else None
        if by_id is not None and by_number is by_id:
            return by_id
        if by_id is None and by_number is None:
            matched.findings.append(self._stranger(layout, number, cells, identifier, written))
            return None
        return self._settle(layout, number, cells, (identifier, written), (by_id, by_number), matched)

    def _settle(
        self,
        layout: Layout,
        number: int,
        cells: list[Value],
        marks: tuple[str, str],
        found: tuple[FormRow | None, FormRow | None],
        matched: Matched,
    ) -> FormRow | None:
        """Return the matter of a row whose two marks do not agree: a lost id, an overtyped number, a shifted row."""
        (identifier, written), (by_id, by_number) = marks, found
        task = _text(cells, layout.columns.get("task"))
        says_number = by_number is not None and _same_task(by_number, task)
        says_id = by_id is not None and _same_task(by_id, task)
        if by_number is not None and (says_number or not identifier) and not says_id:
            code, issued = ("M07" if identifier else "M07-id"), by_number
        elif by_id is not None and says_id and not says_number:
            code, issued = "M07-number", by_id
        else:
            either = by_id or by_number
            if either is None:
                return None
            code, issued = "M07-unclear", either
            matched.doubtful |= {row.matter_id for row in found if row is not None}
        place = _place(layout, number, "matter_id")
        matched.findings.append(self._found(code, layout, place, issued.matter_id, written, row=number))
        return None if code == "M07-unclear" else issued

    def _stranger(self, layout: Layout, number: int, cells: list[Value], identifier: str, written: str) -> Finding:
        """Return the finding of a row that is none of the form's matters."""
        place = _place(layout, number, "matter_id")
        if identifier or _NUMBER.match(clean_text(written)):
            return self._found("M40-row", layout, place, "", written or identifier, row=number)
        texts = [brief(str(shown(value))) for value in cells if not is_blank(value)]
        columns = [key for key in ("task", *UNIT_COLUMNS) if _text(cells, layout.columns.get(key))]
        code = "M05" if columns and len(texts) > 1 else "M05-text"
        return self._found(code, layout, place, "", LIST_JOINT.join(texts), row=number)

    def _one_of(self, layout: Layout, matter: str, same: list[KeyedRow], matched: Matched) -> KeyedRow | None:
        """Return the row that counts of several with one number, None when they contradict each other."""
        said = [_said(layout, row) for row in same]
        issued = _issued(layout, same[0].issued)
        news = {text: row for text, row in zip(reversed(said), reversed(same), strict=True) if text not in (issued, ())}
        cell = _place(layout, same[0].number, "matter_id")
        if len(news) > 1:
            texts = LIST_JOINT.join(f"“{brief(str(text[0][1]))}”" for text in list(news)[::-1][:_TEXTS_SHOWN])
            facts: dict[str, object] = {"count": len(same), "texts": texts}
            matched.findings.append(self._found("M08-differ", layout, cell, matter, None, **facts))
            matched.doubtful.add(matter)
            return None
        chosen = next(iter(news.values()), same[0])
        matched.findings.append(self._found("M08", layout, cell, matter, None, count=len(same), row=chosen.number))
        return chosen

    def _found(self, code: str, layout: Layout, cell: str, matter: str, value: Value, **facts: object) -> Finding:
        return Finding(code, layout.sheet.name, cell, matter, self.form.unit, value=shown(value), facts=facts)


def filled_rows(layout: Layout) -> tuple[list[list[Value]], dict[tuple[int, int], tuple[int, int, int, int]]]:
    """Return the rows with cells merged downwards filled, and the merged area of every place that lies in one."""
    sheet = layout.sheet
    areas = [area for area in sheet.merged if area[2] > layout.header_row]
    if not areas:
        return sheet.rows, {}
    rows = [list(row) for row in sheet.rows]
    places: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for area in areas:
        top, left, bottom, right = area
        for number in range(max(top, layout.header_row + 1), min(bottom, len(rows)) + 1):
            places |= {(number, column): area for column in range(left, min(right, left + len(layout.headers)) + 1)}
            if number > top and left not in (layout.row_ids, layout.columns.get("matter_id")):
                row = rows[number - 1]
                row += [None] * (left - len(row))
                row[left - 1] = sheet.value(top, left)
    return rows, places


def _lines(layout: Layout, rows: Sequence[list[Value]]) -> Iterator[tuple[int, list[Value]]]:
    """Yield the rows that hold something, with their numbers, until 200 blank ones follow each other."""
    blank = 0
    for number, cells in enumerate(rows[layout.header_row :], layout.header_row + 1):
        if any(value is not None for value in cells) and not all(map(is_blank, cells)):
            blank = 0
            yield number, cells
        else:
            blank += 1
            if blank == _BLANK_ROWS_END:
                return


def _text(cells: list[Value], place: int | None) -> str:
    value = cells[place - 1] if place is not None and place <= len(cells) else None
    return "" if is_blank(value) else str(value).strip()


def _same_task(row: FormRow, task: str) -> bool:
    return bool(task) and clean_text(task) == clean_text(str(row.values.get("task", "")))


def _place(layout: Layout, number: int, column: str) -> str:
    return layout.cell(number, column) if column in layout.columns else f"{column_letter(1)}{number}"


def _said(layout: Layout, row: KeyedRow) -> tuple[tuple[str, Value], ...]:
    values = ((key, row.at(layout.columns[key])) for key in _spoken(layout))
    return tuple((key, shown(value)) for key, value in values if not is_blank(value))


def _issued(layout: Layout, row: FormRow) -> tuple[tuple[str, Value], ...]:
    return tuple((key, shown(row.values[key])) for key in _spoken(layout) if not is_blank(row.values.get(key)))


def _spoken(layout: Layout) -> list[str]:
    """Return the unit's columns, what is said first."""
    return sorted((key for key in UNIT_COLUMNS if key in layout.columns), key=lambda key: key != "progress")


def missing_matters(form: IssuedForm, met: Mapping[str, object], doubtful: set[str]) -> tuple[str, ...]:
    """Return the matters of the form that did not come back, in its order."""
    return tuple(row.matter_id for row in form.rows if row.matter_id not in met and row.matter_id not in doubtful)
