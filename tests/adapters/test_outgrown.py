"""Charts, pivot tables and formulas that read only a part of a table are told of, each place once."""

from typing import Any

from tests.adapters.growing_workbooks import part, with_extra
from tests.adapters.test_splice import NAME, added, apply, build
from xlsync.adapters.workbook_file.image import read_image
from xlsync.rules.unreadable_places import short_ranges

LEDGER = "督查事项"


def dress(book: Any, sheet: Any) -> None:
    other = book.add_worksheet("汇总")
    formulas = [
        "=SUM(督查事项!B4:B5)",
        "=SUM(督查事项!$B$4:$B$5)",
        "=SUM(tbl_matters[任务])",
        "=SUM(督查事项!B:B)",
        "=督查事项!B5",
        "=SUM(B4:B5)",
        "=SUM(督查事项!B5:B5)",
    ]
    for number, formula in enumerate(formulas):
        other.write_formula(number, 0, formula)
    sheet.write_formula("A1", '=COUNTA(C4:C5)&"A4:A5"')
    sheet.write_formula("CA5", "=SUM(B$4:B5)")  # a running sum
    other.data_validation("C1", {"validate": "list", "source": "=督查事项!$A$4:$A$5"})
    book.define_name("全部任务说明", "=汇总!$A$4:$A$5")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=督查事项!$A$4:$A$5", "values": "=督查事项!$B$4:$B$5"})
    other.insert_chart("H1", chart)


def told(content: bytes) -> set[tuple[str, str, str]]:
    findings = list(short_ranges(read_image(content, NAME)))
    return {(found.sheet, found.cell, found.message.partition("（")[2].partition("）")[0]) for found in findings}


def test_ranges_by_address_that_end_before_the_table_are_told_of() -> None:
    """Once three matters are added the ledger ends in row 8.

    told: formulas, the list of another sheet, the chart; not: structured references, whole columns, single cells, a
    running sum, other sheets
    """
    before = build(dress)
    after = apply(before, added(3))
    assert told(before) == set()
    assert told(after) == {
        ("汇总", "A1", "B4:B5"),
        ("汇总", "A2", "B4:B5"),
        ("汇总", "", "A4:A5"),
        ("汇总", "", "B4:B5"),
        (LEDGER, "A1", "C4:C5"),
    }
    assert part(after, "xl/charts/chart1.xml") == part(before, "xl/charts/chart1.xml")


def test_the_sentence_names_the_place_and_says_what_to_do() -> None:
    """“汇总”表的图表只引用到……第5行……该表已到第8行"""
    findings = list(short_ranges(read_image(apply(build(dress), added(3)), NAME)))
    charts = [found for found in findings if "图表" in found.message]
    assert [found.message for found in charts] == [
        f"“汇总”表的图表只引用到“{LEDGER}”表第5行（{column}4:{column}5），而该表已到第8行，后面的行没有计入。"
        for column in "AB"
    ]
    assert "把末行改为8" in charts[0].remedy


def test_a_pivot_table_fed_by_an_area_is_told_of() -> None:
    source = f'<cacheSource type="worksheet"><worksheetSource ref="A3:C5" sheet="{LEDGER}"/></cacheSource>'
    cache = f"<pivotCacheDefinition>{source}</pivotCacheDefinition>"
    before = with_extra(build(), "xl/pivotCache/pivotCacheDefinition1.xml", cache)
    assert told(before) == set()
    assert {range_ for _, _, range_ in told(apply(before, added(1)))} == {"A3:C5"}
