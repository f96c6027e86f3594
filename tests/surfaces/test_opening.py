"""Workbook_Open: lights that the day has changed are refreshed behind the scenes; else nothing is written at all."""

import sys
import types
from datetime import date

import pytest

from tests.services.small_ledger import ROAD, on, small_office, table
from tests.surfaces.fake_excel import Excel
from xlsync.entry.bootstrap import changing
from xlsync.entry.commands.refresh import refresh_desk
from xlsync.entry.ribbon import background
from xlsync.entry.ribbon.opening import refresh_lights
from xlsync.entry.settings import office_at
from xlsync.vocabulary.errors import MasterLocked, PlanHeld

LATE = date(2016, 12, 21)  # the road was due the day before


@pytest.fixture
def office(tmp_path):
    """An office whose lights stand as of 17 October, opened on the 20th."""
    made = small_office(tmp_path / "office")
    with changing(on(made, date(2016, 10, 20))) as desk:
        refresh_desk(desk)
    return made


@pytest.fixture
def opened(monkeypatch, office):
    """Let the workbook be open before somebody, for writing or for reading only."""

    def open_it(*, to_write: bool = True, excel: Excel | None = None) -> None:
        finding = types.ModuleType("finding")
        finding.live_master = lambda path, file: file if to_write else None
        finding.book_at = lambda path: excel.book if excel is not None else None
        monkeypatch.setitem(sys.modules, "xlsync.adapters.workbook_live.finding", finding)

    return open_it


def files(office) -> dict:
    left_out = ("-wal", "-shm", ".log", "lock")
    return {
        path: path.read_bytes()
        for path in office.root.rglob("*")
        if path.is_file() and not path.name.endswith(left_out)
    }


def test_a_light_that_the_day_has_changed_is_refreshed(monkeypatch, office, opened):
    opened()
    monkeypatch.setenv("XLSYNC_TODAY", LATE.isoformat())
    before = table(office, "matters")[ROAD]["light"]
    assert refresh_lights(office_at(office.root)) is True
    assert table(office, "matters")[ROAD]["light"] != before


def test_nothing_is_written_where_no_light_changes(office, opened):
    """A day more of delay is no light. Neither master nor journal is touched: looking needs no lock."""
    opened()
    before = files(office)
    assert refresh_lights(on(office, date(2016, 10, 21))) is False
    assert files(office) == before


def test_what_is_opened_for_reading_only_stays_as_it_is(office, opened):
    opened(to_write=False)
    before = files(office)
    assert refresh_lights(on(office, LATE)) is False
    assert files(office) == before


def test_the_process_is_silent_whatever_happens(monkeypatch, office, opened, capfd):
    excel = Excel(office.master)
    opened(excel=excel)
    for error in (MasterLocked("他人"), ValueError("细节"), OSError(28, "full")):
        monkeypatch.setattr(background, "refresh_lights", raiser(error))
        assert background.main(["opened", str(office.master)]) == 0
    assert background.main(["opened", str(office.root / "副本.xlsm")]) == 0
    assert excel.said == excel.bar == [] and capfd.readouterr() == ("", "")
    log = office.log.read_text(encoding="utf-8")
    assert "ValueError" in log and "OSError" in log and "细节" not in log


def test_what_is_told_only_once_is_told(monkeypatch, office, opened):
    """A plan that could not be brought to its end is told to whoever comes first."""
    excel = Excel(office.master)
    opened(excel=excel)
    monkeypatch.setattr(background, "refresh_lights", raiser(PlanHeld("督查事项 A1", "")))
    background.main(["opened", str(office.master)])
    assert len(excel.said) == 1 and "督查事项 A1" in excel.said[0]


def test_a_long_button_tells_the_person_in_the_workbook_that_it_finds(office, opened):
    excel = Excel(office.master)
    opened(excel=excel)
    assert background.main(["issue", str(office.master)]) == 0
    assert str(office.forms) in excel.said[0] and "分发填报表（生成填报表）：3/3" in excel.bar
    assert excel.bar[-1] is False


def raiser(error):
    def run(*_: object) -> int:
        raise error

    return run
