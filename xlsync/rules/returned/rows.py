"""From the rows of a matched sheet to answers: unchanged cells are passed by, changed ones are read and checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from xlsync.model.finding import Finding
from xlsync.model.raw import Place
from xlsync.model.submission import Answer, IssuedForm
from xlsync.model.table import Value
from xlsync.rules.reading.words import reference_of
from xlsync.rules.returned.compare import as_day, says_same
from xlsync.rules.returned.facts import FORM_COLUMNS, UNIT_COLUMNS, KeyedRow, Layout, ReceiveContext, Spot, is_blank
from xlsync.rules.returned.validate import RowFacts, objections
from xlsync.rules.returned.values import CellRead, Surroundings, is_short, read_cell
from xlsync.vocabulary.phrases.returned import EXTRA_JOINT, EXTRA_LINE, SAME_ABOVE
from xlsync.vocabulary.phrases.words import FORM_STAGES
from xlsync.vocabulary.terms import Kind, Stage

Area = tuple[int, int, int, int]
_STAGES = {stage.value: stage for stage in Stage}


@dataclass
class RowRead:
    """One row as understood; ``changed`` are the columns in which the unit said something else than was issued."""

    row: KeyedRow
    values: dict[str, Value] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    @property
    def says_nothing(self) -> bool:
        """Return whether the row is blank and was blank."""
        return not self.values and not self.changed


class RowReader:
    """Reads the rows of one sheet of one form; the row above is remembered for 同上."""

    def __init__(
        self,
        form: IssuedForm,
        layout: Layout,
        context: ReceiveContext,
        *,
        date_1904: bool,
        areas: Mapping[Place, Area],
        disputed: frozenset[tuple[str, str]],
    ) -> None:
        self._form, self._layout, self._context = form, layout, context
        self._areas, self._disputed, self._date_1904 = areas, disputed, date_1904
        self._columns = [(key, layout.columns[key]) for key in UNIT_COLUMNS if key in layout.columns]
        self._above: RowRead | None = None
        self._known: dict[tuple[str, Stage | None], Surroundings] = {}
        sheet = layout.sheet
        self._odd = {*sheet.errors, *sheet.uncached, *sheet.formulas, *sheet.comments, *sheet.marked, *areas}

    @cached_property
    def form_words(self) -> dict[str, str]:
        """Return the word of the form for each stage of the ledger."""
        return {meaning: word for word, meaning in self._context.policy.words(FORM_STAGES).items()}

    @cached_property
    def _around(self) -> date:
        return as_day(self._form.issued_on) or self._context.received_on

    def read(self, row: KeyedRow) -> RowRead:
        """Return what a row says; every doubt is a finding, and a doubtful value is not taken."""
        read = RowRead(row)
        for key, place in self._columns:
            raw, issued = row.at(place), row.issued.values.get(key)
            if self._odd and (row.number, place) in self._odd:
                self._read_odd(read, key, raw, issued)
            elif raw == issued or says_same(key, raw, issued, self.form_words):
                if issued is not None:
                    read.values[key] = as_day(issued) if FORM_COLUMNS[key].kind is Kind.DATE else issued
            elif (row.issued.matter_id, key) not in self._disputed:
                self._read_changed(read, key, raw)
        self._check(read)
        self._above = read
        return read

    def spot(self, row: KeyedRow, column: str) -> Spot:
        """Return the cell of a column in a row, for findings."""
        cell = self._layout.cell(row.number, column) if column in self._layout.columns else ""
        raw = row.at(self._layout.columns[column]) if cell else None
        return Spot(self._layout.sheet.name, cell, row.issued.matter_id, self._form.unit, column, raw)

    def answer(self, read: RowRead) -> Answer:
        """Return the row as an answer, with what stood in inserted columns."""
        row, layout = read.row, self._layout
        cells = {key: layout.cell(row.number, key) for key in read.values}
        lines = ((header, row.at(place)) for place, header in layout.extra.items())
        extra = EXTRA_JOINT.join(EXTRA_LINE.format(header=h, value=str(v).strip()) for h, v in lines if not is_blank(v))
        return Answer(row.issued.matter_id, read.values, cells, layout.sheet.name, extra)

    def _read_changed(self, read: RowRead, key: str, raw: Value) -> None:
        spot = self.spot(read.row, key)
        if is_blank(raw):
            read.findings.append(spot.finding("M28", value=read.row.issued.values.get(key)))
            return
        read.changed.add(key)
        if is_short(raw) and reference_of(raw, self._context.policy) == SAME_ABOVE:
            found = self._from_above(read.row, key, spot)
        else:
            found = read_cell(key, raw, spot, self._surroundings(read))
        read.findings += found.findings
        if found.value is not None:
            read.values[key] = found.value

    def _from_above(self, row: KeyedRow, key: str, spot: Spot) -> CellRead:
        """Return the value of the row right above; a row that is no matter in between breaks the reference."""
        above = self._above
        value = above.values.get(key) if above is not None and above.row.number == row.number - 1 else None
        return CellRead(value, (spot.finding("M45" if value is not None else "M45-first"),))

    def _surroundings(self, read: RowRead) -> Surroundings:
        stage = _STAGES.get(str(read.values.get("stage")))
        measure = str(read.row.issued.values.get("measure") or "")
        known = self._known.get((measure, stage))
        if known is None:
            known = Surroundings(self._context.policy, self._around, self._date_1904, measure, stage)
            self._known[measure, stage] = known
        return known

    def _read_odd(self, read: RowRead, key: str, raw: Value, issued: Value) -> None:
        """Read a cell that carries more than a value: an error, a formula, a comment, a stroke, a merged area."""
        sheet, place, spot = self._layout.sheet, self._layout.place(read.row.number, key), self.spot(read.row, key)
        if place in sheet.comments:
            read.findings.append(spot.finding("M44", value=sheet.comments[place]))
            read.changed.add(key)
        refused = self._refused(spot, place)
        if refused is not None:
            read.findings.append(refused)
            read.changed.add(key)
            return
        if says_same(key, raw, issued, self.form_words):
            if issued is not None:
                read.values[key] = issued
            return
        if place in sheet.formulas:
            read.findings.append(spot.finding("M41"))
        read.findings += self._merged(spot, place)
        self._read_changed(read, key, raw)

    def _refused(self, spot: Spot, place: Place) -> Finding | None:
        """Return why a cell cannot be taken at all."""
        sheet = self._layout.sheet
        if place in sheet.errors:
            return spot.finding("M41-error", value=sheet.errors[place])
        if place in sheet.uncached:
            return spot.finding("M41-uncached")
        return spot.finding("M44-strike") if sheet.marked.get(place) == "strike" and not is_blank(spot.value) else None

    def _merged(self, spot: Spot, place: Place) -> Iterator[Finding]:
        area = self._areas.get(place)
        if area is None or is_blank(spot.value):
            return
        top, left, _, right = area
        spanned = [key for key, column in self._columns if left <= column <= right]
        if len(spanned) > 1 and place[1] == left:
            yield spot.finding("M09-across")
        elif place[0] > top:
            long = FORM_COLUMNS[spot.column].kind is Kind.LONG_TEXT
            yield spot.finding("M09-text" if long else "M09")

    def _check(self, read: RowRead) -> None:
        if not read.changed:
            return
        matter = read.row.issued.matter_id
        facts = RowFacts(
            read.values,
            frozenset(read.changed),
            read.row.issued.values,
            self._context.matters.get(matter),
            self._context.policy,
            self._context.received_on,
            lambda column: self.spot(read.row, column),
        )
        for objection in objections(facts):
            read.findings.append(objection.finding)
            read.values.pop(objection.drop, None)
