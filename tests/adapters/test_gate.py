"""The gate before a new version replaces the old one: a writer that errs, in whatever way, does not get through."""

import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO

import pytest

from xlsync.adapters.workbook_file.gate import check
from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_file.sheets_patch import SheetEdit, patch_sheets, written
from xlsync.vocabulary.errors import UnsafeMaster

SHEET, TABLE, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "xl/workbook.xml", "xl/styles.xml"
EDITS = {
    "台账": SheetEdit(
        {4: {2: "主体完工", 3: 12.5}, 6: {4: date(2016, 5, 6)}},
        [{1: "DC-7", 2: "=开工", 3: 8}, {1: "DC-8", 2: " 两端有空格 ", 4: date(2016, 6, 1)}],
    ),
    "状态": SheetEdit({1: {2: 17}}),
}
Break = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def before() -> bytes:
    """督查编号 | 进展 | 数量 | 日期, rows 4 to 6; a note beside the table; a sheet that nobody touches."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, state, other = book.add_worksheet("台账"), book.add_worksheet("状态"), book.add_worksheet("别的")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for row in (3, 4, 5):
        sheet.write_row(row, 0, [f"DC-{row}", "已开工", row])
        sheet.write_datetime(row, 3, date(2016, 1, row), day)
    sheet.write(4, 6, "备注")
    sheet.add_table(2, 0, 5, 3, {"columns": [{"header": text} for text in ("编号", "进展", "数量", "日期")]})
    sheet.conditional_format(3, 2, 5, 2, {"type": "duplicate", "format": day})
    state.write_row(0, 0, ["plan_number", 16])
    other.write(0, 0, "不动")
    book.close()
    return out.getvalue()


@pytest.fixture(scope="module")
def after(before: bytes) -> bytes:
    return written(before, EDITS)


def swapped(old: str, new: str) -> Break:
    """Return a fault that replaces a text once, which must be there."""

    def put(part: bytes) -> bytes:
        assert len(re.findall(old.encode(), part)) >= 1
        return re.sub(old.encode(), new.encode(), part, count=1)

    return put


def broken(content: bytes, faults: Mapping[str, Break]) -> bytes:
    package = Package(content)
    return package.replaced({name: fault(package.read(name)) for name, fault in faults.items()})


def test_a_right_writer_gets_through(before: bytes, after: bytes) -> None:
    check(before, after, EDITS)
    assert patch_sheets(before, EDITS) == after


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        pytest.param(SHEET, swapped("主体完工", "主体竣工"), id="another text"),
        pytest.param(SHEET, swapped("<v>12.5</v>", "<v>12.6</v>"), id="another number"),
        pytest.param(SHEET, swapped("<v>42496</v>", "<v>42497</v>"), id="the day after"),
        pytest.param(SHEET, swapped("<v>3</v>", "<v>4</v>"), id="a cell beside"),
        pytest.param(SHEET, swapped('(<c r="G5")', r'\1 s="1"'), id="a look beside"),
        pytest.param(SHEET, swapped('<c r="G5"[^/]*</v></c>', ""), id="a cell lost"),
        pytest.param(SHEET, swapped('<row r="5".*?</row>', ""), id="a row lost"),
        pytest.param(SHEET, swapped('<row r="8".*?</row>', ""), id="a new row lost"),
        pytest.param(SHEET, swapped('(<row r="8".*?</row>)', r'\1<row r="9"><c r="A9"><v>1</v></c></row>'), id="more"),
        pytest.param(SHEET, swapped('(<row r="5".*?</row>)', r"\1\1"), id="a row twice"),
        pytest.param(SHEET, swapped('<row r="5"', "<row  r = '3'"), id="rows out of order, in single quotes"),
        pytest.param(SHEET, swapped('<row r="5"', '<row r="5" hidden="1"'), id="a row hidden"),
        pytest.param(SHEET, swapped("=开工", "开工"), id="a sign lost"),
        pytest.param(SHEET, swapped(" 两端有空格 ", "两端有空格"), id="blanks lost"),
        pytest.param(SHEET, swapped('<c r="B7"', '<c r="C7"'), id="another column"),
        pytest.param(SHEET, swapped("</is></c>", "</is>"), id="no well-formed XML"),
        pytest.param(SHEET, swapped("C4:C8", "C4:C9"), id="a format that grew too far"),
        pytest.param(SHEET, swapped("<pageMargins[^>]*/>", ""), id="margins lost"),
        pytest.param(SHEET, swapped("<sheetViews>.*</sheetViews>", ""), id="the view lost"),
        pytest.param("xl/worksheets/sheet2.xml", swapped("<v>17</v>", "<v>18</v>"), id="another plan number"),
        pytest.param("xl/worksheets/sheet3.xml", swapped("A1", "B1"), id="a sheet beside"),
        pytest.param("xl/sharedStrings.xml", swapped("已开工", "已完工"), id="the shared texts"),
        pytest.param("xl/theme/theme1.xml", lambda part: part + b" ", id="a part beside"),
        pytest.param(TABLE, swapped("A3:D8", "A3:D7"), id="half a table"),
        pytest.param(TABLE, swapped("进展", "进度"), id="a header of the table"),
        pytest.param(BOOK, swapped('name="别的"', 'name="其他"'), id="a sheet's name"),
        pytest.param(BOOK, swapped("<calcPr", '<calcPr calcMode="manual"'), id="when it computes"),
        pytest.param(STYLES, swapped("yyyy-mm-dd", "mm-dd-yyyy"), id="a format"),
        pytest.param("[Content_Types].xml", swapped("<Override[^>]*/>", ""), id="a content type"),
    ],
)
def test_whatever_else_changes_is_refused(before: bytes, after: bytes, part: str, fault: Break) -> None:
    with pytest.raises(UnsafeMaster, match="核对没有通过"):
        check(before, broken(after, {part: fault}), EDITS)


def test_a_table_that_stayed_behind_is_refused(before: bytes, after: bytes) -> None:
    with pytest.raises(UnsafeMaster, match="核对没有通过"):
        check(before, Package(after).replaced({TABLE: Package(before).read(TABLE)}), EDITS)


@pytest.mark.parametrize("missing", [{}, {"台账": EDITS["台账"]}, {**EDITS, "状态": SheetEdit({1: {2: 18}})}])
def test_an_edit_too_many_or_too_few_is_refused(before: bytes, after: bytes, missing: dict[str, SheetEdit]) -> None:
    with pytest.raises(UnsafeMaster, match="核对没有通过"):
        check(before, after, missing)


def test_a_forgotten_edit_is_refused(before: bytes) -> None:
    with pytest.raises(UnsafeMaster, match="核对没有通过"):
        check(before, before, EDITS)


def test_a_torn_stream_is_refused(before: bytes, after: bytes) -> None:
    """A byte of the sheet or of its checksum flips; the file ends early; an entry is gone; a date is another."""
    entry = Package(after).entries[SHEET]
    middle = (entry.data + entry.end) // 2
    flipped = after[:middle] + bytes([after[middle] ^ 255]) + after[middle + 1 :]
    checksum = after.rindex(SHEET.encode()) - 46 + 16
    unsummed = after[:checksum] + bytes([after[checksum] ^ 255]) + after[checksum + 1 :]
    gone = Package(after).replaced({}, {"docProps/app.xml"})
    dated = BytesIO()
    with zipfile.ZipFile(BytesIO(after)) as old, zipfile.ZipFile(dated, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            info.date_time = (2016, 1, 1, 0, 0, 0)
            new.writestr(info, old.read(info))
    for content in (flipped, unsummed, after[:-40], gone, dated.getvalue()):
        with pytest.raises(UnsafeMaster, match="核对没有通过"):
            check(before, content, EDITS)
