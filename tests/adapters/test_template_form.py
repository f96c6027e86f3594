"""The form of a unit as written: places as model/form.py says, open cells for the unit, locked cells for the office."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from xlsync.adapters.defaults import default_rows
from xlsync.adapters.template.form import FormWorkbook
from xlsync.model import form as place
from xlsync.model.sheets import SHEETS
from xlsync.model.submission import FormRow, IssuedForm
from xlsync.model.table import MasterImage, Row, Table
from xlsync.rules.signing import row_id, sign
from xlsync.vocabulary.labels.form import COVER_LABELS, COVER_SHEET, DATA_SHEET, LISTS_SHEET, TOKEN_SHEET
from xlsync.vocabulary.terms import Owner

COLUMNS = SHEETS["matters"].form_columns()
SECRET = b"secret of the test"
MATTERS = ("YS-2016-报-001", "YS-2016-督-017")
FORM = sign(
    IssuedForm(
        "F2016Q3-001-1",
        "演示市财政局",
        "2016-Q3",
        "2016-09-20",
        "2016-09-27",
        "",
        (
            FormRow(MATTERS[0], {"matter_id": MATTERS[0], "task": "甲事项", "due": date(2016, 9, 30), "stage": "待核"}),
            FormRow(MATTERS[1], {"matter_id": MATTERS[1], "task": "乙\n事项", "stage": "延期", "percent": 0.6}),
        ),
    ),
    SECRET,
)
ROW_IDS = [row_id(FORM.form_id, matter, SECRET) for matter in MATTERS]


def image() -> MasterImage:
    rows = {name: default_rows(name) for name in ("dictionary", "settings")}
    return MasterImage(
        {
            name: Table(name, schema.key, [Row(number, row) for number, row in enumerate(rows.get(name, []), 4)])
            for name, schema in SHEETS.items()
        },
        "",
        0,
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("form") / "演示市财政局.xlsx"
    FormWorkbook().write(FORM, image(), ROW_IDS, path)
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


def test_a_unit_sees_two_sheets_and_not_the_lists_nor_the_token(book: Workbook) -> None:
    assert {sheet.title: sheet.sheet_state for sheet in book} == {
        COVER_SHEET: "visible",
        DATA_SHEET: "visible",
        LISTS_SHEET: "hidden",
        TOKEN_SHEET: "veryHidden",
    }


def test_the_token_stands_in_three_places(book: Workbook) -> None:
    cover = {row[1]: row[2] for row in book[COVER_SHEET].iter_rows(values_only=True)}
    hidden = dict(book[TOKEN_SHEET].iter_rows(values_only=True))
    assert cover[COVER_LABELS["form_id"]] == FORM.token
    assert book[DATA_SHEET].cell(place.KEY_ROW, place.ROW_ID_COLUMN).value == FORM.token
    assert hidden == {
        "form_id": FORM.form_id,
        "token": FORM.token,
        "unit": FORM.unit,
        "period": FORM.period,
        "version": place.FORM_VERSION,
    }


def test_the_cover_says_who_when_and_leaves_the_sign_off_open(book: Workbook) -> None:
    sheet = book[COVER_SHEET]
    found = {row[1].value: row[2] for row in sheet.iter_rows() if row[1].value}
    assert found[COVER_LABELS["unit"]].value == FORM.unit
    assert found[COVER_LABELS["period"]].value == "2016年第三季度"
    assert found[COVER_LABELS["due_on"]].value == FORM.due_on
    assert sheet.protection.sheet
    for key in ("signed_by", "signed_on", "filled_by", "phone"):
        assert not found[COVER_LABELS[key]].protection.locked and found[COVER_LABELS[key]].value is None


def test_keys_headers_row_ids_and_values_stand_in_their_places(book: Workbook) -> None:
    sheet = book[DATA_SHEET]
    assert [cell.value for cell in sheet[place.KEY_ROW]][1:] == [column.key for column in COLUMNS]
    headers = [SHEETS["matters"].header(column.key) for column in COLUMNS]
    assert [cell.value for cell in sheet[place.HEADER_ROW]][1:] == headers
    assert sheet.row_dimensions[place.KEY_ROW].hidden and sheet.column_dimensions["A"].hidden
    rows = list(sheet.iter_rows(min_row=place.FIRST_ROW))
    assert [row[0].value for row in rows] == ROW_IDS
    second = {column.key: cell.value for column, cell in zip(COLUMNS, rows[1][1:], strict=True)}
    assert (second["task"], second["percent"], second["done_on"]) == ("乙\n事项", 0.6, None)
    assert rows[0][1 + [c.key for c in COLUMNS].index("due")].value.date() == date(2016, 9, 30)


def test_the_stage_is_shown_in_the_words_of_the_unit(book: Workbook) -> None:
    """待核 in the ledger is 已完成 on the form; a stage without such a word (延期) stays as it is.

    填报状态: 在办 | 已完成 | 退回修改中 | 尚未签收
    """
    sheet = book[DATA_SHEET]
    column = [c.key for c in COLUMNS].index("stage") + 2
    assert [sheet.cell(row, column).value for row in (5, 6)] == ["已完成", "延期"]
    assert [cell.value for cell in book[LISTS_SHEET]["A"]] == ["在办", "已完成", "退回修改中", "尚未签收"]


def test_the_unit_may_write_in_its_own_columns_only(book: Workbook) -> None:
    sheet = book[DATA_SHEET]
    assert sheet.protection.sheet and not sheet.protection.password
    assert not sheet.protection.formatColumns and not sheet.protection.autoFilter and not sheet.protection.sort
    for row in sheet.iter_rows(min_row=place.FIRST_ROW):
        for column, cell in zip(COLUMNS, row[1:], strict=True):
            assert cell.protection.locked == (column.owner is not Owner.UNIT), column.key


def test_every_open_column_has_a_message_and_its_rule(book: Workbook) -> None:
    sheet = book[DATA_SHEET]
    rules = {next(iter(rule.sqref.ranges)).bounds[0]: rule for rule in sheet.data_validations.dataValidation}
    opened = {number: c for number, c in enumerate(COLUMNS, 2) if c.owner is Owner.UNIT}
    assert set(rules) == set(opened) and all(rule.prompt for rule in rules.values())
    types = {column.key: rules[number].type for number, column in opened.items()}
    assert (types["stage"], types["percent"], types["done_on"]) == ("list", "decimal", "date")
    assert all(rules[number].error for number, column in opened.items() if types[column.key])


def test_the_form_prints_one_page_wide_with_its_header_on_every_page(book: Workbook) -> None:
    sheet = book[DATA_SHEET]
    assert sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${place.HEADER_ROW}:${place.HEADER_ROW}"
    assert sheet.freeze_panes == "F5"


def test_the_longest_number_of_a_matter_is_read_in_one_line(book: Workbook) -> None:
    """YS-2016-政批-0013 needs 17 half-width places, a Chinese character two."""
    width = book[DATA_SHEET].column_dimensions["B"].width
    assert width >= len("YS-2016-政批-0013".encode("gb18030"))
