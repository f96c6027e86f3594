"""A totals row moves below the new rows: formulas, looks, height and rules with it, or it is refused.

  | A  | B    |                | A    | B
6 | 丙 | 30   |              6 | 丙   | 30
7 | 合计 | 60 |   three new  7 | 新一 | 40
                             9 | 新三 | 60
                            10 | 合计 | 210
"""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.adapters.growing_workbooks import (
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
)
from xlsync.adapters.workbook_file.package import Package
from xlsync.vocabulary.errors import UnsafeMaster

TOTAL = "SUBTOTAL(109,[金额])"


def book(dress: Any = None) -> bytes:
    return workbook(dress, totals=True)


def with_total(formula: str) -> bytes:
    """Return the workbook whose totals cell B7 holds another formula."""
    return with_part(book(), SHEET, TOTAL, formula)


def formulas_of_row(content: bytes, number: int) -> list[str]:
    return re.findall(r"<f[^>]*>(.*?)</f>", row(content, number))


def test_the_totals_row_stands_below_the_new_rows() -> None:
    content = grown(book())
    assert [line[0] for line in values(content)[2:]] == ["事项", "甲", "乙", "丙", "新一", "新二", "新三", "合计"]
    sheet = load_workbook(BytesIO(content))["台账"]
    table = sheet.tables["事项表"]
    assert (table.ref, table.autoFilter.ref, table.totalsRowCount) == ("A3:C10", "A3:C9", 1)
    assert sheet["B10"].value == f"={TOTAL}"
    assert sheet.dimensions == "A3:C10"


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        (TOTAL, TOTAL),
        ("SUM(B4:B6)", "SUM(B4:B9)"),
        ("SUM(B$4:B$6)/台账!$B$6", "SUM(B$4:B$9)/台账!$B$6"),
        ("SUM(B3:B6)&amp;B7", "SUM(B3:B9)&amp;B10"),
        ("COUNTA(A4:C6)", "COUNTA(A4:C9)"),
        ("SUM(F4:F6)+SUM(别的!B4:B6)+B5", "SUM(F4:F6)+SUM(别的!B4:B6)+B5"),
    ],
)
def test_a_totals_formula_reaches_over_the_new_rows(formula: str, after: str) -> None:
    assert formulas_of_row(grown(with_total(formula)), 10) == [after]


def test_a_formula_of_one_s_own_is_the_same_in_the_table_part() -> None:
    own = '<tableColumn id="3" name="备注" totalsRowFunction="custom"><totalsRowFormula>MAX(B4:B6)</totalsRowFormula>'
    content = with_part(book(), TABLE, '<tableColumn id="3" name="备注"/>', f"{own}</tableColumn>")
    assert "<totalsRowFormula>MAX(B4:B9)</totalsRowFormula>" in part(grown(content), TABLE)


def test_totals_that_share_a_formula_stand_in_full() -> None:
    """B7:C7 共用 SUM(B4:B6)，其中 E7 在表外，仍共用"""
    content = with_total("SUM(B4:B6)")
    content = with_part(content, SHEET, "<f>SUM(B4:B6)</f>", '<f t="shared" ref="B7:E7" si="0">SUM(B4:B6)</f>')
    content = with_cells(content, {7: '<c r="C7"><f t="shared" si="0"/></c><c r="E7"><f t="shared" si="0"/></c>'})
    after = grown(content)
    assert formulas_of_row(after, 10) == ["SUM(B4:B9)", "SUM(C4:C9)"]
    assert load_workbook(BytesIO(after))["台账"]["E7"].value == "=SUM(E4:E6)"


def test_look_and_height_move_and_the_new_rows_look_like_the_row_above() -> None:
    def dress(book: Any, sheet: Any) -> None:
        bold = book.add_format({"bold": True, "top": 1})
        sheet.write_string(6, 0, "合计", bold)
        sheet.set_row(6, 40, bold)
        sheet.set_row(5, 25)

    before = book(dress)
    after = grown(before)
    tag = re.sub(r' spans="[^"]*"', "", row(before, 7).split(">")[0])
    assert row(after, 10).split(">")[0] == tag.replace('r="7"', 'r="10"')
    style = re.search(r'<c r="A7" s="(\d+)"', row(before, 7))
    assert style is not None and f'<c r="A10" s="{style[1]}"' in row(after, 10)
    height = re.search(r' ht="[^"]*"', row(before, 6))
    assert height is not None and height[0] in row(after, 7) and 's="' not in row(after, 7)


def test_what_stands_beside_the_totals_stays() -> None:
    after = grown(book(lambda _, sheet: sheet.write_row(6, 4, ["旁注", 5])))
    assert values(after)[6] == ["新一", 40.0, "", "", "旁注", 5.0]
    assert values(after)[9] == ["合计", "", "", "", "", ""]


def test_what_stands_beside_the_new_place_stays() -> None:
    after = grown(book(lambda _, sheet: sheet.write(9, 4, "旁注")))
    assert (values(after)[9][0], values(after)[9][4]) == ("合计", "旁注")


@pytest.mark.parametrize("number", [8, 9, 10])
def test_filled_cells_below_are_never_written_over(number: int) -> None:
    with pytest.raises(UnsafeMaster, match=f"第{number}行已有内容"):
        grown(book(lambda _, sheet: sheet.write(number - 1, 1, "制表人")))


def test_blank_cells_with_a_look_below_make_room() -> None:
    def dress(book: Any, sheet: Any) -> None:
        for number in range(7, 11):
            sheet.write_blank(number, 2, None, book.add_format({"bold": True}))
            sheet.write_blank(number, 4, None, book.add_format({"italic": True}))

    before, after = book(dress), grown(book(dress))
    assert values(after)[9][0] == "合计"
    assert re.findall(r'<c r="[CE]\d+" s="\d+"/>', row(after, 10)) == re.findall(
        r'<c r="E10" s="\d+"/>', row(before, 10)
    )


def test_rules_and_links_of_the_totals_row_move_and_those_of_the_data_grow() -> None:
    xml = (
        '<conditionalFormatting sqref="B4:B6"><cfRule type="expression"><formula>B4&gt;$B$7</formula></cfRule>'
        '</conditionalFormatting><conditionalFormatting sqref="B7"><cfRule type="expression">'
        "<formula>B7&gt;SUM(B4:B6)</formula></cfRule></conditionalFormatting>"
        '<dataValidations count="1"><dataValidation sqref="A3:C7"/></dataValidations>'
        '<hyperlinks><hyperlink ref="A7" location="A1"/><hyperlink ref="A6" location="A1"/></hyperlinks>'
    )
    after = tail(grown(behind_rows(book(), xml)))
    assert re.findall(r'(?:sqref|ref)="([^"]+)"', after) == ["B4:B9", "B10", "A3:C10", "A10", "A6"]
    assert re.findall("<formula>(.*?)<", after) == ["B4&gt;$B$10", "B10&gt;SUM(B4:B9)"]


def test_a_rule_for_the_totals_and_other_cells_is_refused() -> None:
    rule = '<conditionalFormatting sqref="B7 F7"><cfRule><formula>B7&gt;1</formula></cfRule></conditionalFormatting>'
    with pytest.raises(UnsafeMaster, match="请先分成两条"):
        grown(behind_rows(book(), rule))


def test_names_of_a_totals_cell_move() -> None:
    names = load_workbook(BytesIO(grown(book(lambda book, _: book.define_name("总额", "=台账!$B$7"))))).defined_names
    assert names["总额"].attr_text == "台账!$B$10"


@pytest.mark.parametrize(
    ("dress", "place"),
    [
        (lambda book, _: book.add_worksheet("汇总").write_formula("C2", "=台账!B7*2"), "汇总!C2"),
        (lambda book, _: book.add_worksheet("汇总").write_formula("C2", "=SUM(台账!B4:B8)"), "汇总!C2"),
        (lambda _, sheet: sheet.write_formula("F1", "=B7"), "台账!F1"),
        (
            lambda book, sheet: sheet.insert_chart("G1", chart_of(book, "=台账!$B$7:$C$7")),
            "xl/charts/chart1.xml",
        ),
    ],
)
def test_totals_that_others_name_by_address_are_refused(dress: Any, place: str) -> None:
    with pytest.raises(UnsafeMaster, match=f"汇总行被“{place}”按单元格地址引用"):
        grown(book(dress))


def test_others_may_name_the_data_the_sheet_or_the_table() -> None:
    def dress(book: Any, sheet: Any) -> None:
        other = book.add_worksheet("汇总")
        for number, formula in enumerate(
            ["=SUM(台账!B:B)", "=SUM(台账!B4:B6)", "=SUM(台账!A1:C99)", "=事项表[[#Totals],[金额]]", "=B7"]
        ):
            other.write_formula(number, 0, formula)

    grown(book(dress))


def chart_of(book: Any, values: str) -> Any:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": values})
    return chart


def test_a_comment_on_the_totals_is_refused_and_one_on_the_data_stays() -> None:
    with pytest.raises(UnsafeMaster, match="汇总行的B7带有批注"):
        grown(book(lambda _, sheet: sheet.write_comment("B7", "批注")))
    grown(book(lambda _, sheet: sheet.write_comment("B6", "批注")))


def test_an_array_formula_in_the_totals_is_refused() -> None:
    content = with_part(book(), SHEET, f"<f>{TOTAL}", f'<f t="array" ref="B7">{TOTAL}')
    with pytest.raises(UnsafeMaster, match="B7属于数组公式"):
        grown(content)


def test_the_calculation_chain_goes_with_the_moved_formula() -> None:
    """calcChain 记着 B7 有公式；B7 成了数据，链表必须去掉，否则 Excel 要求修复"""
    content = book()
    relation = '<Relationship Id="rId999" Type="http://x/relationships/calcChain" Target="calcChain.xml"/>'
    content = with_part(content, "xl/_rels/workbook.xml.rels", "</Relationships>", f"{relation}</Relationships>")
    kind = '<Override PartName="/xl/calcChain.xml" ContentType="x"/>'
    content = with_part(content, "[Content_Types].xml", "</Types>", f"{kind}</Types>")
    content = with_extra(content, "xl/calcChain.xml", '<calcChain><c r="B7"/></calcChain>')
    assert "xl/calcChain.xml" not in Package(grown(content)).entries


def test_one_new_row_moves_the_totals_by_one() -> None:
    content = grown(behind_rows(with_total("SUM(B4:B6)"), '<x><autoFilter ref="A3:C7"/></x>'), ({1: "新", 2: 5},))
    assert formulas_of_row(content, 8) == ["SUM(B4:B7)"]
    again = grown(content, ({1: "又新", 2: 6},))
    assert formulas_of_row(again, 9) == ["SUM(B4:B8)"]
    assert [line[0] for line in values(again)[3:]] == ["甲", "乙", "丙", "新", "又新", "合计"]


@pytest.mark.libreoffice
def test_libreoffice_computes_the_moved_totals(convert, tmp_path: Path) -> None:
    path = tmp_path / "totals.xlsx"
    path.write_bytes(grown(with_total("SUM(B4:B6)")))
    assert convert(path, "ods")["台账"][9][:2] == ["合计", 210.0]
