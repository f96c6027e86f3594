"""The ledger of a whole year, open in LibreOffice: read as the file is read, written in some dozens of calls."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from tests.libreoffice.open_masters import BY_TEST, OpenMaster, built, opened
from xlsync.demo.office import office_tables
from xlsync.model.plan import CellChange, Plan
from xlsync.model.sheets import SHEETS
from xlsync.vocabulary.terms import Kind, Owner

FEW = 60


@pytest.fixture(scope="module")
def master(office_app: xw.App, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenMaster]:
    path = tmp_path_factory.mktemp("year") / "督查台账.xlsm"
    with opened(office_app, built(Path(path), {"matters": office_tables()["matters"]})) as made:
        yield made


def test_a_year_s_ledger_reads_as_its_file_does(master: OpenMaster) -> None:
    image, saved = master.live.read(), master.file.read()
    assert len(image["matters"]) == 2534
    for name, table in saved.tables.items():
        assert image[name] == table
        assert [[type(value) for value in row.values.values()] for row in image[name]] == [
            [type(value) for value in row.values.values()] for row in table
        ]
    assert (image.strays, image.errors, image.plan_number) == (saved.strays, saved.errors, saved.plan_number)


def test_a_refresh_of_all_matters_takes_some_dozens_of_calls(
    master: OpenMaster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every second matter gets other texts and numbers in all computed columns: no call for a single cell."""
    seen = master.live.read()
    columns = [column for column in SHEETS["matters"].columns if column.owner is Owner.COMPUTED]
    wanted = {Kind.TEXT: "改", Kind.LONG_TEXT: "改写", Kind.INTEGER: 7, Kind.NUMBER: 0.5, Kind.PERCENT: 0.5}
    changes = tuple(
        CellChange("matters", row.text("matter_id"), column.key, row[column.key], wanted[column.kind], BY_TEST)
        for row in seen["matters"].rows[::2]
        for column in columns
        if column.kind in wanted
    )
    calls: Counter[str] = Counter()
    for name in ("value", "formula", "number_format"):
        monkeypatch.setattr(xw.Range, name, _counted(getattr(xw.Range, name), name, calls))
    assert master.live.apply(Plan("refresh", changes, number=1), seen) == master.digest()
    assert len(changes) > 10_000
    assert calls["value ="] <= FEW
    sheets = len(master.book.sheets)
    assert calls["value"] <= 2 * sheets + FEW
    assert calls["formula"] + calls["number_format"] <= FEW
    written = master.file.read()["matters"].rows
    assert all(written[0][column.key] == wanted[column.kind] for column in columns if column.kind in wanted)


def _counted(held: Any, name: str, calls: Counter[str]) -> property:
    """Return a property that counts how often it is read and set."""

    def get(cells: xw.Range) -> Any:
        calls[name] += 1
        return held.fget(cells)

    def put(cells: xw.Range, value: Any) -> None:
        calls[f"{name} ="] += 1
        held.fset(cells, value)

    return property(get, put)
