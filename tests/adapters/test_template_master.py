"""The master as built: what stands in it is what the declarations say, read back by two other libraries."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from xlsync.adapters.defaults import DEFAULT_SHEETS, default_rows
from xlsync.adapters.template.board import CHART_COLOURS
from xlsync.adapters.template.master import build_master
from xlsync.adapters.template.names import list_names
from xlsync.adapters.template.validations import list_name
from xlsync.model.sheets import CONF_SHEET, HEADER_ROW, SHEETS, STATE_SHEET
from xlsync.vocabulary.labels.headers import SHEET_NAMES
from xlsync.vocabulary.labels.inputs import COLUMN_MESSAGES
from xlsync.vocabulary.labels.template import STYLE_NAMES
from xlsync.vocabulary.terms import Owner

MATTERS = SHEETS["matters"]
ROWS = [
    {
        "matter_id": f"YS-2016-报-{number:03d}",
        "registered_on": date(2016, 3, number),
        "task": "=不是公式\n第二行",
        "source_item": "3-1",
        "percent": 0.6,
        "light": light,
        "due": date(2016, 6, 30),
    }
    for number, light in enumerate(("■红 逾5", "▲黄 余3", "✓结"), 1)
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("master") / "督查台账.xlsm"
    build_master(path, {name: default_rows(name) for name in DEFAULT_SHEETS} | {"matters": ROWS})
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return openpyxl.load_workbook(path, keep_vba=True)


def test_every_declared_sheet_stands_in_its_order_then_the_manual_then_what_is_hidden(book: Workbook) -> None:
    declared = [schema.sheet for schema in SHEETS.values()]
    assert book.sheetnames == [*declared, SHEET_NAMES["manual"], STATE_SHEET, CONF_SHEET]
    assert book[STATE_SHEET].sheet_state == book[CONF_SHEET].sheet_state == "hidden"
    assert [tuple(cell.value for cell in row) for row in book[STATE_SHEET]["A1:B2"]] == [
        ("plan_number", 0),
        ("format", "xlsync-master-1"),
    ]


@pytest.mark.parametrize("schema", SHEETS.values(), ids=lambda schema: schema.name)
def test_a_table_has_the_declared_headers_and_at_least_one_row(book: Workbook, schema) -> None:
    sheet = book[schema.sheet]
    headers = [cell.value for cell in sheet[HEADER_ROW]][: len(schema.columns)]
    assert headers == [schema.header(column.key) for column in schema.columns]
    table = sheet.tables[schema.table_name]
    first, last = table.ref.split(":")
    assert first == f"A{HEADER_ROW}" and sheet[last].row >= HEADER_ROW + 1
    assert table.autoFilter.ref == table.ref
    assert [column.name for column in table.tableColumns] == headers


@pytest.mark.parametrize("schema", SHEETS.values(), ids=lambda schema: schema.name)
def test_every_input_column_says_what_to_type(book: Workbook, schema) -> None:
    """Input columns have a message, lists and typed columns also a rule with an error text."""
    sheet = book[schema.sheet]
    rules = {next(iter(rule.sqref.ranges)).bounds[0]: rule for rule in sheet.data_validations.dataValidation}
    for place, column in enumerate(schema.columns, 1):
        rule = rules[place]
        assert rule.prompt and rule.promptTitle == schema.header(column.key)[:32]
        if column.owner in (Owner.COMPUTED, Owner.SYSTEM):
            assert rule.type is None
            assert "勿改" in rule.prompt or (schema.name, column.key) in COLUMN_MESSAGES  # ids that staff may type
        elif column.choices:
            assert rule.type == "list" and rule.formula1 == list_name(column.choices) and rule.error


def test_every_list_that_a_column_names_is_defined(book: Workbook) -> None:
    wanted = {list_name(c.choices) for schema in SHEETS.values() for c in schema.columns if c.choices}
    assert wanted <= set(book.defined_names)
    assert len(dict(list_names())) == len(wanted)


def test_every_column_of_the_ledger_has_an_english_name(book: Workbook) -> None:
    assert book.defined_names["matters_light"].attr_text == "tbl_matters[灯]"
    assert all(f"matters_{column.key}" in book.defined_names for column in MATTERS.columns)


def test_the_owner_of_a_column_shows_as_a_named_style(book: Workbook) -> None:
    """录入 for office and unit, 计算 for computed, 系统 for ids, on filled and on blank cells."""
    sheet = book[MATTERS.sheet]
    for place, column in enumerate(MATTERS.columns, 1):
        assert sheet.cell(HEADER_ROW + 1, place).style == STYLE_NAMES[column.owner], column.key


@pytest.mark.parametrize("schema", SHEETS.values(), ids=lambda schema: schema.name)
def test_a_sheet_keeps_its_header_in_view_and_prints_on_a4_one_page_wide(book: Workbook, schema) -> None:
    sheet = book[schema.sheet]
    assert sheet[sheet.freeze_panes].row == HEADER_ROW + 1 and sheet[sheet.freeze_panes].column > 1
    assert sheet.print_title_rows == f"$1:${HEADER_ROW}" and sheet.print_area
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", 9, True)
    assert setup.fitToWidth in (None, 1)
    assert "&P" in sheet.oddFooter.center.text and "&N" in sheet.oddFooter.center.text


def test_hidden_columns_are_hidden_and_keys_are_seen(book: Workbook) -> None:
    sheet = book[MATTERS.sheet]
    hidden = {key for key, place in zip(MATTERS.by_key, range(1, 99), strict=False) if _is_hidden(sheet, place)}
    assert {"row_guid", "row_version", "source_sha"} <= hidden
    assert not hidden & {"matter_id", "category", "task", "lead_unit", "due", "stage", "progress", "light"}


def _is_hidden(sheet, place: int) -> bool:
    return any(d.hidden and d.min <= place <= d.max for d in sheet.column_dimensions.values())


def test_lights_are_told_by_their_symbol(book: Workbook) -> None:
    sheet = book[MATTERS.sheet]
    rules = [rule for found in sheet.conditional_formatting for rule in found.rules]
    assert {rule.text for rule in rules if rule.type == "beginsWith"} == set("■▲●◆✓‖—")
    assert any("lights_as_of" in formula for rule in rules for formula in rule.formula)


def test_values_come_back_as_they_were_given(path: Path) -> None:
    """Text stays text (also =… and 3-1), dates are dates, and calamine sees the table that openpyxl sees."""
    lines = CalamineWorkbook.from_object(BytesIO(path.read_bytes())).get_sheet_by_name(MATTERS.sheet).to_python()
    row = dict(zip(MATTERS.by_key, lines[HEADER_ROW], strict=False))
    assert {key: row[key] for key in ROWS[0]} == ROWS[0]


@pytest.mark.parametrize(("suffix", "kind"), [(".xlsm", "sheet.macroEnabled.main+xml"), (".xlsx", "sheet.main+xml")])
def test_the_content_type_fits_the_name_of_the_file(tmp_path: Path, suffix: str, kind: str) -> None:
    path = tmp_path / f"master{suffix}"
    build_master(path, {})
    types = zipfile.ZipFile(path).read("[Content_Types].xml").decode()
    assert 'PartName="/xl/workbook.xml" ContentType="application/vnd.' in types
    assert kind in types and ("macroEnabled" in types) == (suffix == ".xlsm")


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    one, two, later = tmp_path / "1.xlsm", tmp_path / "2.xlsm", tmp_path / "3.xlsm"
    build_master(one, {"matters": ROWS})
    build_master(two, {"matters": ROWS})
    build_master(later, {"matters": ROWS}, created=datetime(2017, 1, 1))
    assert one.read_bytes() == two.read_bytes() != later.read_bytes()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["1.xlsm", "2.xlsm", "3.xlsm"]


def test_the_manual_links_to_every_sheet_and_explains_every_column(book: Workbook) -> None:
    sheet = book[SHEET_NAMES["manual"]]
    targets = {cell.hyperlink.location for row in sheet.iter_rows(max_col=1) for cell in row if cell.hyperlink}
    assert targets == {f"'{schema.sheet}'!A1" for schema in SHEETS.values()}
    explained = {(row[0], row[1]) for row in sheet.iter_rows(values_only=True)}
    for schema in SHEETS.values():
        assert {(schema.sheet, schema.header(c.key)) for c in schema.columns if not c.hidden} <= explained


def test_a_row_is_as_high_as_its_text_and_may_grow_with_it(path: Path) -> None:
    """Two lines of 事项内容 need a height, an empty table none; no data row is pinned, header rows are."""
    parts = zipfile.ZipFile(path)
    ledger = parts.read("xl/worksheets/sheet2.xml").decode()
    assert ledger.count('customHeight="1"><') == HEADER_ROW
    assert '<row r="4" spans="1:63" ht="35.25">' in ledger.replace("  ", " ")
    assert '<row r="4" spans="1:8">' in parts.read("xl/worksheets/sheet3.xml").decode()


def test_the_parts_of_the_chart_differ_without_colour():
    """Lightness of each part, 0 to 255 as a black-and-white printer sees it; no two are the same grey."""
    lightness = [
        round(0.299 * int(colour[1:3], 16) + 0.587 * int(colour[3:5], 16) + 0.114 * int(colour[5:7], 16))
        for colour in CHART_COLOURS.values()
    ]
    assert all(abs(one - other) >= 40 for one, other in pairwise(lightness))
    assert all(later - earlier >= 12 for earlier, later in pairwise(sorted(lightness)))
