"""A plan in the open workbook: the person's own work is neither saved unasked nor lost, nor anything of his touched."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from xlwings import XlwingsError

from tests.libreoffice.open_masters import PLACES, OpenMaster, built, opened, plan
from xlsync.adapters.workbook_live.writing import SheetWriting
from xlsync.model.sheets import HEADER_ROW, SHEETS, STATE_SHEET
from xlsync.vocabulary.errors import MasterChangedMeanwhile, SheetProtected, UnsafeMaster

ONE, TWO, NEW = "DC-2016-0001", "DC-2016-0002", "DC-2016-0007"


@pytest.fixture
def master(office_app: xw.App, tmp_path: Path) -> Iterator[OpenMaster]:
    with opened(office_app, built(tmp_path / "督查台账.xlsm")) as made:
        yield made


class TestSaving:
    def test_a_plan_is_saved_where_the_person_has_done_nothing(self, master: OpenMaster) -> None:
        sha256 = master.live.apply(plan((TWO, "progress", "主体完工"), number=5), master.live.read())
        assert sha256 == master.digest()
        assert (master.in_file(2, "progress"), master.file.read().plan_number) == ("主体完工", 5)

    def test_what_the_person_typed_is_not_saved_by_us_and_the_plan_stands_beside_it(self, master: OpenMaster) -> None:
        """DC-2016-0001 进展情况 typed and not saved; the plan changes DC-2016-0002 and a second one DC-2016-0003."""
        before = master.digest()
        master.cell(1, "progress").value = "正在打字"
        first, second = plan((TWO, "progress", "主体完工"), number=5), plan(("DC-2016-0003", "percent", 1), number=6)
        assert master.live.apply(first, master.live.read()) == ""
        assert master.live.apply(second, master.live.read(), [first]) == ""
        assert master.digest() == before
        assert [master.shown(1, "progress"), master.shown(2, "progress")] == ["正在打字", "主体完工"]
        assert (master.number, master.live.saved().plan_number) == (6, 0)

        master.cell(1, "progress").value = "已开工"  # the person takes it back: nothing is left that is not ours
        assert master.live.save([first, second]) == master.digest() != before
        assert (master.in_file(2, "progress"), master.in_file(3, "percent")) == ("主体完工", 1)

    def test_work_anywhere_else_counts_too(self, master: OpenMaster) -> None:
        """A title, a note beside the table and one below it, a sheet of his own, another of our sheets, a new name."""
        book, before = master.book, master.digest()
        people = book.sheets[SHEETS["people"].sheet]
        cells = [master.sheet["A1"], master.sheet.range((30, 80)), master.sheet.range((11, 4)), people.range((4, 1))]
        for cell in cells:
            held = cell.value
            cell.value = "记一笔"
            assert master.live.save(()) == "", cell
            cell.value = held
        own = book.sheets.add(name="我的表", after=people)
        assert master.live.save(()) == ""
        own.delete()
        people.name = "改名"
        assert master.live.save(()) == ""
        people.name = SHEETS["people"].sheet
        assert master.digest() == before
        assert master.live.save(()) == master.digest()

    def test_a_formula_that_computes_itself_is_no_work(self, master: OpenMaster) -> None:
        master.sheet.range((1, 70)).formula = "=TODAY()"
        assert master.live.apply(plan((TWO, "progress", "主体完工")), master.live.read()) == master.digest()


class TestCells:
    def test_texts_that_a_program_would_convert_stay_texts(self, master: OpenMaster) -> None:
        """Each in a column of text cells (联系电话) or of the format General (进展情况), here and in the saved file."""
        texts = ["00123", "1/2", "2025-3-1", "=1+1", "'abc", "''x", "TRUE", "1e5", "50%", "3月1日", "-", "@某局"]
        texts += ["#N/A", "一\n二", "１２３", "9:00", "¥100", "(5)", "a" * 300, "=" + "1+" * 200 + "1"]
        texts += ["十月", "三月四日"]
        columns = ("light", "category", "progress", "remarks")
        places = [(number, column) for number in range(1, 7) for column in columns][: len(texts)]
        cells = [(f"DC-2016-000{number}", column, text) for (number, column), text in zip(places, texts, strict=True)]
        assert master.live.apply(plan(*cells), master.live.read()) == master.digest()
        assert [master.shown(*place) for place in places] == texts
        assert [master.in_file(*place) for place in places] == texts

    def test_numbers_days_and_texts_find_cells_that_keep_them(self, master: OpenMaster) -> None:
        """A text cell gets a number and a day, a date cell a number, a percentage a day."""
        cells: list[tuple[str, str, Any]] = [
            (ONE, "category", 7),
            (TWO, "category", date(2016, 3, 4)),
            (ONE, "due", 3.5),
            (TWO, "percent", date(2016, 2, 29)),
            (ONE, "registered_on", None),
        ]
        master.live.apply(plan(*cells), master.live.read())
        for image in (master.live.read(), master.file.read()):
            rows = image["matters"].by_key()
            assert [rows[key][column] for key, column, _ in cells] == [value for *_, value in cells]

    def test_a_column_of_staff_between_ours_is_not_touched(self, master: OpenMaster) -> None:
        """Staff put a column of their own before 进展情况: a text, a formula, a number; ours change on both sides."""
        place = PLACES["progress"]
        master.sheet.range((1, place), (100, place)).insert("right")
        own = master.sheet.range((HEADER_ROW, place), (HEADER_ROW + 3, place))
        own.formula = [["备查"], ["甲"], ["=1+1"], ["3"]]
        master.book.save()
        seen = master.live.read()
        left = next(key for key, column in seen["matters"].positions.items() if column == place - 1)
        cells = [(f"DC-2016-000{number}", key, "改") for number in range(1, 7) for key in (left, "progress")]
        assert master.live.apply(plan(*cells), seen) == master.digest()
        assert [line[0] for line in own.formula] == ["备查", "甲", "=1+1", "3"]
        rows = master.file.read()["matters"].by_key()
        assert [rows[key][column] for key, column, _ in cells] == ["改"] * 12

    def test_a_formula_between_two_cells_that_change_stays_a_formula(self, master: OpenMaster) -> None:
        """预警 of matters 1 to 6 changes but that of 3, where staff put a formula."""
        cell = master.cell(3, "light")
        cell.number_format = "General"
        cell.formula = '="绿"&""'
        master.book.save()
        cells = [(f"DC-2016-000{number}", "light", "红") for number in (1, 2, 4, 5, 6)]
        master.live.apply(plan(*cells), master.live.read())
        assert cell.formula == '="绿"&""'
        assert [master.shown(number, "light") for number in range(1, 7)] == ["红", "红", "绿", "红", "红", "红"]


class TestRows:
    def test_new_rows_look_like_the_row_above_and_belong_to_the_table(self, master: OpenMaster) -> None:
        master.live.apply(plan(new=[NEW, "DC-2016-0008"]), master.live.read())
        table = master.live.read()["matters"]
        assert [row.number for row in table][-2:] == [10, 11]
        assert table.last_row == master.file.read()["matters"].last_row == 11
        places = [PLACES[key] for key in ("matter_id", "registered_on", "percent", "progress")]
        formats = [[master.sheet.range((row, place)).number_format for place in places] for row in (9, 10, 11)]
        assert formats[1] == formats[2] == formats[0]
        assert master.sheet.range((11, 1)).color == master.sheet.range((9, 1)).color

    def test_a_totals_row_moves_down_and_counts_the_new_rows(self, master: OpenMaster) -> None:
        table = master.sheet.tables["tbl_matters"]
        table.show_totals = True
        place = PLACES["percent"]
        master.sheet.range((10, place)).formula = "=SUBTOTAL(109,D4:D9)"
        master.book.save()
        assert master.live.apply(plan(new=[NEW, "DC-2016-0008"]), master.live.read()) == master.digest()
        image, saved = master.live.read(), master.file.read()
        assert [row.number for row in image["matters"]] == [*range(4, 12)]
        assert image.strays == saved.strays == {}
        assert master.sheet.range((12, place)).formula == "=SUBTOTAL(109,D4:D11)"
        assert table.range.shape[0] == 10

    def test_what_stands_below_the_table_is_not_written_over(self, master: OpenMaster) -> None:
        master.sheet.range((10, 3)).value = "制表人：张"
        master.book.save()
        seen = master.live.read()
        with pytest.raises(UnsafeMaster, match="第10行已有内容"):
            master.live.apply(plan((TWO, "progress", "主体完工"), new=[NEW]), seen)
        assert master.live.read().tables == seen.tables
        assert master.live.read().plan_number == 0

    def test_a_column_of_formulas_goes_on_in_new_rows(self, master: OpenMaster) -> None:
        place = PLACES["extra"]
        master.sheet.range((4, place), (9, place)).formula = [[f"=B{row}&C{row}"] for row in range(4, 10)]
        master.book.save()
        master.live.apply(plan(new=[NEW]), master.live.read())
        assert master.sheet.range((10, place)).formula == "=B10&C10"


class TestMeanwhile:
    def test_a_column_put_in_since_the_reading_is_not_written_into(self, master: OpenMaster) -> None:
        """备注 stands one column further right by now; where it stood there is a blank column of the person."""
        seen = master.live.read()
        master.sheet.range((1, PLACES["remarks"]), (100, PLACES["remarks"])).insert("right")
        with pytest.raises(MasterChangedMeanwhile):
            master.live.apply(plan((ONE, "remarks", "电话催过")), seen)


class TestAllOrNothing:
    def test_a_failure_halfway_leaves_nothing_behind(self, master: OpenMaster, monkeypatch: pytest.MonkeyPatch) -> None:
        """The second block fails: the first is written back, the table is as long as it was."""
        master.cell(1, "progress").formula = "=1+1"
        before, write, written = master.live.read(), SheetWriting._write, []

        def failing(self: SheetWriting, *block: Any) -> None:
            if written:
                raise XlwingsError("the program says no")
            written.append(block)
            write(self, *block)

        monkeypatch.setattr(SheetWriting, "_write", failing)
        with pytest.raises(UnsafeMaster, match="已经改回"):
            master.live.apply(plan((ONE, "progress", "一"), (ONE, "percent", 1), new=[NEW]), before)
        after = master.live.read()
        assert after.tables == before.tables
        assert after.plan_number == before.plan_number
        assert master.cell(1, "progress").formula == "=1+1"

    def test_the_plan_number_is_written_when_all_else_stands(
        self, master: OpenMaster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen, look = master.live.read(), SheetWriting.write
        numbers = []

        def watching(self: SheetWriting) -> None:
            numbers.append(master.book.sheets[STATE_SHEET]["B1"].value)
            look(self)
            numbers.append(master.book.sheets[STATE_SHEET]["B1"].value)

        monkeypatch.setattr(SheetWriting, "write", watching)
        master.live.apply(plan((ONE, "progress", "一"), number=9), seen)
        assert (numbers, master.number) == ([0, 0], 9)

    def test_what_changed_meanwhile_under_the_plan_stops_it_before_anything_is_written(
        self, master: OpenMaster
    ) -> None:
        """The cell itself, the key of its row, the plan number, and last a row inserted above."""
        seen = master.live.read()
        number = master.book.sheets[STATE_SHEET]["B1"]
        for cell, value in (
            (master.cell(2, "progress"), "他人所填"),
            (master.cell(2, "matter_id"), "DC-9"),
            (number, 3),
        ):
            held = cell.value
            cell.value = value
            with pytest.raises(MasterChangedMeanwhile):
                master.live.ready_for(plan((TWO, "progress", "主体完工")), seen)
            cell.value = held
        master.live.ready_for(plan((TWO, "progress", "主体完工")), seen)
        master.sheet.range((4, 1), (4, 80)).insert("down")
        with pytest.raises(MasterChangedMeanwhile):
            master.live.apply(plan((TWO, "progress", "主体完工")), seen)
        assert [master.shown(each, "progress") for each in range(1, 8)] == [None, *["已开工"] * 6]

    def test_another_cell_that_the_person_changes_meanwhile_is_no_hindrance(self, master: OpenMaster) -> None:
        seen = master.live.read()
        master.cell(1, "remarks").value = "记一笔"
        assert master.live.apply(plan((TWO, "progress", "主体完工")), seen) == ""
        assert (master.shown(1, "remarks"), master.shown(2, "progress")) == ("记一笔", "主体完工")


def test_a_sheet_that_its_person_protected_is_named_and_written_once_it_is_not(master: OpenMaster) -> None:
    before, wanted = master.digest(), plan((TWO, "progress", "主体完工"), number=5)
    native = master.sheet.api
    native.protect("")
    with pytest.raises(SheetProtected, match=r"督查事项.*取消工作表保护"):
        master.live.apply(wanted, master.live.read())
    assert (master.shown(2, "progress"), master.number, master.digest()) == ("已开工", 0, before)
    native.unprotect("")
    assert master.live.apply(wanted, master.live.read())
    assert master.in_file(2, "progress") == "主体完工"


def test_the_person_s_view_and_the_program_s_settings_stay_as_they_were(master: OpenMaster) -> None:
    """One cell of 单位 is selected; the ledger, on another sheet, is written, and gets rows."""
    units = master.book.sheets[SHEETS["units"].sheet]
    units.activate()
    units["B5:C6"].select()
    app = master.book.app
    names = ("screen_updating", "display_alerts", "enable_events", "interactive", "calculation")
    before = [getattr(app, name) for name in names]
    master.live.apply(plan((TWO, "progress", "主体完工"), new=[NEW]), master.live.read())
    assert master.book.sheets.active.name == units.name
    assert app.selection.address == "$B$5:$C$6"
    assert [getattr(app, name) for name in names] == before
