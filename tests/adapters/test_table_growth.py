"""A table that gains rows: what ends with it grows, what stands in the way is refused, all else stays."""

import re
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.adapters.growing_workbooks import (
    BOOK,
    SHEET,
    TABLE,
    behind_rows,
    grown,
    part,
    row,
    tail,
    values,
    with_cells,
    with_extra,
    with_part,
    workbook,
    written,
)
from xlsync.adapters.workbook_file.references import moved, references
from xlsync.vocabulary.errors import UnsafeMaster

EXTENDED = 'xmlns:x14="urn:x14" xmlns:xm="urn:xm"'


class TestWhatGrows:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("B4:B6", "B4:B9"),
            ("A1:A6 B4:B6 B6 E4:E6", "A1:A9 B4:B9 B6:B9 E4:E6"),  # E is beside the table
            ("B4:B5", "B4:B5"),
            ("B4:B99", "B4:B99"),
        ],
    )
    def test_areas_that_end_with_the_table(self, before: str, after: str) -> None:
        """条件格式、数据验证、忽略错误、允许编辑区域，以及 extLst 中的同类"""
        xml = (
            f'<protectedRanges><protectedRange sqref="{before}" name="录入"/></protectedRanges>'
            f'<conditionalFormatting sqref="{before}"><cfRule type="duplicateValues"/></conditionalFormatting>'
            f'<dataValidations count="1"><dataValidation sqref="{before}"/></dataValidations>'
            f'<ignoredErrors><ignoredError sqref="{before}" numberStoredAsText="1"/></ignoredErrors>'
            f"<extLst {EXTENDED}><x14:dataValidation><xm:sqref>{before}</xm:sqref></x14:dataValidation>"
            f"<x14:conditionalFormatting><xm:sqref>{before}</xm:sqref></x14:conditionalFormatting></extLst>"
        )
        found = re.findall(r'sqref(?:="|>)([^"<]+)', tail(grown(behind_rows(workbook(), xml))))
        assert found == [after] * 6

    def test_the_table_its_filter_and_its_order(self) -> None:
        order = '<sortState ref="A4:C6"><sortCondition ref="B4:B6"/></sortState><tableColumns'
        content = grown(with_part(workbook(), TABLE, "<tableColumns", order))
        assert re.findall(r' ref="([^"]+)"', part(content, TABLE)) == ["A3:C9", "A3:C9", "A4:C9", "B4:B9"]

    def test_the_filter_of_a_sheet_and_its_hidden_name(self) -> None:
        content = behind_rows(workbook(), '<autoFilter ref="A3:C6"/>')
        name = '<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">台账!$A$3:$C$6</definedName>'
        content = grown(with_part(content, BOOK, "</sheets>", f"</sheets><definedNames>{name}</definedNames>"))
        assert '<autoFilter ref="A3:C9"/>' in tail(content)
        assert "台账!$A$3:$C$9" in part(content, BOOK)

    def test_names_that_end_with_the_table(self) -> None:
        def dress(book: Any, sheet: Any) -> None:
            book.add_worksheet("别的 表")
            book.define_name("金额", "=台账!$B$4:$B$6")
            book.define_name("可变", "=OFFSET(台账!$A$4,0,0,COUNTA(台账!$A$4:$A$6),1)")
            book.define_name("末行", "=台账!$B$6")
            book.define_name("旁边", "=台账!$F$4:$F$6")
            book.define_name("另表", "='别的 表'!$B$4:$B$6")
            sheet.print_area(0, 0, 5, 7)

        names = load_workbook(BytesIO(grown(workbook(dress))))
        found = {name: str(each.attr_text) for name, each in names.defined_names.items()}
        assert found == {
            "金额": "台账!$B$4:$B$9",
            "可变": "OFFSET(台账!$A$4,0,0,COUNTA(台账!$A$4:$A$9),1)",
            "末行": "台账!$B$6",
            "旁边": "台账!$F$4:$F$6",
            "另表": "'别的 表'!$B$4:$B$6",
        }
        assert names["台账"].print_area == "'台账'!$A$1:$H$9"

    def test_rules_that_name_the_whole_column_with_fixed_rows(self) -> None:
        """重复检查 COUNTIF($A$4:$A$6,A4) 须看到新行；相对引用 A4:A6 随单元格滑动，不改。"""
        rule = "COUNTIF($A$4:$A$6,A4)+SUM(A4:A6)&gt;1"
        xml = f'<conditionalFormatting sqref="A4:A6"><cfRule type="expression"><formula>{rule}</formula></cfRule>'
        xml += "</conditionalFormatting>"
        after = tail(grown(behind_rows(workbook(), xml)))
        assert "<formula>COUNTIF($A$4:$A$9,A4)+SUM(A4:A6)&gt;1</formula>" in after

    def test_ranges_that_sparklines_show(self) -> None:
        content = workbook(lambda _, sheet: sheet.add_sparkline("F1", {"range": "台账!B4:B6"}))
        assert "<xm:f>台账!B4:B9</xm:f><xm:sqref>F1</xm:sqref>" in tail(grown(content))

    def test_a_calculated_column_is_filled_for_each_row(self) -> None:
        columns = [
            {"header": "事项"},
            {"header": "金额"},
            {"header": "倍数", "formula": "=事项表[[#This Row],[金额]]*2"},
        ]
        content = workbook(columns=columns)
        assert "<f>事项表[[#This Row],[金额]]*2</f>" in row(content := grown(content), 9)
        plain = with_part(
            workbook(columns=columns), TABLE, "事项表[[#This Row],[金额]]*2", "B4*$B$4+LEN(&quot;B4&quot;)"
        )
        found = [re.findall(r"<f>(.*?)</f>", row(grown(plain), number)) for number in (7, 8, 9)]
        assert found == [[f'B{number}*$B$4+LEN("B4")'] for number in (7, 8, 9)]

    def test_a_column_of_array_formulas_is_refused(self) -> None:
        columns = [{"header": "事项"}, {"header": "金额"}, {"header": "倍数", "formula": "=B4*2"}]
        content = with_part(
            workbook(columns=columns), TABLE, "<calculatedColumnFormula", '<calculatedColumnFormula array="1"'
        )
        with pytest.raises(UnsafeMaster, match="有一列是数组公式"):
            grown(content)


class TestAnEmptyTable:
    """Excel writes insertRow="1" for a table without data, whose one blank row is there to type into."""

    def empty(self) -> bytes:
        content = workbook(columns=[{"header": "事项"}, {"header": "金额"}, {"header": "备注"}])
        content = with_part(content, TABLE, "<table ", '<table insertRow="1" insertRowShift="1" ')
        return with_part(content, TABLE, 'ref="A3:C6"', 'ref="A3:C4"')

    def test_it_is_empty_no_longer_once_its_row_is_filled(self) -> None:
        assert "insertRow" not in part(written(self.empty(), (4, 1)), TABLE)
        content = workbook(columns=[{"header": "事项"}, {"header": "金额"}, {"header": "备注"}])
        assert "insertRow" not in part(grown(with_part(content, TABLE, "<table ", '<table insertRow="1" ')), TABLE)

    def test_it_stays_empty_when_other_cells_are_set(self) -> None:
        assert 'insertRow="1"' in part(written(self.empty(), (4, 7)), TABLE)


class TestWhatStandsInTheWay:
    @pytest.mark.parametrize("number", [7, 8, 9])
    def test_a_filled_cell(self, number: int) -> None:
        with pytest.raises(UnsafeMaster, match=f"下方第{number}行已有内容"):
            grown(workbook(lambda _, sheet: sheet.write(number - 1, 1, "制表人")))

    def test_what_stands_lower_stays(self) -> None:
        content = grown(workbook(lambda _, sheet: sheet.write(9, 1, "制表人")))
        assert values(content)[8:10] == [["新三", 60.0, ""], ["", "制表人", ""]]

    def test_another_table(self) -> None:
        with pytest.raises(UnsafeMaster, match="下方第9行已有内容"):
            grown(workbook(lambda _, sheet: sheet.add_table(8, 2, 10, 4)))

    def test_merged_cells(self) -> None:
        content = behind_rows(workbook(), '<mergeCells count="1"><mergeCell ref="C9:D12"/></mergeCells>')
        with pytest.raises(UnsafeMaster, match="下方第9行有合并单元格"):
            grown(content)

    def test_merged_cells_beside_and_below_stay(self) -> None:
        merged = '<mergeCells count="2"><mergeCell ref="D7:E9"/><mergeCell ref="A10:C10"/></mergeCells>'
        assert merged in tail(grown(behind_rows(workbook(), merged)))

    def test_an_array_formula(self) -> None:
        with pytest.raises(UnsafeMaster, match="数组公式"):
            grown(workbook(lambda _, sheet: sheet.write_array_formula(8, 2, 11, 2, "{=A4:A7}")))

    def test_the_end_of_the_sheet(self) -> None:
        content = with_part(workbook(), TABLE, 'ref="A3:C6"', 'ref="A3:C1048575"')
        with pytest.raises(UnsafeMaster, match="最后一行"):
            grown(content)

    def test_comments_links_hidden_and_grouped_rows_below_stay(self) -> None:
        def dress(_book: Any, sheet: Any) -> None:
            sheet.write_comment(19, 1, "批注")
            sheet.write_url(20, 1, "https://www.gov.cn", string="网址")
            sheet.set_row(6, None, None, {"hidden": True, "level": 1})
            sheet.set_row(21, 33, None, {"hidden": True})

        before = workbook(dress)
        after = grown(before)
        assert part(after, "xl/comments1.xml") == part(before, "xl/comments1.xml")
        assert '<hyperlink ref="B21"' in tail(after)
        assert re.match(r'<row r="7"[^>]* outlineLevel="1"[^>]*>|<row r="7"[^>]*hidden="1"', row(after, 7))
        assert row(after, 22) == row(before, 22)


def with_pivot(place: str) -> bytes:
    """Return the workbook with a pivot table on its sheet."""
    relation = (
        '<Relationship Id="rId99" Type="http://x/relationships/pivotTable" Target="../pivotTables/pivotTable1.xml"/>'
    )
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    content = with_part(workbook(), rels, "</Relationships>", f"{relation}</Relationships>")
    xml = f'<pivotTableDefinition name="透视表"><location ref="{place}" firstHeaderRow="1"/></pivotTableDefinition>'
    return with_extra(content, "xl/pivotTables/pivotTable1.xml", xml)


def test_a_pivot_table_is_never_written_into() -> None:
    content = with_pivot("F5:H12")
    with pytest.raises(UnsafeMaster, match="G8在数据透视表之内"):
        written(content, (8, 7))
    assert values(written(content, (4, 7)))[3][6] == "写"
    grown(content)
    with pytest.raises(UnsafeMaster, match="数据透视表"):
        grown(with_pivot("C9:D12"))


class TestCellsThatAreSet:
    @pytest.mark.parametrize("place", [(3, 1), (3, 3)])
    def test_a_header_of_a_table_is_refused(self, place: tuple[int, int]) -> None:
        with pytest.raises(UnsafeMaster, match="“事项表”的标题行或汇总行"):
            written(workbook(), place)

    def test_a_cell_of_the_totals_row_is_refused(self) -> None:
        with pytest.raises(UnsafeMaster, match="B7在表格“事项表”的标题行或汇总行"):
            written(workbook(totals=True), (7, 2))

    def test_a_table_without_a_header_has_none(self) -> None:
        content = with_part(workbook(), TABLE, "<table ", '<table headerRowCount="0" ')
        assert values(written(content, (3, 1)))[2][0] == "写"

    def test_only_the_first_of_merged_cells_can_be_set(self) -> None:
        content = behind_rows(workbook(), '<mergeCells count="1"><mergeCell ref="E1:F2"/></mergeCells>')
        assert values(written(content, (1, 5)))[0][4] == "写"
        with pytest.raises(UnsafeMaster, match="F1在合并单元格之内"):
            written(content, (1, 6))

    def test_a_shared_formula_goes_on_in_the_cells_that_stay(self) -> None:
        """E4:E6 共用一个公式；改写首格 E4 后，E5、E6 的公式不变"""
        head, other = '<f t="shared" ref="E4:E6" si="0">B4*2</f>', '<f t="shared" si="0"/>'
        cells = {number: f'<c r="E{number}">{head if number == 4 else other}</c>' for number in (4, 5, 6)}
        content = with_cells(workbook(), cells)
        sheet = load_workbook(BytesIO(written(content, (4, 5), value=7)))["台账"]
        assert [sheet[f"E{number}"].value for number in (4, 5, 6)] == [7, "=B5*2", "=B6*2"]

    def test_a_sheet_written_with_line_breaks_takes_rows_at_its_end(self) -> None:
        content = workbook()
        content = with_part(content, SHEET, "</row></sheetData>", "</row>\r\n  </sheetData>")
        assert values(written(content, (60, 26)))[59][25] == "写"


class TestReferences:
    def test_what_looks_like_a_cell_and_is_none_is_passed_over(self) -> None:
        formula = 'LOG10(A1)&"B2"&表1[C3]&表1[[#This Row],[D4]]&税率E5&[1]外!F6&名.G7'
        assert [(each.sheet, each.area.top) for each in references(formula)] == [("", 1), ("[1]外", 6)]

    @pytest.mark.parametrize(
        ("formula", "after"),
        [
            ("SUM(A$4:$B6,'甲''乙'!C4:C6)*D6", "SUM(A$104:$B106,'甲''乙'!C104:C106)*D106"),
            ("SUBTOTAL(109,[金额])", "SUBTOTAL(109,[金额])"),
            ('A1&"A1"', 'A101&"A1"'),
        ],
    )
    def test_a_formula_moves_only_its_cells(self, formula: str, after: str) -> None:
        from dataclasses import replace

        assert (
            moved(formula, lambda each: replace(each.area, top=each.area.top + 100, bottom=each.area.bottom + 100))
            == after
        )
