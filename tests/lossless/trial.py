"""One file put through the writer and every check: what came of it."""

import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from tests.lossless.growth import check_growth
from tests.lossless.lint import lint
from tests.lossless.lint.finding import new_findings
from tests.lossless.opc import MAIN, Table, Workbook
from tests.lossless.parts import changed_parts, check_parts, permitted
from tests.lossless.readback import by_calamine, by_openpyxl, check_values
from tests.lossless.request import Request, request_for
from tests.lossless.rest import check_rest
from tests.lossless.schema import has_schemas, new_errors
from xlsync.adapters.workbook_file.sheets_patch import SheetEdit, patch_sheets
from xlsync.vocabulary.errors import UnsafeMaster

PARTS, REST, GROWTH = "parts", "rest of the sheet", "growth"
OPENPYXL, CALAMINE, LINT, SCHEMA = "openpyxl", "calamine", "lint", "XSD"
IN_PROCESS = (PARTS, REST, GROWTH, OPENPYXL, CALAMINE, LINT, SCHEMA)
CRASH = "crash"
UNREADABLE = "cannot open the original"


@dataclass
class Trial:
    """What came of one file: patched, refused with a reason, or no workbook; and what each check found wrong."""

    name: str
    before: bytes
    request: Request | None = None
    after: bytes | None = None
    refused: str = ""
    not_a_workbook: str = ""
    seconds: float = 0.0
    faults: dict[str, list[str]] = field(default_factory=dict)
    crowded: dict[str, str] = field(default_factory=dict)
    """Tables with something in the way below: the writer's answer, by table name."""

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix.lower()

    @property
    def is_wrong(self) -> bool:
        return any(found for found in self.faults.values() if found != [UNREADABLE])

    @property
    def changed(self) -> list[str]:
        """Return the zip entries that the patch wrote anew or left out."""
        return changed_parts(self.before, self.after) if self.after is not None else []


def run_trial(name: str, content: bytes, attempt: int = 0) -> Trial:
    """Return what came of a file; the writer's own exceptions other than a refusal are faults.

    Another attempt chooses other cells, and another sheet where there are several.
    """
    trial = Trial(name, content)
    started = time.perf_counter()
    trial.not_a_workbook = not_a_workbook(content)
    try:
        if trial.not_a_workbook:
            _expect_no_harm(trial)
        else:
            _patch(trial, Workbook(content), attempt)
    except Exception as error:  # whatever a writer raises beside its refusal is what this proof looks for
        trial.faults[CRASH] = [f"{type(error).__name__}: {error}"]
    trial.seconds = time.perf_counter() - started
    return trial


def not_a_workbook(content: bytes) -> str:
    """Return why no program should take this for a workbook, '' when it is one.

    Excel itself refuses or repairs such files: broken zips and XML, two entries of one name, document types.
    """
    try:
        book = Workbook(content)
        if len(book.names) != len(book.zip.namelist()):
            return "two entries of one name"
        if book.zip.testzip() is not None:
            return "checksum"
        for part in [book.main, *(sheet.part for sheet in book.sheets), *_related(book)]:
            if book.xml(part).getroottree().docinfo.internalDTD is not None:
                return "document type"
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, etree.XMLSyntaxError) as error:
        return f"{type(error).__name__}: {error}".strip()[:120]
    return ""


def _related(book: Workbook) -> Iterator[str]:
    for kind in ("styles", "sharedStrings"):
        part = book.of_kind(kind)
        if part:
            yield part


def _expect_no_harm(trial: Trial) -> None:
    """A file that is none must be refused, whatever is asked; the sheet is named as the file names it, if it can be."""
    try:
        patch_sheets(trial.before, {"Sheet1": SheetEdit(cells={1: {1: "x"}})})
        trial.refused = ""
    except UnsafeMaster as refusal:
        trial.refused = str(refusal)


def _patch(trial: Trial, book: Workbook, attempt: int) -> None:
    trial.request = request = request_for(book, Path(trial.name).name, attempt)
    if request is None:
        trial.not_a_workbook = "no worksheet"
        return
    try:
        trial.after = patch_sheets(trial.before, {request.sheet: edit_of(request)})
    except UnsafeMaster as refusal:
        trial.refused = str(refusal)
        return
    trial.faults |= dict(_checks(trial, book, Workbook(trial.after), request))
    trial.crowded = {table.name: _crowded(trial.before, request, table) for table in request.in_the_way}


def edit_of(request: Request) -> SheetEdit:
    """Return the request in the words of the writer."""
    cells: dict[int, dict[int, object]] = {}
    for (row, column), value in request.cells.items():
        cells.setdefault(row, {})[column] = value
    return SheetEdit(cells=cells, appends=list(request.rows), table=request.table.name if request.table else None)  # type: ignore[arg-type]


def _checks(trial: Trial, book: Workbook, after: Workbook, request: Request) -> Iterator[tuple[str, list[str]]]:
    assert trial.after is not None
    grown = {request.sheet} if request.rows else set()
    yield PARTS, check_parts(trial.before, trial.after, {request.sheet}, grown)
    yield REST, check_rest(book, after, request)
    yield GROWTH, check_growth(book, after, request)
    for name, read in ((OPENPYXL, by_openpyxl), (CALAMINE, by_calamine)):
        try:
            read(trial.before)
        except BaseException:  # calamine may raise a PanicException, which is no Exception
            yield name, [UNREADABLE]
            continue
        yield name, check_values(read, trial.before, trial.after, request, is_1904(book))
    found = new_findings(lint(trial.before, trial.suffix), lint(trial.after, trial.suffix))
    yield LINT, [str(finding) for finding in found]
    if has_schemas():
        yield SCHEMA, new_errors(book, after, permitted(book, {request.sheet}, grown))


def is_1904(book: Workbook) -> bool:
    """Return whether a workbook counts its days from 1904."""
    properties = book.root.find(f"{MAIN}workbookPr")
    return properties is not None and properties.get("date1904") in ("1", "true")


def _crowded(before: bytes, request: Request, table: Table) -> str:
    """Return what the writer says to rows for a table that has no room below; '' when it wrote them all the same."""
    rows = [{table.box.left: "新增行"}] * 3
    try:
        patch_sheets(before, {request.sheet: SheetEdit(appends=rows, table=table.name)})
    except UnsafeMaster as refusal:
        return str(refusal)
    return ""
