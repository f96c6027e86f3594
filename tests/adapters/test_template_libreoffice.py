"""LibreOffice as the unit's program: forms survive it, and it works the master's lists and as-of note."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from xlsync.adapters.defaults import DEFAULT_SHEETS, default_rows
from xlsync.adapters.template.form import FormWorkbook
from xlsync.adapters.template.master import build_master
from xlsync.model import form as place
from xlsync.model.sheets import SHEETS
from xlsync.model.submission import FormRow, IssuedForm
from xlsync.model.table import MasterImage, Row, Table
from xlsync.rules.signing import row_id, sign
from xlsync.vocabulary.labels.form import COVER_LABELS, COVER_SHEET, DATA_SHEET, TOKEN_SHEET

SECRET = b"secret of the test"
COLUMNS = SHEETS["matters"].form_columns()
VALUES = (
    {"matter_id": "YS-2016-报-001", "source_item": "3-1", "task": "甲\n事项", "due": date(2016, 9, 30), "percent": 0.6},
    {"matter_id": "YS-2016-督-017", "task": "=乙事项", "contact": "0536-8000000", "actual_value": 12.5},
)
ROWS = tuple(FormRow(str(values["matter_id"]), values) for values in VALUES)
FORM = sign(IssuedForm("F2016Q3-001-1", "演示市财政局", "2016-Q3", "2016-09-20", "2016-09-27", "", ROWS), SECRET)
ROW_IDS = [row_id(FORM.form_id, row.matter_id, SECRET) for row in ROWS]


def image() -> MasterImage:
    rows = {name: default_rows(name) for name in ("dictionary", "settings")}
    tables = {
        name: Table(name, schema.key, [Row(number, row) for number, row in enumerate(rows.get(name, []), 4)])
        for name, schema in SHEETS.items()
    }
    return MasterImage(tables, "", 0)


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_a_form_saved_by_libreoffice_still_says_who_it_is_and_what_it_holds(
    convert, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / "form.xlsx"
    FormWorkbook().write(FORM, image(), ROW_IDS, path)
    sheets = convert(path, suffix)
    data = sheets[DATA_SHEET]
    assert data[place.KEY_ROW - 1][0] == FORM.token == dict(row[:2] for row in sheets[TOKEN_SHEET])["token"]
    assert {row[1]: row[2] for row in sheets[COVER_SHEET]}[COVER_LABELS["form_id"]] == FORM.token
    assert [row[0] for row in data[place.FIRST_ROW - 1 :]] == ROW_IDS
    for row, issued in zip(data[place.FIRST_ROW - 1 :], FORM.rows, strict=True):
        found = {column.key: value for column, value in zip(COLUMNS, row[1:], strict=False)}
        kept = {key: value for key, value in issued.values.items() if key in found}
        assert {key: found[key] for key in kept} == kept


def test_lists_hold_the_words_of_the_dictionary_and_follow_when_one_is_added(convert, tmp_path: Path) -> None:
    """Asked through cells, because a dropdown itself cannot be seen here:

    list         | words | first        | last
    list_是否    | 3     | 是           | 不详 (added by hand)
    list_units   | 2     | 演示市财政局 | 演示市教育局
    matters_task | 1     | 甲事项       | 甲事项 (the English name of a column of the ledger)
    """
    tables = {name: default_rows(name) for name in DEFAULT_SHEETS}
    words = [row["list"] for row in tables["dictionary"]]
    tables["dictionary"].insert(
        len(words) - words[::-1].index("是否"), {"entry_id": "Z900", "list": "是否", "word": "不详"}
    )
    tables["units"] = [{"unit": "演示市财政局"}, {"unit": "演示市教育局"}]
    tables["matters"] = [{"task": "甲事项"}]
    asked = ("list_是否", "list_units", "matters_task")
    found = convert(_asked(tmp_path, tables, asked), "xlsx")["asked"]
    assert found == [[3.0, "是", "不详"], [2.0, "演示市财政局", "演示市教育局"], [1.0, "甲事项", "甲事项"]]


def _asked(folder: Path, tables: dict, names: tuple[str, ...]) -> Path:
    path = folder / "master.xlsx"
    build_master(path, tables)
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("asked")
    for name in names:
        sheet.append([f"=ROWS({name})", f"=INDEX({name},1)", f"=INDEX({name},ROWS({name}))"])
    book.save(folder / "asked.xlsx")
    return folder / "asked.xlsx"


@pytest.mark.parametrize(
    ("day", "note"),
    [
        (None, "灯与得分尚未计算：请运行“刷新”。"),
        ("2016-09-30", "灯与得分计算到 2016-9-30，早于今天，请运行“刷新”。"),
        ("2999-12-31", "灯与得分计算到今天。"),
    ],
)
def test_the_sheet_says_itself_when_its_lights_are_old(convert, tmp_path: Path, day: str | None, note: str) -> None:
    settings = [row | ({"value": day} if row["key"] == "lights_as_of" else {}) for row in default_rows("settings")]
    path = tmp_path / "master.xlsx"
    build_master(path, {"settings": settings})
    assert note in convert(path, "ods")[SHEETS["matters"].sheet][0]
