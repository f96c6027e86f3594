"""Formulas that cells share: the group outlives its first cell; arrays and data tables are left whole."""

import re
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from xlsync.adapters.workbook_file.layout import Area
from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_file.shared_formulas import formulas_of, promoted, refuse_arrays
from xlsync.vocabulary.errors import UnsafeMaster

SHEET = "xl/worksheets/sheet1.xml"


def sheet_with(cells: str) -> bytes:
    return f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode()


def group(rows: range, text: str = "A{0}*2", number: int = 0) -> str:
    """Return a column B of rows that share one formula; each has a value in A."""
    first = rows[0]
    head = f'<f t="shared" ref="B{first}:B{rows[-1]}" si="{number}">{text.format(first)}</f>'
    others = f'<f t="shared" si="{number}"/>'
    row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c><c r="B{0}">{1}<v>{2}</v></c></row>'
    return "".join(row.format(number, head if number == first else others, number * 2) for number in rows)


def workbook_with(sheet: bytes) -> bytes:
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet("甲").write(0, 0, 1)
    book.close()
    old = Package(out.getvalue()).read(SHEET)
    data = re.search(rb"<sheetData>.*</sheetData>", sheet, re.DOTALL)
    assert data is not None
    return Package(out.getvalue()).replaced({SHEET: re.sub(rb"<sheetData>.*</sheetData>", lambda _: data[0], old)})


def formulas(sheet: bytes) -> dict[str, object]:
    """Return the formulas as openpyxl reads them, by cell."""
    cells = (cell for row in load_workbook(BytesIO(workbook_with(sheet))).active.iter_rows() for cell in row)
    return {
        cell.coordinate: cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
        for cell in cells
        if cell.data_type == "f"
    }


class TestTheNextCellTakesTheFormulaOver:
    def test_the_group_reads_as_before(self) -> None:
        before = sheet_with(group(range(2, 8), "IF(A{0}&gt;$A$2,SUM(A$2:A{0}),&quot;A1&quot;)&amp;单位!A{0}"))
        after = promoted(before, {(2, 2)}, "甲")
        assert b'<f t="shared" si="0" ref="B3:B7">IF(A3&gt;$A$2,SUM(A$2:A3),"A1")&amp;' in after
        expected = formulas(before)
        del expected["B2"]
        assert {cell: text for cell, text in formulas(after).items() if cell != "B2"} == expected

    def test_touched_cells_are_passed_over(self) -> None:
        """B2, B3 and B5 are written: B4 starts the group of B4, B6 and B7."""
        after = promoted(sheet_with(group(range(2, 8))), {(2, 2), (3, 2), (5, 2)}, "甲")
        assert b'<c r="B4"><f t="shared" si="0" ref="B4:B7">A4*2</f><v>8</v></c>' in after

    @pytest.mark.parametrize("touched", [{(3, 2)}, {(7, 2)}, {(2, 1)}, set()])
    def test_nothing_changes_when_the_first_cell_stays(self, touched: set[tuple[int, int]]) -> None:
        before = sheet_with(group(range(2, 8)))
        assert promoted(before, touched, "甲") is before

    def test_a_group_that_is_written_over_as_a_whole_ends(self) -> None:
        before = sheet_with(group(range(2, 4)))
        assert promoted(before, {(2, 2), (3, 2)}, "甲") is before

    def test_a_single_cell_that_is_left_holds_its_formula_alone(self) -> None:
        before = sheet_with(group(range(2, 4)).replace('<f t="shared" si="0"/>', '<f t="shared" ca="1" si="0"/>'))
        assert b'<c r="B3"><f ca="1">A3*2</f>' in promoted(before, {(2, 2)}, "甲")

    def test_a_number_used_twice_names_two_groups(self) -> None:
        before = sheet_with(group(range(2, 5)) + group(range(6, 9), "A{0}*3"))
        after = promoted(before, {(6, 2)}, "甲")
        assert b'<f t="shared" si="0" ref="B7:B8">A7*3</f>' in after
        assert b'<c r="B3"><f t="shared" si="0"/>' in after

    def test_a_block_keeps_the_area_of_what_is_left(self) -> None:
        """B2:C3 share; B2 is written: C2 comes next, the area is still B2:C3."""
        head, other = '<f t="shared" ref="B2:C3" si="4">A1+1</f>', '<f t="shared" si="4"/>'
        rows = f'<row r="2"><c r="B2">{head}</c><c r="C2">{other}</c></row>'
        rows += f'<row r="3"><c r="B3">{other}</c><c r="C3">{other}</c></row>'
        after = promoted(sheet_with(rows), {(2, 2)}, "甲")
        assert b'<c r="C2"><f t="shared" si="4" ref="B2:C3">B1+1</f></c>' in after

    def test_prefixed_xml_stays_prefixed(self) -> None:
        before = sheet_with(group(range(2, 5))).replace(b"</", b"</x:")
        before = re.sub(rb"<(?=\w)", b"<x:", before)
        assert b'<x:f t="shared" si="0" ref="B3:B4">A3*2</x:f>' in promoted(before, {(2, 2)}, "甲")

    def test_a_text_that_looks_like_a_formula_is_none(self) -> None:
        text = '<row r="1"><c r="A1" t="inlineStr"><is><t>写 t="shared" 与 t="array" 的说明</t></is></c></row>'
        before = sheet_with(text + group(range(2, 4)))
        refuse_arrays(before, {(1, 1)}, None, "甲")
        assert promoted(before, {(1, 1)}, "甲") is before

    def test_a_cell_without_its_first_is_refused(self) -> None:
        orphan = '<row r="2"><c r="B2"><f t="shared" si="9"/></c></row>'
        with pytest.raises(UnsafeMaster, match="不常见"):
            promoted(sheet_with(orphan), {(2, 2)}, "甲")

    def test_each_cell_s_own_formula_can_be_told(self) -> None:
        found = formulas_of(sheet_with(group(range(2, 8))), {(2, 2), (5, 2)}, "甲")
        assert found == {(2, 2): "A2*2", (5, 2): "A5*2"}


@settings(max_examples=30, deadline=None)
@given(
    sizes=st.lists(st.integers(2, 6), min_size=1, max_size=4),
    texts=st.lists(st.sampled_from(["A{0}*2", "SUM(A$2:A{0})", "IF($A{0}&gt;1,A{0},-A$3)"]), min_size=4, max_size=4),
    picks=st.sets(st.integers(2, 30)),
)
def test_whatever_is_written_all_other_cells_keep_their_formula(
    sizes: list[int], texts: list[str], picks: set[int]
) -> None:
    """Groups stand one below the other in column B; any of their cells are written over."""
    starts = [2 + sum(sizes[:number]) for number in range(len(sizes))]
    groups = zip(starts, sizes, texts, strict=False)
    before = sheet_with(
        "".join(group(range(start, start + size), text, at) for at, (start, size, text) in enumerate(groups))
    )
    after = promoted(before, {(row, 2) for row in picks}, "甲")
    for row in picks:
        after = re.sub(rb'<c r="B%d">.*?</c>' % row, b'<c r="B%d"><v>1</v></c>' % row, after)
    kept = {cell: text for cell, text in formulas(before).items() if int(cell[1:]) not in picks}
    assert formulas(after) == kept


class TestArraysStayWhole:
    ARRAY = '<row r="2"><c r="B2"><f t="array" ref="B2:B4">A2:A4*2</f></c></row><row r="3"><c r="B3"><v>1</v></c></row>'

    @pytest.mark.parametrize("kind", ["array", "dataTable"])
    @pytest.mark.parametrize("row", [2, 3, 4])
    def test_any_cell_of_it_is_refused(self, kind: str, row: int) -> None:
        content = sheet_with(self.ARRAY.replace("array", kind))
        with pytest.raises(UnsafeMaster, match=rf"“甲”的B{row}属于数组公式"):
            refuse_arrays(content, {(1, 1), (row, 2)}, None, "甲")

    def test_cells_beside_it_are_free(self) -> None:
        refuse_arrays(sheet_with(self.ARRAY), {(1, 2), (5, 2), (3, 1), (3, 3)}, Area(5, 1, 9, 9), "甲")

    def test_new_rows_do_not_run_into_it(self) -> None:
        with pytest.raises(UnsafeMaster, match="数组公式"):
            refuse_arrays(sheet_with(self.ARRAY), set(), Area(4, 1, 6, 3), "甲")
