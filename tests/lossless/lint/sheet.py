"""One sheet, streaming: rows and cells in order, indexes within their lists, areas that may not overlap."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from tests.lossless.lint.cells import CellCheck
from tests.lossless.lint.finding import Finding
from tests.lossless.lint.workbook import Counts, check_prefixes
from tests.lossless.opc import MAIN, REL, Box, Workbook, box_of
from tests.lossless.scan import Item, Kind, walk

_LONGEST_LIST = 255
# fmt: off
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)
# fmt: on
_MOST_COMPARED = 3000


@dataclass
class SheetReport:
    """What a pass over a sheet found, and what other checks need of it."""

    findings: list[Finding] = field(default_factory=list)
    formulas: set[str] = field(default_factory=set)
    header_cells: dict[tuple[int, int], tuple[str, str | None]] = field(default_factory=dict)


def check_sheet(book: Workbook, part: str, counts: Counts) -> SheetReport:
    """Return the faults of a sheet, its formula cells, and the texts of its rows that are headers of tables."""
    headers = {table.box.top for table in book.tables(part) if table.headers}
    cells = CellCheck(part, counts, headers, {name.name.lower() for name in book.sheets})
    report = SheetReport(formulas=cells.formulas, header_cells=cells.header_cells)
    links = book.relations(part)
    names: list[str] = []
    dimension: Box | None = None
    with book.open(part) as stream:
        for item in walk(stream):
            if item.kind is Kind.ROOT:
                report.findings += check_prefixes(item.element, part)
            elif item.kind is Kind.ROW:
                report.findings += cells.row(item)
            elif item.kind is Kind.CELL:
                report.findings += cells.cell(item)
            else:
                names.append(item.name)
                report.findings += _check_child(item, part, counts)
                report.findings += _check_links(item.element, part, set(links))
                dimension = _box(item.element.get("ref", "")) if item.name == "dimension" else dimension
    report.findings += [*cells.end(), *_check_whole(part, names, {r.kind for r in links.values()})]
    used = cells.used
    if dimension is not None and used is not None and not _covers(dimension, used):
        report.findings.append(Finding(part, "dimension smaller than the cells"))
    return report


def _covers(outer: Box, inner: Box) -> bool:
    return outer.holds(inner.top, inner.left) and outer.holds(inner.bottom, inner.right)


def _check_whole(part: str, names: list[str], kinds: set[str]) -> Iterator[Finding]:
    if names.count("sheetData") != 1:
        yield Finding(part, "not exactly one sheetData")
    if "comments" in kinds and not {"legacyDrawing", "AlternateContent"} & set(names):
        yield Finding(part, "comments without their drawing")
    known = [_ORDER.index(name) for name in names if name in _ORDER]
    if known != sorted(known):
        yield Finding(part, "elements out of order")


def _check_links(element: etree._Element, part: str, known: set[str]) -> Iterator[Finding]:
    for child in element.iter():
        link = child.get(f"{REL}id") if isinstance(child.tag, str) else None
        if link and link not in known:
            yield Finding(part, "relationship missing", f"{etree.QName(child).localname} {link}")


def _check_child(item: Item, part: str, counts: Counts) -> Iterator[Finding]:
    check = {
        "dimension": _check_dimension,
        "cols": _check_columns,
        "mergeCells": _check_merges,
        "conditionalFormatting": _check_areas,
        "dataValidations": _check_validations,
        "autoFilter": _check_dimension,
    }.get(item.name)
    if check is not None:
        yield from check(item.element, part)
    for rule in item.element.iter(f"{MAIN}cfRule"):
        style = rule.get("dxfId")
        if style is not None and counts.differential is not None and int(style) >= counts.differential:
            yield Finding(part, "dxfId out of range", style)


def _check_dimension(element: etree._Element, part: str) -> Iterator[Finding]:
    if _box(element.get("ref", "")) is None:
        yield Finding(part, f"{etree.QName(element).localname}: bad area", element.get("ref", ""))


def _check_columns(element: etree._Element, part: str) -> Iterator[Finding]:
    last = 0
    for column in element.iter(f"{MAIN}col"):
        first, end = int(column.get("min", "0")), int(column.get("max", "0"))
        if first <= last or end < first:
            yield Finding(part, "column areas overlap", str(first))
        last = end


def _check_merges(element: etree._Element, part: str) -> Iterator[Finding]:
    written = [merge.get("ref", "") for merge in element.iter(f"{MAIN}mergeCell")]
    boxes = [_box(ref) for ref in written]
    yield from (Finding(part, "bad merged area", ref) for ref, box in zip(written, boxes, strict=True) if box is None)
    known = sorted(box for box in boxes if box is not None)
    for place, box in enumerate(known[:_MOST_COMPARED]):
        for other in known[place + 1 :]:
            if other.top > box.bottom:
                break
            if box.meets(other):
                yield Finding(part, "merged areas overlap", str(other))
    if element.get("count") not in (None, str(len(written))):
        yield Finding(part, "count of merged areas")


def _check_areas(element: etree._Element, part: str) -> Iterator[Finding]:
    areas = (element.get("sqref") or "").split()
    yield from (Finding(part, "bad area", area) for area in areas if _box(area) is None)


def _check_validations(element: etree._Element, part: str) -> Iterator[Finding]:
    rules = list(element.iter(f"{MAIN}dataValidation"))
    seen: list[Box] = []
    for rule in rules:
        yield from _check_areas(rule, part)
        text = rule.findtext(f"{MAIN}formula1") or ""
        if rule.get("type") == "list" and text.startswith('"') and len(text) - 2 > _LONGEST_LIST:
            yield Finding(part, "list of a validation too long")
        seen += [box for area in (rule.get("sqref") or "").split() if (box := _box(area))]
    if len(seen) < _MOST_COMPARED:
        seen.sort()
        yield from (Finding(part, "validations overlap", str(b)) for a, b in pairwise(seen) if a.meets(b))
    if element.get("count") not in (None, str(len(rules))):
        yield Finding(part, "count of validations")


def _box(reference: str) -> Box | None:
    try:
        return box_of(reference)
    except ValueError:
        return None
