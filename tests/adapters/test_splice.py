"""The closed master's writer, part by part: what grows, what is kept, what is refused."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from xlsync.adapters.workbook_file.image import read_image
from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_file.patch import patched
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.sheets import SHEETS, STATE_SHEET
from xlsync.model.table import column_letter
from xlsync.vocabulary.errors import HeaderChanged, NotAMaster, UnsafeMaster

BY_TEST = Source("某局")
NAME = "督查台账.xlsx"
MATTERS = SHEETS["matters"]
COLUMNS = [MATTERS.header(column.key) for column in MATTERS.columns]
LAST = column_letter(len(COLUMNS))
TABLE = f"xl/tables/table{list(SHEETS).index('matters') + 1}.xml"
RELATIONS, TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
Dress = Callable[[Any, Any], None]


def build(dress: Dress | None = None, headers: list[str] | None = None) -> bytes:
    """Return a plain master: two matters in rows 4 and 5; ``dress`` adds to the workbook and its sheet 督查事项."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for schema in SHEETS.values():
        sheet = book.add_worksheet(schema.sheet)
        shown = headers if headers and schema is MATTERS else [schema.header(column.key) for column in schema.columns]
        bottom = 4 if schema is MATTERS else 3
        columns = [{"header": header} for header in shown]
        sheet.add_table(2, 0, bottom, len(shown) - 1, {"name": schema.table_name, "columns": columns})
        if schema is MATTERS:
            ids = shown.index(COLUMNS[0])
            for row in (3, 4):
                sheet.write_string(row, ids, f"DC-{row}")
            if dress is not None:
                dress(book, sheet)
    state = book.add_worksheet(STATE_SHEET)
    state.write_row(0, 0, ["plan_number", 0])
    book.close()
    return out.getvalue()


def changed(column: str, after: Any, key: str = "DC-3") -> Plan:
    return Plan("merge", (CellChange("matters", key, column, None, after, BY_TEST),), number=1)


def added(count: int) -> Plan:
    values = [{"matter_id": f"DC-9{number}", "due": date(2016, 5, 6)} for number in range(count)]
    rows = (RowAppend("matters", str(row["matter_id"]), row, BY_TEST) for row in values)
    return Plan("merge", (), tuple(rows), number=1)


def apply(content: bytes, plan: Plan) -> bytes:
    return patched(content, plan, read_image(content, NAME))


def part(content: bytes, name: str) -> str:
    return Package(content).read(name).decode()


def sheet_of(content: bytes) -> str:
    place = list(SHEETS).index("matters") + 1
    return part(content, f"xl/worksheets/sheet{place}.xml")


def place_of(column: str) -> int:
    return [each.key for each in MATTERS.columns].index(column)


class TestReading:
    def test_our_columns_may_stand_anywhere_among_the_office_s_own(self) -> None:
        """心得 | 督查编号 … (reversed) | 心得2"""
        content = build(headers=["心得", *reversed(COLUMNS), "心得2"])
        image = read_image(apply(content, changed("progress", "主体完工")), NAME)
        assert image["matters"].by_key()["DC-3"]["progress"] == "主体完工"

    def test_a_renamed_header_is_named(self) -> None:
        with pytest.raises(HeaderChanged, match="进展情况"):
            read_image(build(headers=["进度" if text == "进展情况" else text for text in COLUMNS]), NAME)

    def test_a_workbook_without_our_sheets_is_no_master(self) -> None:
        import xlsxwriter

        out = BytesIO()
        book = xlsxwriter.Workbook(out)
        book.add_worksheet("Sheet1")
        book.close()
        with pytest.raises(NotAMaster, match="不是 xlsync 的督查台账"):
            read_image(out.getvalue(), NAME)

    def test_blank_rows_of_the_table_are_known(self) -> None:
        image = read_image(build(), NAME)
        assert (list(image["units"].blank_rows), image["units"].last_row) == ([4], 4)


class TestGrowth:
    def test_what_ends_with_the_table_grows_with_it(self) -> None:
        def dress(book: Any, sheet: Any) -> None:
            sheet.conditional_format(3, 2, 4, 2, {"type": "duplicate", "format": book.add_format({"bold": True})})
            sheet.data_validation(3, 3, 4, 3, {"validate": "list", "source": ["甲", "乙"]})
            sheet.data_validation(3, 4, 99, 4, {"validate": "list", "source": ["甲", "乙"]})
            book.define_name("事项编号", "=督查事项!$A$4:$A$5")
            book.define_name("别的", "=单位!$A$4:$A$5")
            sheet.print_area(0, 0, 4, 9)

        content = apply(build(dress), added(3))
        sheet, book = sheet_of(content), part(content, "xl/workbook.xml")
        assert re.findall(r'sqref="([^"]+)"', sheet[sheet.rindex("sheetData") :]) == ["C4:C8", "D4:D8", "E4:E100"]
        assert sorted(re.findall(r">([^<>]+)</definedName>", book)) == [
            "单位!$A$4:$A$5",
            "督查事项!$A$1:$J$8",
            "督查事项!$A$4:$A$8",
        ]
        assert re.findall(r' ref="([^"]+)"', part(content, TABLE)) == [f"A3:{LAST}8"] * 2
        assert re.search(r'<dimension ref="A\d+:[A-Z]+8"', sheet)

    def test_new_rows_look_like_the_row_above(self) -> None:
        def dress(book: Any, sheet: Any) -> None:
            sheet.set_row(4, 33)
            sheet.write_blank(4, 9, None, book.add_format({"bg_color": "#eeeeee"}))

        sheet = sheet_of(apply(build(dress), added(1)))
        last = re.search(r'<row r="6"[^>]*>.*?</row>', sheet)
        style = re.search(r'<c r="J5" s="(\d+)"', sheet)
        assert last is not None and style is not None
        assert 'ht="33"' in last[0]
        assert f'<c r="J6" s="{style[1]}"/>' in last[0]

    def test_a_row_is_as_high_as_its_new_text_and_low_again_when_it_is_short(self) -> None:
        """一行的内容变长，行高随之增加；变短后恢复；人工定过的行高不动"""
        grown = apply(build(), changed("progress", "已完成路基，正在铺设路面。" * 20))
        tall = re.search(r'<row r="4"[^>]* ht="(\d+)">', sheet_of(grown))
        assert tall is not None and int(tall[1]) > 60
        back = replace(changed("progress", "已完成"), number=2)
        assert re.search(r'<row r="4"[^>]* ht=', sheet_of(apply(grown, back))) is None
        by_hand = apply(build(lambda _, sheet: sheet.set_row(3, 33)), changed("progress", "已完成路基。" * 40))
        assert 'ht="33" customHeight="1"' in sheet_of(by_hand)

    def test_a_short_row_below_a_tall_one_is_low(self) -> None:
        tall = apply(build(), changed("progress", "已完成路基，正在铺设路面。" * 20, "DC-4"))
        short = RowAppend("matters", "DC-9", {"matter_id": "DC-9", "task": "修路"}, BY_TEST)
        sheet = sheet_of(apply(tall, Plan("merge", (), (short,), number=2)))
        assert re.search(r'<row r="5"[^>]* ht="', sheet) is not None
        assert re.search(r'<row r="6"[^>]* ht="', sheet) is None

    def test_a_calculated_column_goes_on_in_new_rows(self) -> None:
        content = build()
        name = TABLE
        last = len(COLUMNS)
        table = part(content, name)
        column = re.search(rf'<tableColumn id="{last}"[^>]*/>', table)
        assert column is not None
        formula = '<calculatedColumnFormula>LEN(A4)&amp;""</calculatedColumnFormula></tableColumn>'
        table = table.replace(column[0], column[0].replace("/>", ">") + formula)
        content = apply(Package(content).replaced({name: table.encode()}), added(1))
        assert '<f>LEN(A6)&amp;""</f>' in sheet_of(content)

    @pytest.mark.parametrize("column", [0, 5])
    def test_notes_below_the_table_are_never_written_over(self, column: int) -> None:
        content = build(lambda _book, sheet: sheet.write_string(5, column, "制表人：值班员"))
        with pytest.raises(UnsafeMaster, match="第6行已有内容"):
            apply(content, added(1))

    def test_notes_beside_the_new_rows_stay(self) -> None:
        content = build(lambda _book, sheet: sheet.write_string(5, len(COLUMNS) + 1, "备忘"))
        cells = CalamineWorkbook.from_filelike(BytesIO(apply(content, added(1)))).get_sheet_by_name("督查事项")
        row = cells.to_python(skip_empty_area=False)[5]
        assert (row[0], row[-1]) == ("DC-90", "备忘")

    def test_a_totals_row_makes_room_for_new_rows(self) -> None:
        content = build()
        name = TABLE
        table = part(content, name).replace('totalsRowShown="0"', 'totalsRowCount="1"')
        content = Package(content).replaced({name: table.encode()})
        assert read_image(content, NAME)["matters"].last_row == 4
        after = apply(content, added(2))
        cells = CalamineWorkbook.from_filelike(BytesIO(after)).get_sheet_by_name("督查事项").to_python()
        assert [row[0] for row in cells[-4:]] == ["DC-3", "DC-90", "DC-91", "DC-4"]


class TestCells:
    def test_a_cell_keeps_its_look(self) -> None:
        def dress(book: Any, sheet: Any) -> None:
            sheet.write_string(3, place_of("progress"), "旧", book.add_format({"italic": True}))

        before = build(dress)
        after = apply(before, changed("progress", "新"))
        style = r'<c r="[A-Z]+4" s="(\d+)"'
        assert re.findall(style, sheet_of(after)) == re.findall(style, sheet_of(before)) != []
        assert part(after, "xl/styles.xml") == part(before, "xl/styles.xml")

    @pytest.mark.parametrize("value", [date(2016, 5, 6), 42370.5, "2016-05-06"])
    @pytest.mark.parametrize("number_format", ["General", "yyyy-mm-dd", '"第"0"号"'])
    def test_a_value_shows_as_what_it_is_in_any_cell(self, value: Any, number_format: str) -> None:
        def dress(book: Any, sheet: Any) -> None:
            sheet.write_blank(3, place_of("extra"), None, book.add_format({"num_format": number_format}))

        image = read_image(apply(build(dress), changed("extra", value)), NAME)
        assert image["matters"].by_key()["DC-3"]["extra"] == value

    def test_a_workbook_that_counts_from_1904_gets_its_own_serials(self) -> None:
        content = build()
        book = part(content, "xl/workbook.xml").replace("<workbookPr", '<workbookPr date1904="1"')
        content = Package(content).replaced({"xl/workbook.xml": book.encode()})
        image = read_image(apply(content, changed("due", date(2016, 5, 6))), NAME)
        assert image["matters"].by_key()["DC-3"]["due"] == date(2016, 5, 6)

    def test_a_plain_formula_gives_way_and_the_calculation_chain_goes(self) -> None:
        content = build(lambda _book, sheet: sheet.write_formula(3, place_of("extra"), "=1+1", None, 2))
        relation = '<Relationship Id="rId999" Type="http://x/relationships/calcChain" Target="calcChain.xml"/>'
        rels = part(content, RELATIONS).replace("</Relationships>", f"{relation}</Relationships>")
        kind = '<Override PartName="/xl/calcChain.xml" ContentType="x"/>'
        types = part(content, TYPES).replace("</Types>", f"{kind}</Types>")
        out = BytesIO(Package(content).replaced({RELATIONS: rels.encode(), TYPES: types.encode()}))
        with zipfile.ZipFile(out, "a") as zipped:
            zipped.writestr("xl/calcChain.xml", "<calcChain/>")
        after = apply(out.getvalue(), changed("extra", "手填"))
        assert "xl/calcChain.xml" not in Package(after).entries
        assert "calcChain" not in part(after, RELATIONS) + part(after, TYPES)
        assert "xl/calcChain.xml" in Package(apply(out.getvalue(), changed("progress", "新"))).entries

    def test_the_head_of_an_array_formula_is_refused(self) -> None:
        place = place_of("extra")
        content = build(lambda _book, sheet: sheet.write_array_formula(3, place, 4, place, "{=A4:A5}"))
        with pytest.raises(UnsafeMaster, match="数组公式"):
            apply(content, changed("extra", "手填"))

    @pytest.mark.parametrize(
        ("column", "value", "reason"),
        [
            ("progress", "长" * 32768, "32767"),
            ("percent", float("nan"), "数值"),
            ("progress", "\ud800", "字符"),
            ("due", date(1900, 2, 28), "1900年3月1日"),
        ],
    )
    def test_what_excel_cannot_hold_is_refused(self, column: str, value: Any, reason: str) -> None:
        with pytest.raises(UnsafeMaster, match=reason):
            apply(build(), changed(column, value))

    def test_formulas_are_computed_when_the_file_is_opened(self) -> None:
        content = build()
        book = re.sub(r"<calcPr[^>]*/>", "", part(content, "xl/workbook.xml"))
        for text in (book, book.replace("</sheets>", '</sheets><calcPr calcId="1"/>')):
            after = apply(Package(content).replaced({"xl/workbook.xml": text.encode()}), changed("progress", "新"))
            assert re.findall(r"<calcPr[^>]*>", part(after, "xl/workbook.xml"))[0].count('fullCalcOnLoad="1"') == 1


class TestThePackage:
    def test_a_signed_workbook_is_refused(self) -> None:
        out = BytesIO(build())
        with zipfile.ZipFile(out, "a") as zipped:
            zipped.writestr("_xmlsignatures/sig1.xml", "<x/>")
        with pytest.raises(UnsafeMaster, match="数字签名"):
            apply(out.getvalue(), changed("progress", "新"))

    def test_an_entry_written_as_a_stream_keeps_its_descriptor(self) -> None:
        """LibreOffice and others write sizes after the data."""

        class Stream(BytesIO):
            def seekable(self) -> bool:
                return False

            def seek(self, *_place: int) -> int:
                raise OSError

        out = Stream()
        with zipfile.ZipFile(BytesIO(build())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, old.read(name))
        after = apply(out.getvalue(), changed("progress", "新"))
        with zipfile.ZipFile(BytesIO(after)) as zipped:
            assert zipped.testzip() is None
        theme = Package(after).entries["xl/theme/theme1.xml"]
        assert after[theme.end - 16 : theme.end - 12] == b"PK\x07\x08"
        assert after[theme.end : theme.end + 2] == b"PK"
        assert read_image(after, NAME)["matters"].by_key()["DC-3"]["progress"] == "新"


@pytest.mark.libreoffice
def test_libreoffice_opens_a_patched_master_with_its_values(convert, tmp_path: Path) -> None:
    path = tmp_path / "patched.xlsx"
    plan = changed("progress", " 主体<完工> ")
    path.write_bytes(apply(build(), Plan("merge", plan.changes, added(3).appends, number=1)))
    rows = convert(path, "ods")["督查事项"]
    assert [row[0] for row in rows[3:]] == ["DC-3", "DC-4", "DC-90", "DC-91", "DC-92"]
    assert rows[3][place_of("progress")] == " 主体<完工> "
    assert rows[5][place_of("due")] == date(2016, 5, 6)
