"""The bulletin from end to end: numbers without gaps, figures of the ledger in the file, nothing taken in vain."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from docx import Document

from tests.services.small_ledger import FINANCE, HOUSING, LATER, ROAD, SCHOOL, on, small_office, table, type_in_excel
from xlsync.adapters.journal.journal import SqlJournal
from xlsync.adapters.workbook_file.master import MasterFile
from xlsync.entry.bootstrap import changing
from xlsync.entry.commands.document import publish_from
from xlsync.entry.settings import Office, office_at
from xlsync.rules.spans import Quarter
from xlsync.services.kinds import BY_KEY
from xlsync.services.publish import Published
from xlsync.vocabulary.errors import (
    MasterChangedMeanwhile,
    MasterLocked,
    MasterOpenedMeanwhile,
    NothingToDo,
    TargetLocked,
    TemplateBroken,
    UnsafeMaster,
)

QUARTER = "2016-Q3"


@pytest.fixture(scope="module")
def pristine(tmp_path_factory) -> Path:
    return small_office(tmp_path_factory.mktemp("pristine") / "office").root


@pytest.fixture
def office(pristine, tmp_path) -> Office:
    return office_at(Path(shutil.copytree(pristine, tmp_path / "office")))


def publish(office: Office, quarter: str = QUARTER, **more: bool) -> Published:
    with changing(office) as desk:
        return publish_from(desk, BY_KEY["circular"], Quarter.read(quarter), **more)


def texts_of(path: Path) -> tuple[str, list[list[list[str]]]]:
    """Return the running text of a document, and its tables as rows of cells."""
    document = Document(str(path))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return "\n".join(paragraph.text for paragraph in document.paragraphs), tables


def register(office: Office) -> list[tuple[object, ...]]:
    return [(row["sequence"], row["number"], row["state"]) for row in table(office, "documents").values()]


def test_each_bulletin_takes_the_next_number_and_a_voided_one_stays_taken(office):
    """The second is voided by hand; the third is 3.

    序号 | 文号                  | 状态
    1    | 演政督通字〔2016〕1号 | 有效
    2    | 演政督通字〔2016〕2号 | 作废
    3    | 演政督通字〔2016〕3号 | 有效
    """
    numbers = [publish(office).number, publish(office).number]
    key = next(key for key, row in table(office, "documents").items() if row["sequence"] == 2)
    type_in_excel(office, "documents", key, {"state": "作废"})
    numbers.append(publish(office).number)
    short = numbers[0].removesuffix("1号")
    assert short.endswith("〔2016〕")
    assert numbers == [f"{short}{sequence}号" for sequence in (1, 2, 3)]
    assert register(office) == [(1, numbers[0], "有效"), (2, numbers[1], "作废"), (3, numbers[2], "有效")]


def test_the_register_names_the_file_and_its_content(office):
    published = publish(office)
    (row,) = table(office, "documents").values()
    assert office.root / row.text("path") == published.path
    assert row["sha256"] == sha256(published.path.read_bytes()).hexdigest()
    assert (row["kind"], row["year"], row["issued_on"]) == ("督查通报", 2016, office.today)


def test_a_new_year_begins_with_one(office):
    publish(office)
    following = office_at(office.root, [("today", "2017-01-09")])
    assert publish(following, "2016-Q4").number.endswith("〔2017〕1号")


def test_the_document_says_what_the_ledger_counts(office):
    """One of four matters is closed, one is overdue; the text, the table of families and its sums agree."""
    type_in_excel(office, "matters", SCHOOL, {"stage": "办结", "done_on": LATER, "closed_on": LATER})
    type_in_excel(office, "matters", ROAD, {"limit_text": "2016年9月20日前"})
    published = publish(office)
    text, (families, ranking, _) = texts_of(published.path)
    rows = table(office, "matters").values()
    closed = sum(row["stage"] == "办结" for row in rows)
    assert (len(rows), closed) == (4, 1)
    assert published.number in text
    assert f"累计立项督查{len(rows)}件，已办结{closed}件，占25.0%；正在办理{len(rows) - closed}件" in text
    assert "本季度到期1件，按期办结0件，逾期办结0件，逾期未办结1件。" in text
    assert f"{HOUSING}1件，办理进展滞后" in text
    counts = [[int(cell) for cell in (row[1], row[2], *row[4:])] for row in families[1:]]
    assert counts[-1] == [sum(column) for column in zip(*counts[:-1], strict=True)]
    assert [row[2] for row in ranking[1:]] == ranked_units(office)
    assert "{" not in text


def ranked_units(office: Office) -> list[str]:
    ranked = [row for row in table(office, "scores").values() if row["ranked"] == "是"]
    return [row.text("unit") for row in sorted(ranked, key=lambda row: (row.text("unit_class"), row["rank"]))]


def test_a_rehearsal_takes_no_number_and_writes_nothing(office):
    before = office.master.read_bytes()
    rehearsed = publish(office, dry_run=True)
    assert not rehearsed.path.exists() and office.master.read_bytes() == before
    assert publish(office).number == rehearsed.number


def test_what_fails_takes_no_number(office):
    """A quarter without matters, a template that asks for what there is not, a file in the way: 1 is free."""
    with pytest.raises(NothingToDo):
        publish(office, "2015-Q1")
    own = office.templates / "督查通报.docx"
    own.parent.mkdir()
    broken = Document()
    broken.add_paragraph("{{ 没有这一项 }}")
    broken.save(str(own))
    with pytest.raises(TemplateBroken, match="没有这一项"):
        publish(office)
    own.unlink()
    path = publish(office, dry_run=True).path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"in the way")
    with pytest.raises(TargetLocked):
        publish(office)
    assert path.read_bytes() == b"in the way"
    path.unlink()
    assert register(office) == []
    assert publish(office).number.endswith("〔2016〕1号")


def test_the_office_may_write_its_own_template(office):
    office.templates.mkdir()
    own = Document()
    own.add_paragraph("{{ 文号 }}：共{{ 总数 }}件")
    own.save(str(office.templates / "督查通报.docx"))
    published = publish(office)
    assert texts_of(published.path)[0] == f"{published.number}：共4件"


def test_no_document_is_written_while_the_master_is_open(office):
    lock = office.root / f".~lock.{office.master.name}#"
    lock.write_text(",clerk,pc,20.10.2016 09:00,file:///x;", encoding="utf-8")
    with pytest.raises(MasterLocked):
        publish(office)
    assert not office.documents.exists() or list(office.documents.iterdir()) == []
    lock.unlink()
    assert register(office) == []
    assert publish(on(office, office.today)).number.endswith("〔2016〕1号")


def test_a_document_whose_master_is_opened_meanwhile_is_registered_when_it_is_closed(office, monkeypatch):
    lock = office.root / f".~lock.{office.master.name}#"
    begin = SqlJournal.begin_plan

    def begun_as_somebody_opens_the_master(*given):
        lock.write_text(",clerk,pc,20.10.2016 09:00,file:///x;", encoding="utf-8")
        return begin(*given)

    monkeypatch.setattr(SqlJournal, "begin_plan", begun_as_somebody_opens_the_master)
    with pytest.raises(MasterOpenedMeanwhile, match="第3批"):
        publish(office)
    monkeypatch.undo()
    lock.unlink()
    assert [sequence for sequence, *_ in register(office)] == [1]
    (row,) = table(office, "documents").values()
    assert row["sha256"] == sha256((office.root / row.text("path")).read_bytes()).hexdigest()
    assert publish(on(office, office.today)).number.endswith("〔2016〕2号")
    assert FINANCE in table(office, "units")


@pytest.mark.parametrize(
    ("step", "error"), [("ready_for", MasterChangedMeanwhile()), ("apply", UnsafeMaster("工作表受保护"))]
)
def test_a_document_whose_number_was_never_entered_leaves_no_file_and_no_number(office, monkeypatch, step, error):
    """Somebody typed into the open workbook just then, or its sheet is protected: the next attempt has number 1."""

    def refused(*_):
        raise error

    monkeypatch.setattr(MasterFile, step, refused)
    with pytest.raises(type(error)):
        publish(office)
    monkeypatch.undo()
    assert [path for path in office.documents.rglob("*") if path.is_file()] == []
    assert publish(office).number.endswith("〔2016〕1号")
    assert [sequence for sequence, *_ in register(office)] == [1]
