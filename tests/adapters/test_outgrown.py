"""What a grown table leaves behind in parts that keep their bytes is told of, each place once."""

from typing import Any

from tests.adapters.growing_workbooks import grown, part, with_extra, workbook
from xlsync.adapters.workbook_file.outgrown import Outgrown, outgrown


def dress(book: Any, sheet: Any) -> None:
    other = book.add_worksheet("汇总")
    formulas = [
        "=SUM(台账!B4:B6)",
        "=SUM(台账!$B$4:$B$6)",
        "=SUM(事项表[金额])",
        "=SUM(台账!B:B)",
        "=台账!B6",
        "=SUM(B4:B6)",
    ]
    for number, formula in enumerate(formulas):
        other.write_formula(number, 0, formula)
    sheet.write_formula("F1", '=COUNTA(A4:A6)&"A4:A6"')
    sheet.write_formula("F6", "=SUM(B$4:B6)")  # a running sum
    other.data_validation("C1", {"validate": "list", "source": "=台账!$A$4:$A$6"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=台账!$A$4:$A$6", "values": "=台账!$B$4:$B$6"})
    sheet.insert_chart("H1", chart)


def test_ranges_by_address_are_told_of_with_what_they_should_be() -> None:
    """单元格公式、图表、别的表上的下拉列表；结构化引用、整列、单格与逐行累计不算"""
    before = workbook(dress)
    after = grown(before)
    rules, chart = "汇总", "xl/charts/chart1.xml"
    assert set(outgrown(before, after)) == {
        Outgrown("台账", "汇总!A1", "B4:B6", "B4:B9"),
        Outgrown("台账", "汇总!A2", "B4:B6", "B4:B9"),
        Outgrown("台账", rules, "A4:A6", "A4:A9"),
        Outgrown("台账", "台账!F1", "A4:A6", "A4:A9"),
        Outgrown("台账", chart, "A4:A6", "A4:A9"),
        Outgrown("台账", chart, "B4:B6", "B4:B9"),
    }
    assert part(after, chart) == part(before, chart)


def test_a_pivot_table_fed_by_an_area_is_told_of() -> None:
    source = '<cacheSource type="worksheet"><worksheetSource ref="A3:C6" sheet="台账"/></cacheSource>'
    cache = f"<pivotCacheDefinition>{source}</pivotCacheDefinition>"
    before = with_extra(workbook(), "xl/pivotCache/pivotCacheDefinition1.xml", cache)
    assert [(each.named, each.should_be) for each in outgrown(before, grown(before))] == [("A3:C6", "A3:C9")]


def test_nothing_is_told_when_no_table_grew() -> None:
    before = workbook(dress)
    assert outgrown(before, before) == []
