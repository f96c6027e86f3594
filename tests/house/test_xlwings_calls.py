"""The calls of xlwings that the product makes are those of docs/xlwings-calls.md, and each has its tests.

The calls are read from the syntax: members of xlwings' classes that are got or set on anything that is not known to be
our own. The engine is left out: what it does with its own classes is no call of the product.
"""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
import xlwings.main

from tests.house.tree import ROOT, Source, product
from tests.surfaces.fake_excel import CALLS

PAGE = ROOT / "docs" / "xlwings-calls.md"
ENGINE, LIVE = "xlsync.adapters.libreoffice", "xlsync.adapters.workbook_live"
REAL = ("libreoffice/", "e2e/")
ONLY_EXCEL = "only in Excel"
FUNCTIONS = {"func", "arg"}
"""Names of the module itself that are no members of its classes."""
OF_DICTIONARIES = {"values", "keys"}
"""Members of pivot tables and of the collection of Excels, too; neither is used."""
COLLECTIONS = {"apps", "books", "sheets", "tables", "names"}
OURS = {
    *("self", "block", "before", "fresh", "new", "above", "steps", "seen", "edit", "now", "schema", "form", "change"),
    *("SHEETS", "SHEETS[]", "SHEET_WORDS", "open_blocks", "_back", "rows", "found", "positions", "layout", "_file"),
    *("button", "voice", "header", "_SETTINGS", "row", "read", "limit", "_matter()", "journal", "agreed", "process"),
    *("path", "parts", "given", "os", "lock", "modules", "windows_part", "within"),
}
"""What stands before the dot, by its last name, and is no object of xlwings anywhere."""
OURS_HERE = {
    "workbook_live/growing": {"area.left", "area.rows", "area.top"},  # a Block
    "workbook_live/writing": {"whole.left", "whole.top", "table.sheet"},  # of a Block, of a table as read
    "workbook_live/master": {"sheets[].value", "sheets[].cells", "sheet.value"},  # an OpenSheet
    "workbook_live/unsaved": {"sheet.cells", "sheet.end", "sheet.name", "sheet.value", "sheet.width", "area.top"},
    "entry/bootstrap": {"cell.column", "cell.sheet"},  # of a plan
}
"""Members of our own, by module, where the name before the dot is elsewhere something of xlwings."""
Call = tuple[str, str]
"""Module, and member: ``save``; ``value =`` when it is set; ``sheets[]`` when one is taken out of a collection."""


@cache
def members() -> frozenset[str]:
    """Return the public names of all classes of xlwings."""
    classes = [value for value in vars(xlwings.main).values() if inspect.isclass(value)]
    theirs = [each for each in classes if each.__module__ == xlwings.main.__name__]
    names = {name for each in theirs for name in dir(each) if not name.startswith("_")}
    return frozenset(names | FUNCTIONS) - OF_DICTIONARIES


@cache
def made() -> dict[Call, int]:
    """Return each call that the product makes, with its line."""
    return {(place(source), member): line for source in speakers() for member, line in calls_in(source)}


def speakers() -> Iterator[Source]:
    """Yield the modules that come near a workbook: they import xlwings, the live master or the engine."""
    for source in product():
        near = any(name.startswith((LIVE, ENGINE)) for name in source.imports()) or source.module.startswith(LIVE)
        imports = re.search(r"^\s*(import|from) xlwings\b", source.text, re.MULTILINE)
        if (near or imports) and not source.module.startswith(ENGINE):
            yield source


def place(source: Source) -> str:
    return source.place.removeprefix("xlsync/").removeprefix("adapters/").removesuffix(".py")


def calls_in(source: Source) -> Iterator[tuple[str, int]]:
    here = OURS_HERE.get(place(source), set())
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute | ast.Subscript):
            yield from ((member, node.lineno) for member in got_from(node, here))
        elif isinstance(node, ast.Call):
            yield from ((member, node.lineno) for member in named_in(node))
        elif isinstance(node, ast.Dict) and place(source) == "workbook_live/quiet":  # settings by name
            names = [key.value for key in node.keys if isinstance(key, ast.Constant) and key.value in members()]
            yield from ((f"{name}{sign}", node.lineno) for name in names for sign in ("", " ="))


def got_from(node: ast.Attribute | ast.Subscript, here: set[str]) -> Iterator[str]:
    """Yield the member that an attribute is, or the collection out of which an index takes one."""
    inner = node.value if isinstance(node, ast.Subscript) else node
    if not isinstance(inner, ast.Attribute) or inner.attr not in members():
        return
    before = last_name(inner.value)
    if before in OURS or f"{before}.{inner.attr}" in here:
        return
    if isinstance(node, ast.Attribute):
        yield f"{inner.attr} =" if isinstance(node.ctx, ast.Store) else inner.attr
    elif inner.attr in COLLECTIONS:
        yield f"{inner.attr}[]"


def last_name(node: ast.expr) -> str:
    """Return the last name of an expression: ``b`` of ``a.b``, ``b[]`` of ``a.b[0]``, ``b()`` of ``a.b(1)``."""
    if isinstance(node, ast.Subscript):
        return f"{last_name(node.value)}[]"
    if isinstance(node, ast.Call):
        return f"{last_name(node.func)}()"
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def named_in(call: ast.Call) -> Iterator[str]:
    """Yield the member that setattr or getattr names, called at once or by ``partial``."""
    given = [call.func, *call.args]
    for function, name in zip(given, given[2:], strict=False):
        if isinstance(function, ast.Name) and isinstance(name, ast.Constant) and name.value in members():
            yield from {"getattr": [name.value], "setattr": [f"{name.value} ="]}.get(function.id, [])


@dataclass(frozen=True)
class Line:
    """A line of the page's table."""

    call: str
    modules: tuple[str, ...]
    on_libreoffice: str
    with_fake: str

    @property
    def made(self) -> set[Call]:
        member = self.call.partition(".")[2] or self.call
        return {(module, member) for module in self.modules}

    @property
    def tests(self) -> list[str]:
        return [test for cell in (self.on_libreoffice, self.with_fake) for test in in_code(cell)]


@cache
def lines() -> tuple[Line, ...]:
    """Return the lines of the first table of the page."""
    table = PAGE.read_text(encoding="utf-8").partition("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line[:3] == "| `"]
    return tuple(Line(in_code(call)[0], tuple(in_code(where)), real, fake) for call, where, _, real, fake in rows)


def in_code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_call_of_the_product_stands_in_the_page():
    said = {call for line in lines() for call in line.made}
    missing = [f"{module}.py:{made()[module, member]}: {member}" for module, member in sorted(made().keys() - said)]
    assert missing == []


def test_no_line_of_the_page_is_of_a_call_that_nobody_makes():
    assert [f"{line.call} in {module}" for line in lines() for module, _ in sorted(line.made - made().keys())] == []


@pytest.mark.parametrize("line", lines(), ids=lambda line: line.call)
def test_every_call_has_its_test_on_libreoffice(line):
    """A call that only Excel answers has one with a fake."""
    if line.on_libreoffice == ONLY_EXCEL:
        assert in_code(line.with_fake)
    else:
        assert in_code(line.on_libreoffice) and all(test.startswith(REAL) for test in in_code(line.on_libreoffice))


@pytest.mark.parametrize("line", lines(), ids=lambda line: line.call)
def test_every_test_that_the_page_names_is_there(line):
    for test in line.tests:
        file, _, name = test.partition("::")
        assert re.search(rf"^ *def {name}\(", (ROOT / "tests" / file).read_text(encoding="utf-8"), re.MULTILINE), test


def test_the_fake_excel_of_the_buttons_knows_no_other_calls():
    assert CALLS - {line.call for line in lines()} == set()
