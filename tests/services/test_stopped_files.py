"""Files that go no further, or bring nothing new, on 错误清单; and files that are handed in once more."""

import pytest

from tests.services.small_ledger import EAST, LATER, SCHOOL, fill, merge, small_office, table, type_in_excel
from xlsync.entry.bootstrap import changing
from xlsync.vocabulary.terms import SubmissionState as S


@pytest.fixture
def office(tmp_path):
    return small_office(tmp_path / "office")


def broken(office, name="坏.xlsx", content=b"PK\x03\x04 nothing of a workbook"):
    path = office.inbox / name
    path.write_bytes(content)
    return path


def lines(office):
    return [(row["code"], row["unit"], row["source"]) for row in table(office, "findings").values() if row["source"]]


def states(office):
    with changing(office) as desk:
        return [entry["state"] for entry in desk.work.journal.submissions()]


def again(office, path, content):
    path.write_bytes(content)
    before = office.master.read_bytes()
    result = merge(office, path)
    return result.outcomes[0], office.master.read_bytes() == before


def test_a_file_that_is_no_workbook_has_its_line(office):
    path = broken(office)
    content = path.read_bytes()
    merge(office, path)
    assert lines(office) == [("F01-rejected", None, "坏.xlsx")]
    assert (again(office, path, content)[1], states(office)) == (True, ["REJECTED"])
    assert len(lines(office)) == 1


def test_two_files_of_nobody_each_keep_their_line(office):
    merge(office, broken(office))
    merge(office, broken(office, "也坏.xlsx", b"PK\x03\x04 another"))
    assert [source for *_, source in lines(office)] == ["坏.xlsx", "也坏.xlsx"]


def test_a_form_without_any_news_is_held_and_listed_with_its_questions(office):
    path = fill(office, EAST, {})
    content = path.read_bytes()
    (outcome,) = merge(office, path).outcomes
    assert outcome.state is S.HELD
    assert {("F01-held", EAST, path.name), ("M27-same", EAST, path.name)} <= set(lines(office))
    before = lines(office)
    repeated, untouched = again(office, path, content)
    assert (repeated.state, repeated.reason, untouched) == (S.HELD, outcome.reason, True)
    assert lines(office) == before


def test_a_stopped_file_answers_no_earlier_question_and_a_merged_one_all(office):
    asked = fill(office, EAST, {SCHOOL: {"progress": "主体完工", "percent": "大约一半"}})
    merge(office, asked)
    questions = [line for line in lines(office) if line[2] == asked.name]
    assert questions
    merge(office, fill(office, EAST, {}, "空白.xlsx"))
    assert set(questions) <= set(lines(office))
    merge(
        office, fill(office, EAST, {SCHOOL: {"progress": "主体封顶", "percent": 0.6}}, "齐.xlsx", saved=12), day=LATER
    )
    assert {source for *_, source in lines(office)} == {"齐.xlsx"}


def test_a_rejected_file_is_examined_anew_once_the_rule_has_changed(office):
    """审签必填时退回；督查室把“参数”改为否以后，同一文件再次放入即可并入。"""
    path = fill(office, EAST, {SCHOOL: {"progress": "主体完工"}}, signed=False)
    content = path.read_bytes()
    (first,) = merge(office, path).outcomes
    assert (first.state, states(office)) == (S.REJECTED, ["REJECTED"])
    repeated, _ = again(office, path, content)
    assert (repeated.state, repeated.reason) == (S.REJECTED, first.reason)
    type_in_excel(office, "settings", "signoff_required", {"value": "否"})
    accepted, _ = again(office, path, content)
    assert (accepted.state, states(office)) == (S.FILED, ["FILED"])
    assert table(office, "matters")[SCHOOL]["progress"] == "主体完工"


def test_a_file_set_apart_repeats_why(office):
    hostile = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    path = fill(office, EAST, {SCHOOL: {"progress": "主体完工"}})
    content = _with_part(path, "xl/workbook.xml", hostile)
    path.write_bytes(content)
    (first,) = merge(office, path).outcomes
    assert first.state is S.QUARANTINED
    repeated, untouched = again(office, path, content)
    assert (repeated.state, repeated.reason, untouched) == (S.QUARANTINED, first.reason, True)
    assert [code for code, *_ in lines(office)] == ["F01-quarantined"]


def _with_part(path, part, replacement):
    import io
    import zipfile

    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, replacement if name == part else content)
    return target.getvalue()


def test_one_content_held_before_and_twice_in_a_batch_is_taken_up_once(office):
    path = fill(office, EAST, {})
    content = path.read_bytes()
    merge(office, path)
    path.write_bytes(content)
    twin = broken(office, "副本.xlsx", content)
    assert sorted(item.state for item in merge(office, path, twin).outcomes) == [S.FILED, S.HELD]
