"""A batch of returned forms into the ledger, on real files."""

from datetime import date

import pytest
from openpyxl import load_workbook

from tests.services.small_ledger import (
    EAST,
    FINANCE,
    FUND,
    HOUSING,
    ISSUED,
    LATER,
    ROAD,
    SCHOOL,
    SECRET,
    fill,
    form_of,
    merge,
    on,
    small_office,
    table,
    type_in_excel,
)
from xlsync.entry.bootstrap import changing
from xlsync.entry.commands.merge import merge_paths
from xlsync.entry.commands.refresh import refresh_desk
from xlsync.entry.console import Console
from xlsync.model.form import FIRST_ROW, HEADER_ROW
from xlsync.vocabulary.errors import PlanHeld
from xlsync.vocabulary.labels.form import DATA_SHEET
from xlsync.vocabulary.terms import SubmissionState as S


@pytest.fixture
def office(tmp_path):
    return small_office(tmp_path / "office")


def test_the_lead_units_answer_fills_the_ledger_and_is_traced(office):
    path = fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里", "percent": 0.6}})
    result = merge(office, path)
    assert [(item.state, item.changes, item.unit) for item in result.outcomes] == [(S.FILED, 2, HOUSING)]
    row = table(office, "matters")[ROAD]
    assert (row["progress"], row["percent"], row["row_version"]) == ("路基完成8公里", 0.6, 1)
    assert row["last_feedback"] == date(2016, 10, 14)
    with changing(office) as desk:
        line = desk.work.journal.history(ROAD, "progress")[-1]
        plan = desk.image.plan_number
    assert (line["before"], line["after"], line["who"], line["plan"]) == ("已制定方案", "路基完成8公里", HOUSING, plan)
    assert line["sha256"] == result.outcomes[0].sha256
    assert line["cell"].startswith("P")


def test_the_file_leaves_the_inbox_and_a_receipt_is_written(office):
    path = fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}})
    merge(office, path)
    assert not path.exists()
    receipt = next(office.receipts.iterdir()).read_text(encoding="utf-8-sig")
    assert HOUSING in receipt
    assert "已并入" in receipt


def test_a_joint_units_answer_stands_beside_the_ledger(office):
    """市财政局 协办 ROAD: its answer is on 反馈登记, the ledger keeps what the lead unit said."""
    merge(office, fill(office, FINANCE, {ROAD: {"progress": "资金已下达"}}))
    assert table(office, "matters")[ROAD]["progress"] == "已制定方案"
    answer = table(office, "feedback")[f"{ROAD}/2016-Q3/{FINANCE}"]
    assert (answer["role"], answer["state"], answer["progress"]) == ("协办", "接受", "资金已下达")


def test_both_sides_changed_so_a_person_chooses(office):
    """下发“已制定方案”，督查室改为“已开工”，单位报“主体完工”：台账不动，两个值都在“冲突”上。"""
    path = fill(office, EAST, {SCHOOL: {"progress": "主体完工", "percent": 0.8}})
    type_in_excel(office, "matters", SCHOOL, {"progress": "已开工"})
    result = merge(office, path)
    assert (result.outcomes[0].changes, result.outcomes[0].conflicts) == (1, 1)
    row = table(office, "matters")[SCHOOL]
    assert (row["progress"], row["percent"]) == ("已开工", 0.8)
    (conflict,) = table(office, "conflicts").values()
    assert [conflict[key] for key in ("base", "ours", "theirs", "unit")] == ["已制定方案", "已开工", "主体完工", EAST]


@pytest.mark.parametrize(("choice", "kept"), [("采用报送值", "主体完工"), ("保留现值", "已开工")])
def test_choosing_on_the_sheet_and_refreshing_settles_a_conflict(office, choice, kept):
    path = fill(office, EAST, {SCHOOL: {"progress": "主体完工"}})
    type_in_excel(office, "matters", SCHOOL, {"progress": "已开工"})
    merge(office, path)
    (key,) = table(office, "conflicts")
    type_in_excel(office, "conflicts", key, {"choice": choice})
    with changing(on(office, LATER)) as desk:
        refresh_desk(desk)
    assert table(office, "matters")[SCHOOL]["progress"] == kept
    assert table(office, "conflicts")[key]["settled_on"] == LATER


def test_what_staff_typed_becomes_lines_of_the_journal(office):
    type_in_excel(office, "matters", SCHOOL, {"progress": "已开工"})
    with changing(office) as desk:
        line = desk.work.journal.history(SCHOOL, "progress")[-1]
    assert (line["before"], line["after"], line["kind"]) == ("已制定方案", "已开工", "observed")


def test_a_corrected_resend_replaces_the_units_own_answer(office):
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "主体完工", "percent": 0.8}}))
    again = fill(office, EAST, {SCHOOL: {"progress": "主体封顶", "percent": 0.7}}, "更正.xlsx", saved=11)
    result = merge(office, again, day=LATER)
    assert result.outcomes[0].conflicts == 0
    row = table(office, "matters")[SCHOOL]
    assert (row["progress"], row["percent"]) == ("主体封顶", 0.7)
    assert len([key for key in table(office, "feedback") if key.startswith(SCHOOL)]) == 1


def test_an_older_file_never_replaces_a_later_one(office):
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "主体封顶"}}, "新.xlsx", saved=11))
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "基础施工"}}, "旧.xlsx", saved=9), day=LATER)
    assert table(office, "matters")[SCHOOL]["progress"] == "主体封顶"


def test_two_files_of_one_unit_in_one_batch_follow_their_save_order(office):
    new = fill(office, EAST, {SCHOOL: {"progress": "主体封顶"}}, "a.xlsx", saved=11)
    old = fill(office, EAST, {SCHOOL: {"progress": "基础施工"}}, "b.xlsx", saved=9)
    merge(office, new, old)
    assert table(office, "matters")[SCHOOL]["progress"] == "主体封顶"


def test_the_same_content_under_another_name_changes_nothing(office):
    path = fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}})
    content = path.read_bytes()
    merge(office, path)
    before = office.master.read_bytes()
    path.with_name("再次发送.xlsx").write_bytes(content)
    result = merge(office, path.with_name("再次发送.xlsx"))
    assert result.outcomes[0].state is S.FILED
    assert "已忽略" in result.outcomes[0].reason
    assert office.master.read_bytes() == before


def test_the_same_answers_saved_anew_change_no_cell(office):
    merge(office, fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}}))
    before = office.master.read_bytes()
    result = merge(office, fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}}, "另存.xlsx", saved=12))
    assert result.plan.is_empty
    assert office.master.read_bytes() == before


def test_the_office_keeps_what_it_changed_after_an_accepted_answer(office):
    """The unit re-sends its old text and corrects only the percentage: the office's later wording stays."""
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "主体完工", "percent": 0.8}}))
    type_in_excel(office, "matters", SCHOOL, {"progress": "主体完工（已核）"})
    again = fill(office, EAST, {SCHOOL: {"progress": "主体完工", "percent": 0.9}}, "更正.xlsx", saved=11)
    assert merge(office, again, day=LATER).outcomes[0].conflicts == 0
    row = table(office, "matters")[SCHOOL]
    assert (row["progress"], row["percent"]) == ("主体完工（已核）", 0.9)


def test_a_matter_closed_meanwhile_is_left_alone(office):
    path = fill(office, EAST, {SCHOOL: {"progress": "主体完工"}})
    type_in_excel(office, "matters", SCHOOL, {"stage": "办结", "done_on": date(2016, 10, 13)})
    merge(office, path)
    assert table(office, "matters")[SCHOOL]["progress"] == "已制定方案"
    assert "已办结" in table(office, "feedback")[f"{SCHOOL}/2016-Q3/{EAST}"].text("note")


def test_a_secret_matter_is_in_no_form(office):
    for unit in (FINANCE, HOUSING, EAST):
        assert SECRET.encode() not in b"".join(_parts(form_of(office, unit)))
    assert any(FUND.encode() in part for part in _parts(form_of(office, FINANCE)))


def _parts(path):
    import zipfile

    with zipfile.ZipFile(path) as package:
        return [package.read(name) for name in package.namelist()]


def test_a_late_answer_is_registered_with_its_working_days(office):
    """Due on Wednesday 19 October, received on Friday the 21st: two working days late."""
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "主体完工"}}), day=date(2016, 10, 21))
    assert table(office, "feedback")[f"{SCHOOL}/2016-Q3/{EAST}"]["late_workdays"] == 2


def test_a_dry_run_names_the_plan_and_changes_nothing(office):
    path = fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}})
    before = {file: file.read_bytes() for file in office.root.rglob("*") if file.is_file()}
    with changing(on(office, ISSUED)) as desk:
        result = merge_paths(desk, [path], Console(), dry_run=True)
    assert any(change.after == "路基完成8公里" for change in result.plan.changes)
    changed = {file.name for file, content in before.items() if file.read_bytes() != content}
    assert changed <= {"journal.db-shm", "journal.db-wal"}
    assert merge(office, path).outcomes[0].state is S.FILED


@pytest.mark.parametrize("step", ["begin_plan", "apply", "finish_plan"])
def test_a_crash_at_any_step_is_made_good_at_the_next_start(office, monkeypatch, step):
    """The process dies right before a step; the next run brings every answer in, exactly once."""
    path = fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}})
    with monkeypatch.context() as broken, changing(on(office, ISSUED)) as desk:
        port = desk.work.master if step == "apply" else desk.work.journal
        broken.setattr(port, step, _die)
        with pytest.raises(KeyboardInterrupt):
            merge_paths(desk, [path], Console())
    assert path.exists()
    outcome = merge(office, path).outcomes[0]
    assert outcome.state is S.FILED
    assert table(office, "matters")[ROAD]["progress"] == "路基完成8公里"
    with changing(office) as desk:
        lines = [line for line in desk.work.journal.history(ROAD, "progress") if line["after"] == "路基完成8公里"]
        states = [entry["state"] for entry in desk.work.journal.submissions()]
    assert (len(lines), states) == (1, ["FILED"])
    assert len(list(office.receipts.iterdir())) == 1


@pytest.mark.parametrize("step", ["apply", "finish_plan", "write", "move_many"])
def test_a_crashed_batch_is_closed_by_any_command_even_when_its_files_are_gone(office, monkeypatch, step):
    """The file lay elsewhere and was named on the command line; the next command is a refresh."""
    path = fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}})
    with monkeypatch.context() as broken, changing(on(office, ISSUED)) as desk:
        port = {"apply": desk.work.master, "write": desk.work.receipts}.get(step, desk.work.journal)
        broken.setattr(type(port), step, _die)
        with pytest.raises(KeyboardInterrupt):
            merge_paths(desk, [path], Console())
    path.unlink()
    with changing(office) as desk:
        assert [entry["state"] for entry in desk.work.journal.submissions()] == ["FILED"]
    assert table(office, "matters")[ROAD]["progress"] == "路基完成8公里"
    (receipt,) = office.receipts.iterdir()
    assert "已并入" in receipt.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("step", ["write", "move_many"])
def test_a_crash_before_the_receipts_leaves_none_out(office, monkeypatch, step):
    good = fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}})
    bad = office.inbox / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04 nothing of a workbook")
    with monkeypatch.context() as broken, changing(on(office, ISSUED)) as desk:
        port = desk.work.receipts if step == "write" else desk.work.journal
        broken.setattr(type(port), step, _die)
        with pytest.raises(KeyboardInterrupt):
            merge_paths(desk, [good, bad], Console())
    states = {item.file: item.state for item in merge(office, good, bad).outcomes}
    assert states == {good.name: S.FILED, bad.name: S.REJECTED}
    assert len(list(office.receipts.iterdir())) == 2


def test_a_plan_overtaken_by_typing_is_told_once_and_its_file_may_come_again(office, monkeypatch):
    """写入前中断；有人在台账改了同一格：不覆盖，说清楚；文件再放入收件箱，按三方比较得一条冲突。"""
    path = fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}})
    with monkeypatch.context() as broken, changing(on(office, ISSUED)) as desk:
        broken.setattr(type(desk.work.master), "apply", _die)
        with pytest.raises(KeyboardInterrupt):
            merge_paths(desk, [path], Console())
    type_in_excel(office, "matters", ROAD, {"progress": "已开工"})
    with pytest.raises(PlanHeld, match="路基完成8公里") as told, changing(office):
        pass
    assert path.name in str(told.value)
    with changing(office) as desk:
        assert [entry["state"] for entry in desk.work.journal.submissions()] == ["HELD"]
        assert desk.work.journal.answers(HOUSING, [ROAD]) == {}
    assert merge(office, path).outcomes[0].conflicts == 1
    assert table(office, "matters")[ROAD]["progress"] == "已开工"


def _die(*_args, **_kwargs):
    raise KeyboardInterrupt


def test_one_bad_file_never_stops_the_others(office):
    bad = office.inbox / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04 nothing of a workbook")
    good = fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}})
    states = {item.file: item.state for item in merge(office, bad, good).outcomes}
    assert states == {"坏.xlsx": S.REJECTED, good.name: S.FILED}


def test_a_correction_is_shown_beside_what_it_replaces(office):
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "主体完工"}}))
    again = fill(office, EAST, {SCHOOL: {"progress": "主体封顶"}}, "更正.xlsx", saved=11)
    (found,) = [item for item in merge(office, again, day=LATER).outcomes[0].findings if item.code == "M38"]
    assert (found.matter, found.value, found.facts["earlier"]) == (SCHOOL, "主体封顶", "主体完工")


def test_two_versions_of_one_unit_at_once_are_a_question(office):
    one = fill(office, EAST, {SCHOOL: {"progress": "主体完工"}}, "张.xlsx", saved=9)
    two = fill(office, EAST, {SCHOOL: {"progress": "主体封顶"}}, "李.xlsx", saved=11)
    first, second = merge(office, one, two).outcomes
    assert "M39" not in [item.code for item in first.findings]
    assert [item.facts["earlier"] for item in second.findings if item.code == "M39"] == ["主体完工"]
    assert "M39" in {row["code"] for row in table(office, "findings").values()}


def test_what_stood_in_an_inserted_column_is_kept(office):
    path = fill(office, EAST, {SCHOOL: {"progress": "主体完工"}})
    book = load_workbook(path)
    sheet = book[DATA_SHEET]
    last = sheet.max_column + 1
    sheet.cell(HEADER_ROW, last).value = "分管领导意见"
    row = next(cell.row for cell in sheet["B"][FIRST_ROW - 1 :] if cell.value == SCHOOL)
    sheet.cell(row, last).value = "同意"
    book.save(path)
    merge(office, path)
    extras = {key: row["extra"] for key, row in table(office, "matters").items() if row["extra"]}
    assert extras == {SCHOOL: "分管领导意见：同意"}


def test_a_second_version_by_another_person_is_a_question_even_days_later(office):
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "主体完工"}}, filled_by="综合科"))
    again = fill(office, EAST, {SCHOOL: {"progress": "主体封顶"}}, "另一份.xlsx", saved=11, filled_by="规划科")
    codes = {item.code for item in merge(office, again, day=LATER).outcomes[0].findings}
    assert "M39" in codes
    assert "M38" not in codes
