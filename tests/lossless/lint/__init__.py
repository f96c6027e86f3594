"""Structural lint of a workbook: what the schemas do not say but what makes Excel offer a repair."""

import zipfile

from lxml import etree

from tests.lossless.lint.finding import Finding
from tests.lossless.lint.package import check_package
from tests.lossless.lint.sheet import check_sheet
from tests.lossless.lint.tables import check_calc_chain, check_tables
from tests.lossless.lint.workbook import check_styles, check_workbook, counts_of
from tests.lossless.opc import Workbook


def lint(content: bytes, suffix: str = ".xlsx") -> list[Finding]:
    """Return every structural fault of a workbook; a broken package gives what was seen before it broke."""
    findings: list[Finding] = []
    try:
        book = Workbook(content)
        findings += check_package(book, suffix)
        if book.is_strict:
            return findings
        findings += [*check_workbook(book), *check_styles(book)]
        _check_sheets(book, findings)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, NotImplementedError) as error:
        findings.append(Finding("package", "cannot be read", type(error).__name__))
    return findings


def _check_sheets(book: Workbook, findings: list[Finding]) -> None:
    counts = counts_of(book)
    names: set[str] = set()
    numbers: set[str] = set()
    formulas: dict[str, set[str]] = {}
    for sheet in book.sheets:
        if sheet.kind == "worksheet":
            seen = check_sheet(book, sheet.part, counts)
            findings += seen.findings
            formulas[sheet.number] = seen.formulas
            findings += check_tables(book, sheet.part, seen.header_cells, names, numbers)
    findings += check_calc_chain(book, formulas)
