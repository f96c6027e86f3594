"""The workbook part, its names, and the lists that cells point into."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tests.lossless.lint.finding import Finding
from tests.lossless.lint.formulas import faults_of, sheets_named
from tests.lossless.opc import MAIN, MC, Workbook, elements, link_of
from tests.lossless.scan import plain_text

_LONGEST_SHEET_NAME = 31
_BAD_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")
_NAME = re.compile(r"[^\W\d][\w.\\?]*|_xlnm\.\w+|\\[\w.\\?]*")
_FIRST_CUSTOM_FORMAT = 164


@dataclass(frozen=True)
class Counts:
    """How many entries the shared lists have, None where there is no list."""

    strings: int | None
    formats: int | None
    differential: int | None
    header_texts: tuple[str, ...]


def check_prefixes(root: etree._Element, part: str) -> Iterator[Finding]:
    """Yield the prefixes that mc:Ignorable names without a declaration: Excel refuses the whole part."""
    for prefix in (root.get(f"{MC}Ignorable") or "").split():
        if prefix not in root.nsmap:
            yield Finding(part, "mc:Ignorable names an unknown prefix", prefix)


def check_workbook(book: Workbook) -> Iterator[Finding]:
    """Yield the faults of the workbook part."""
    yield from check_prefixes(book.root, book.main)
    related = book.relations(book.main)
    names: set[str] = set()
    numbers: set[str] = set()
    for sheet in book.root.iter(f"{MAIN}sheet"):
        name, number = sheet.get("name", ""), sheet.get("sheetId", "")
        if not 0 < len(name.encode("utf-16-le")) // 2 <= _LONGEST_SHEET_NAME or _BAD_IN_SHEET_NAME.search(name):
            yield Finding(book.main, "bad sheet name", name)
        if name.lower() in names:
            yield Finding(book.main, "sheet name twice", name)
        if number in numbers:
            yield Finding(book.main, "sheet id twice", number)
        if link_of(sheet) not in related:
            yield Finding(book.main, "sheet without relationship", name)
        names.add(name.lower())
        numbers.add(number)
    yield from _check_names(book, names)


def _check_names(book: Workbook, sheets: set[str]) -> Iterator[Finding]:
    known: set[tuple[str, str | None]] = set()
    for element in book.root.iter(f"{MAIN}definedName"):
        name, local = element.get("name", ""), element.get("localSheetId")
        if not _NAME.fullmatch(name):
            yield Finding(book.main, "bad defined name", name)
        if (name.lower(), local) in known:
            yield Finding(book.main, "defined name twice", name)
        known.add((name.lower(), local))
        if local is not None and int(local) >= len(sheets):
            yield Finding(book.main, "defined name of a missing sheet", name)
        text = element.text or ""
        yield from (Finding(book.main, f"defined name: {fault}", name) for fault in faults_of(text))
        yield from (
            Finding(book.main, "defined name points at a missing sheet", name)
            for sheet in sheets_named(text)
            if sheet.lower() not in sheets
        )


def counts_of(book: Workbook) -> Counts:
    """Return the lengths of the lists that sheets point into, and the shared strings themselves."""
    strings = book.of_kind("sharedStrings")
    texts = None if strings is None else [plain_text(item) for item in book.xml(strings).findall(f"{MAIN}si")]
    styles = book.of_kind("styles")
    root = None if styles is None else book.xml(styles)
    formats = None if root is None else max(_length(root, "cellXfs"), 1)
    differential = None if root is None else _length(root, "dxfs")
    return Counts(None if texts is None else len(texts), formats, differential, tuple(texts or ()))


def _length(root: etree._Element, name: str) -> int:
    found = root.find(f"{MAIN}{name}")
    return 0 if found is None else sum(1 for e in elements(found) if e.tag != f"{MC}AlternateContent")


def check_styles(book: Workbook) -> Iterator[Finding]:
    """Yield the faults of styles: indexes out of their lists, formats that do not exist."""
    part = book.of_kind("styles")
    if part is None:
        return
    root = book.xml(part)
    yield from check_prefixes(root, part)
    lists = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
    limits = {key: max(_length(root, name), 1) for key, name in lists.items()}
    own = {int(e.get("numFmtId", "0")) for e in root.iter(f"{MAIN}numFmt")}
    for place, xf in enumerate(root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")):
        for key, limit in limits.items():
            if int(xf.get(key, "0")) >= limit:
                yield Finding(part, f"{key} out of range", str(place))
        number = int(xf.get("numFmtId", "0"))
        if number >= _FIRST_CUSTOM_FORMAT and number not in own:
            yield Finding(part, "number format missing", str(number))
    for name in ("cellXfs", "dxfs", "cellStyles"):
        group = root.find(f"{MAIN}{name}")
        if group is not None and group.get("count") not in (None, str(_length(root, name))):
            yield Finding(part, "count does not agree", name)
