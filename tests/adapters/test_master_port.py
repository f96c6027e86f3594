"""What any master promises, in memory, as a file or open in a real LibreOffice; then what the file alone can break."""

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pytest
import xlwings as xw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlsync.adapters.libreoffice import register
from xlsync.adapters.memory import MemoryStore
from xlsync.adapters.memory_master import MemoryMaster
from xlsync.adapters.template.master import build_master
from xlsync.adapters.workbook_file.gate import check
from xlsync.adapters.workbook_file.image import read_image
from xlsync.adapters.workbook_file.master import MasterFile
from xlsync.adapters.workbook_file.patch import patched, sheet_edits
from xlsync.adapters.workbook_live.master import LiveMaster
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.sheets import HEADER_ROW, SHEETS
from xlsync.model.table import MasterImage, Value
from xlsync.rules.plan import foresee
from xlsync.services.observe import VersionedMaster
from xlsync.vocabulary.errors import MasterChangedMeanwhile, MasterLocked, MasterMissing, NotAMaster, UnsafeMaster
from xlsync.vocabulary.terms import Kind

BY_TEST = Source("某局", "ab" * 32, "某局.xlsx", "L5")
ROWS: dict[str, list[dict[str, Value]]] = {
    "matters": [
        {
            "matter_id": f"DC-2016-{number:04d}",
            "registered_on": date(2016, 1, number),
            "category": "政府工作报告",
            "task": f"第{number}项任务",
            "lead_unit": "某局",
            "progress": "已开工",
            "percent": number / 10,
            "feedback_count": number,
        }
        for number in range(1, 7)
    ],
    "units": [{"unit": "某局", "unit_class": "市直部门"}, {"unit": "另一局", "unit_class": "市直部门"}],
}


@dataclass
class Case:
    """A master under test, and what people do to it: they change a cell meanwhile, or open the closed file."""

    master: VersionedMaster
    change_meanwhile: Callable[[], None]
    open_by: Callable[[str], None] = lambda _: None


def _file_case(folder: Path) -> Case:
    path = folder / "督查台账.xlsm"
    build_master(path, ROWS)
    master = MasterFile(path, MemoryStore())

    def change_meanwhile() -> None:
        seen = master.read()
        path.write_bytes(patched(path.read_bytes(), replace(change("progress", "他人所填"), number=0), seen))

    def open_by(name: str) -> None:
        (folder / f".~lock.{path.name}#").write_text(f",{name},host,22.11.2026 16:00,file:///x;")

    return Case(master, change_meanwhile, open_by)


def _memory_case(_folder: Path) -> Case:
    master = MemoryMaster(ROWS)

    def open_by(name: str) -> None:
        master.holder = name

    return Case(master, lambda: void(master.type_in(change("progress", "他人所填").changes)), open_by)


def void(_value: object) -> None:
    """Drop a value."""


CLOSED = {"file": _file_case, "memory": _memory_case}


@pytest.fixture(params=CLOSED)
def closed_case(request: pytest.FixtureRequest, tmp_path: Path) -> Case:
    return CLOSED[request.param](tmp_path)


@pytest.fixture(params=[*CLOSED, "live"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Case]:
    if request.param in CLOSED:
        yield CLOSED[request.param](tmp_path)
        return
    path = tmp_path / "督查台账.xlsm"
    path.write_bytes(request.getfixturevalue("built"))
    book = request.getfixturevalue("libreoffice").books.open(path)
    yield Case(LiveMaster(book, MasterFile(path, MemoryStore())), lambda: _type_in(book))
    book.close()


def _type_in(book: xw.Book) -> None:
    """Type into the cell 进展情况 of DC-2016-0002, as a person does who has the master open."""
    sheet = book.sheets[SHEETS["matters"].sheet]
    place = [column.key for column in SHEETS["matters"].columns].index("progress") + 1
    sheet.range((HEADER_ROW + 2, place)).value = "他人所填"


@pytest.fixture(scope="module")
def libreoffice() -> Iterator[xw.App]:
    """Yield a running LibreOffice without books; it fails where none is installed."""
    register()
    app = xw.App(visible=False, add_book=False)
    yield app
    app.quit()


def change(column: str, after: Value, key: str = "DC-2016-0002", before: Value = None) -> Plan:
    return Plan("merge", (CellChange("matters", key, column, before, after, BY_TEST),), number=1)


def rows_by_key(image: MasterImage) -> dict[str, dict[str, dict[str, Value]]]:
    """Return what a reader sees: values by schema, key and column."""
    return {
        name: {row.text(table.key): {k: v for k, v in row.values.items() if v is not None} for row in table.rows}
        for name, table in image.tables.items()
    }


class TestAnyMaster:
    def test_a_plan_and_its_number_stand_in_the_master_afterwards(self, case: Case) -> None:
        """督查编号      | 进展情况
        DC-2016-0002 | 已开工 -> 主体完工
        """
        seen = case.master.read()
        sha256 = case.master.apply(replace(change("progress", "主体完工"), number=17), seen)
        image, saved = case.master.read(), case.master.saved()
        assert image["matters"].by_key()["DC-2016-0002"]["progress"] == "主体完工"
        assert saved.tables == image.tables
        assert (saved.sha256, saved.plan_number, image.plan_number) == (sha256, 17, 17)
        assert hashlib.sha256(case.master.content()).hexdigest() == sha256

    def test_every_kind_of_value_comes_back_as_it_was_written(self, case: Case) -> None:
        values = {
            "task": "  两端有空格\n第二行\t& <尖括号> _x000D_ ",
            "due": date(2016, 2, 29),
            "manual_due": datetime(2016, 3, 4, 15, 6, 7),
            "percent": 0.375,
            "actual_value": 123456.789,
            "feedback_count": 12,
            "extra": "00123",
            "progress": None,
        }
        cells = tuple(CellChange("matters", "DC-2016-0003", k, None, v, BY_TEST) for k, v in values.items())
        case.master.apply(Plan("merge", cells, number=1), case.master.read())
        row = case.master.read()["matters"].by_key()["DC-2016-0003"]
        assert {key: row[key] for key in values} == values
        assert type(row["due"]) is date
        assert type(row["feedback_count"]) is int

    def test_new_rows_fill_blank_rows_and_then_grow_the_table(self, case: Case) -> None:
        """The sheet 催办记录 holds one blank row: the first new row takes it, two more grow the table."""
        before = case.master.read()
        rows = tuple(
            RowAppend("urges", f"CB-{n}", {"urge_id": f"CB-{n}", "matter_id": "DC-2016-0001"}, BY_TEST)
            for n in range(3)
        )
        case.master.apply(Plan("refresh", (), rows, number=1), before)
        table = case.master.read()["urges"]
        assert before["urges"].blank_rows[:1] == [4]
        assert [(row.number, row["urge_id"]) for row in table.rows] == [(4, "CB-0"), (5, "CB-1"), (6, "CB-2")]
        assert table.last_row == 6

    def test_a_removed_row_leaves_a_blank_row_for_the_next_one(self, case: Case) -> None:
        seen = case.master.read()
        row = seen["matters"].by_key()["DC-2016-0004"]
        gone = tuple(CellChange("matters", "DC-2016-0004", key, row[key], None, BY_TEST) for key in row.values)
        case.master.apply(Plan("refresh", gone, number=1), seen)
        image = case.master.read()
        assert "DC-2016-0004" not in image["matters"].by_key()
        assert list(image["matters"].blank_rows) == [row.number]

    def test_what_somebody_changed_meanwhile_is_not_overwritten(self, case: Case) -> None:
        seen = case.master.read()
        case.change_meanwhile()
        with pytest.raises(MasterChangedMeanwhile):
            case.master.apply(change("progress", "主体完工"), seen)
        assert case.master.read()["matters"].by_key()["DC-2016-0002"]["progress"] == "他人所填"

    def test_a_plan_made_from_what_stands_there_can_be_applied_and_another_cannot(self, case: Case) -> None:
        seen = case.master.read()
        case.master.ready_for(change("progress", "主体完工"), seen)
        assert case.master.held_by() is None
        assert case.master.read().tables == seen.tables

    @pytest.mark.parametrize("plan", [change("progress", "无", key="DC-2016-9999"), change("no_such_column", "无")])
    def test_a_plan_for_a_place_that_does_not_exist_changes_nothing(self, case: Case, plan: Plan) -> None:
        seen = case.master.read()
        with pytest.raises(UnsafeMaster):
            case.master.apply(plan, seen)
        assert case.master.read().sha256 == seen.sha256

    def test_an_earlier_version_can_be_read_again(self, case: Case) -> None:
        before = case.master.content()
        case.master.apply(change("progress", "主体完工"), case.master.read())
        assert case.master.read_image(before)["matters"].by_key()["DC-2016-0002"]["progress"] == "已开工"


def test_a_closed_master_that_somebody_opens_is_left_alone(closed_case: Case) -> None:
    seen = closed_case.master.read()
    closed_case.open_by("值班员")
    assert "值班员" in (closed_case.master.held_by() or "")
    for step in (closed_case.master.ready_for, closed_case.master.apply):
        with pytest.raises(MasterLocked, match="值班员"):
            step(change("progress", "主体完工"), seen)
    assert closed_case.master.read().sha256 == seen.sha256


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
VALUES: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.DATE: st.dates(date(1900, 3, 1), date(2199, 12, 31)),
    Kind.NUMBER: st.floats(-1e12, 1e12).map(lambda number: round(number, 6)),
    Kind.PERCENT: st.floats(0, 1).map(lambda number: round(number, 4)),
    Kind.INTEGER: st.integers(-(10**9), 10**9),
}


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw a plan on the ledger: some cells of any columns, some new rows."""
    columns = [column for column in SHEETS["matters"].columns if column.key != "matter_id"]
    places = draw(st.sets(st.tuples(st.integers(1, 6), st.sampled_from(columns)), max_size=12))
    cells = [
        CellChange("matters", f"DC-2016-{n:04d}", c.key, None, draw(_value_of(c.kind)), BY_TEST) for n, c in places
    ]
    rows = []
    for number in range(draw(st.integers(0, 4))):
        filled = draw(st.lists(st.sampled_from(columns), max_size=6, unique_by=lambda column: column.key))
        values = {"matter_id": f"DC-2016-1{number:03d}"} | {c.key: draw(_value_of(c.kind)) for c in filled}
        rows.append(RowAppend("matters", str(values["matter_id"]), values, BY_TEST))
    return Plan("merge", tuple(cells), tuple(rows), number=draw(st.integers(1, 10**6)))


def _value_of(kind: Kind) -> st.SearchStrategy[Value]:
    return st.none() | VALUES.get(kind, TEXTS.map(lambda text: text or None))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    path = tmp_path_factory.mktemp("built") / "督查台账.xlsm"
    build_master(path, ROWS)
    yield path.read_bytes()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plans())
def test_what_is_written_is_what_was_foreseen(built: bytes, plan: Plan) -> None:
    seen = read_image(built, "督查台账.xlsm")
    image = read_image(patched(built, plan, seen), "督查台账.xlsm")
    assert rows_by_key(image) == rows_by_key(foresee(seen, plan))
    assert image.plan_number == plan.number


def test_entries_that_the_plan_does_not_touch_keep_their_bytes(built: bytes, tmp_path: Path) -> None:
    """督查事项 and 催办记录 change; their tables, the state sheet and workbook.xml may too; nothing else."""
    seen = read_image(built, "督查台账.xlsm")
    row = RowAppend("urges", "CB-1", {"urge_id": "CB-1", "urged_on": date(2016, 5, 1)}, BY_TEST)
    plan = replace(change("progress", "主体完工"), appends=(row, replace(row, key="CB-2")))
    before, after = tmp_path / "before.zip", tmp_path / "after.zip"
    before.write_bytes(built)
    after.write_bytes(patched(built, plan, seen))
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after) as new:
        assert new.testzip() is None
        assert new.namelist() == old.namelist()
        touched = {name for name in old.namelist() if old.read(name) != new.read(name)}
        kept = [(name, raw(before, old.getinfo(name))) for name in old.namelist() if name not in touched]
        assert kept == [(name, raw(after, new.getinfo(name))) for name, _ in kept]
    sheets = [name for name in touched if name.startswith("xl/worksheets/sheet")]
    tables = [name for name in touched if name.startswith("xl/tables/")]
    assert len(sheets) == 3
    assert len(tables) == 1
    assert touched - {*sheets, *tables, "xl/workbook.xml"} == set()


def raw(path: Path, entry: zipfile.ZipInfo) -> bytes:
    """Return local header and packed data of an entry as they lie in the file."""
    content = path.read_bytes()
    lengths = content[entry.header_offset + 26 : entry.header_offset + 30]
    head = 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
    return content[entry.header_offset : entry.header_offset + head + entry.compress_size]


@pytest.mark.parametrize(
    "written",
    [
        change("progress", "写错了"),
        change("remarks", "多写了一格"),
        Plan("merge", number=1),
        replace(change("progress", "主体完工"), number=2),
        replace(change("progress", "主体完工"), appends=(RowAppend("urges", "CB-1", {"urge_id": "CB-1"}, BY_TEST),)),
    ],
    ids=["another value", "another cell", "nothing", "another number", "a row too many"],
)
def test_the_gate_lets_nothing_through_but_the_plan(built: bytes, written: Plan) -> None:
    seen = read_image(built, "督查台账.xlsm")
    with pytest.raises(UnsafeMaster, match="核对没有通过"):
        check(built, patched(built, written, seen), sheet_edits(change("progress", "主体完工"), seen))


class TestTheFile:
    @pytest.fixture
    def path(self, built: bytes, tmp_path: Path) -> Path:
        path = tmp_path / "督查台账.xlsm"
        path.write_bytes(built)
        return path

    def test_a_missing_master_says_so(self, tmp_path: Path) -> None:
        with pytest.raises(MasterMissing, match="没有找到督查台账"):
            MasterFile(tmp_path / "督查台账.xlsm", MemoryStore()).read()

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"<html></html>"])
    def test_a_foreign_file_is_no_master(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        with pytest.raises(NotAMaster):
            MasterFile(path, MemoryStore()).read()

    def test_excel_beside_the_file_names_its_user(self, path: Path) -> None:
        master = MasterFile(path, MemoryStore())
        seen = master.read()
        path.with_name("~$督查台账.xlsm").write_bytes(b"\x05clerk" + b" " * 49)
        with pytest.raises(MasterLocked, match="clerk（Excel 或 WPS；"):
            master.apply(change("progress", "主体完工"), seen)

    def test_both_versions_are_in_the_store_after_a_plan(self, path: Path) -> None:
        store = MemoryStore()
        master = MasterFile(path, store)
        before, seen = path.read_bytes(), master.read()
        after = master.apply(change("progress", "主体完工"), seen)
        assert store.get(seen.sha256) == before
        assert store.get(after) == path.read_bytes()

    def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        master = MasterFile(path, MemoryStore())
        seen, before = master.read(), path.read_bytes()

        def fail(_file: int) -> None:
            raise OSError("disk full")

        monkeypatch.setattr("os.fsync", fail)
        with pytest.raises(OSError, match="disk full"):
            master.apply(change("progress", "主体完工"), seen)
        assert path.read_bytes() == before
        assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("happens", "stop"),
    [
        (lambda path: path.write_bytes(b"saved by a person"), MasterChangedMeanwhile),
        (lambda path: path.with_name(f"~${path.name}").write_bytes(b""), MasterLocked),
    ],
    ids=["saved", "opened"],
)
def test_what_a_person_does_while_the_new_version_is_synced_is_seen(
    built: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    happens: Callable[[Path], None],
    stop: type[Exception],
) -> None:
    """On a share that takes seconds: the person's file stays, and nothing is left beside it."""
    path = tmp_path / "督查台账.xlsm"
    path.write_bytes(built)
    master, sync = MasterFile(path, MemoryStore()), os.fsync
    seen = master.read()

    def slow(handle: int) -> None:
        sync(handle)
        happens(path)

    monkeypatch.setattr(os, "fsync", slow)
    with pytest.raises(stop):
        master.apply(Plan("合并", (CellChange("matters", "DC-2016-0001", "progress", "已开工", "完", BY_TEST),)), seen)
    assert path.read_bytes() in (built, b"saved by a person")
    assert {left.name for left in tmp_path.iterdir()} <= {path.name, f"~${path.name}"}
