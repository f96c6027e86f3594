"""Which sheet holds the answers, when a file has several that look like the form (copies, 修改版)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsync.model.finding import Finding
from xlsync.model.raw import Place, RawWorkbook
from xlsync.model.table import Value
from xlsync.rules.returned.compare import says_same
from xlsync.rules.returned.facts import MATTERS, UNIT_COLUMNS, KeyedRow, Layout, is_blank, shown
from xlsync.rules.returned.layout import find_layout
from xlsync.rules.returned.match import Matched, RowMatcher, filled_rows
from xlsync.vocabulary.labels.form import DATA_SHEET, LISTS_SHEET, TOKEN_SHEET

News = Mapping[tuple[str, str], Value]


@dataclass(frozen=True)
class MatchedSheet:
    """A sheet that looks like the form: its layout, its rows by matter, and the merged areas by place."""

    layout: Layout
    matched: Matched
    areas: Mapping[Place, tuple[int, int, int, int]]


@dataclass(frozen=True)
class Choice:
    """The sheet that counts, cells (matter, column) in which another sheet says something else, and the findings."""

    sheet: MatchedSheet
    disputed: frozenset[tuple[str, str]]
    findings: tuple[Finding, ...]


def matched_sheets(book: RawWorkbook, cover_sheet: str, matcher: RowMatcher) -> list[MatchedSheet]:
    """Return the sheets with our columns and rows of this form, the one with our name first."""
    sheets = []
    for sheet in sorted(book.sheets, key=lambda sheet: sheet.name != DATA_SHEET):
        layout = find_layout(sheet) if sheet.name not in (cover_sheet, LISTS_SHEET, TOKEN_SHEET) else None
        if layout is not None:
            rows, areas = filled_rows(layout)
            sheets.append(MatchedSheet(layout, matcher.match(layout, rows), areas))
    with_rows = [sheet for sheet in sheets if sheet.matched.rows]
    return with_rows or sheets[:1]


def choose(sheets: Sequence[MatchedSheet], unit: str, form_words: Mapping[str, str]) -> Choice:
    """Return the sheet with most news; where another one has other news for the same cell, nobody is believed."""
    if len(sheets) == 1:
        return Choice(sheets[0], frozenset(), ())
    news = [_news(sheet, form_words) for sheet in sheets]
    best = max(range(len(sheets)), key=lambda number: len(news[number]))
    findings: list[Finding] = []
    disputed: set[tuple[str, str]] = set()
    for number, sheet in enumerate(sheets):
        if number != best:
            differing = _differing(sheets[best], news[best], sheet, news[number], unit)
            findings += differing.values()
            disputed |= differing.keys()
    if not findings:
        name = sheets[best].layout.sheet.name
        code = "M33-copy" if all(len(said) == len(news[best]) for said in news) else "M33"
        findings.append(Finding(code, name, unit=unit, facts={"count": len(sheets), "sheet": name}))
    return Choice(sheets[best], frozenset(disputed), tuple(findings))


def _news(sheet: MatchedSheet, form_words: Mapping[str, str]) -> dict[tuple[str, str], Value]:
    """Return the cells in which a sheet says something that was not issued."""
    return {
        (matter, key): shown(row.at(place))
        for matter, row in sheet.matched.rows.items()
        for key, place in sheet.layout.columns.items()
        if key in UNIT_COLUMNS and _is_new(key, row, place, form_words)
    }


def _is_new(key: str, row: KeyedRow, place: int, form_words: Mapping[str, str]) -> bool:
    return not is_blank(row.at(place)) and not says_same(key, row.at(place), row.issued.values.get(key), form_words)


def _differing(
    best: MatchedSheet, ours: News, other: MatchedSheet, theirs: News, unit: str
) -> dict[tuple[str, str], Finding]:
    """Return a finding for every cell for which the other sheet has other news than the best one."""
    found = {}
    for place, value in theirs.items():
        matter, key = place
        if ours.get(place) == value:
            continue
        row = best.matched.rows.get(matter)
        cell = best.layout.cell(row.number, key) if row and key in best.layout.columns else ""
        facts = {"sheet": best.layout.sheet.name, "other_sheet": other.layout.sheet.name, "other": value}
        found[place] = Finding(
            "M33-differ",
            best.layout.sheet.name,
            cell,
            matter,
            unit,
            MATTERS.header(key),
            ours.get(place),
            facts=facts,
        )
    return found
