"""What only a database can break: several processes at once, modes, journals of earlier versions, edits by hand."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.adapters.journal_samples import FORM, NOON, PLAN, claim, merged
from xlsync.adapters.journal.journal import SqlJournal
from xlsync.services.ports import Damage
from xlsync.vocabulary.errors import JournalUnusable
from xlsync.vocabulary.labels.journal import CHAIN_BROKEN, GAP, LINES_BROKEN, NO_MASTER, SEAL_BROKEN
from xlsync.vocabulary.terms import SubmissionState as S


@pytest.fixture
def place(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database of a kind."""
    if kind == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'journal.db'}"


def edit_by_hand(place: str, statement: str) -> None:
    """Carry out one statement, as a person does with a tool for databases."""
    engine = create_engine(place)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_another_process_sees_what_was_written(tmp_path: Path) -> None:
    writer, reader = SqlJournal(tmp_path / "journal.db"), SqlJournal(tmp_path / "journal.db")
    begun = writer.begin_plan(PLAN, NOON)
    assert reader.unfinished_plans() == [begun]
    writer.close()
    reader.close()


def test_the_database_is_in_wal_mode(tmp_path: Path) -> None:
    journal = SqlJournal(tmp_path / "journal.db")
    journal.last_master()
    journal.close()
    connection = sqlite3.connect(tmp_path / "journal.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_numbers_drawn_by_many_at_once_are_all_different(tmp_path: Path) -> None:
    drawn: list[int] = []

    def draw() -> None:
        journal = SqlJournal(tmp_path / "journal.db")
        drawn.extend(journal.next_sequence("2016") for _ in range(25))
        journal.close()

    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(drawn) == list(range(1, 101))


def test_one_of_many_claims_of_a_file_wins(tmp_path: Path) -> None:
    claims: list[int | None] = []
    journal = SqlJournal(tmp_path / "journal.db")
    threads = [
        threading.Thread(target=lambda: claims.append(claim(journal, "ab", "某局.xlsx", NOON))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    journal.close()
    assert [number for number in claims if number is not None] == [1]


def test_a_url_names_any_database(tmp_path: Path) -> None:
    journal = SqlJournal(f"sqlite:///{tmp_path / 'by_url.db'}")
    journal.record_form(FORM)
    assert journal.form("F-1") == FORM
    journal.close()


BEFORE_SEALS = Path(__file__).parent / "samples" / "journal_before_seals.sql"


@pytest.mark.parametrize("lacking", ["", "matters"], ids=["before seals", "before the matters of a submission, too"])
def test_a_journal_of_an_earlier_version_gets_what_came_later_and_keeps_its_lines(tmp_path: Path, lacking: str) -> None:
    """旧版本的流水库：一张填报表、一份报送、一批改动；打开后照旧可查，并已封记"""
    with closing(sqlite3.connect(tmp_path / "journal.db")) as database:
        database.executescript(BEFORE_SEALS.read_text(encoding="utf-8"))
        if lacking:
            database.execute(f"ALTER TABLE submissions DROP COLUMN {lacking}")
    with closing(SqlJournal(tmp_path / "journal.db")) as journal:
        assert [(line["sha256"], line["state"], line["matters"]) for line in journal.submissions()] == [
            ("aa", S.APPLIED, 0)
        ]
        assert [line["after"] for line in journal.history("DC-1")] == ["主体完工"]
        assert journal.plan(1).takes_back == ()
        assert [form.form_id for form in journal.forms()] == ["F-1"]
        assert journal.next_sequence("2016") == 2
        assert journal.damage() == []


def test_a_journal_of_before_the_outcomes_gets_a_place_for_them(tmp_path: Path) -> None:
    with closing(SqlJournal(tmp_path / "journal.db")) as journal:
        merged(journal, "aa", "甲")
    with closing(sqlite3.connect(tmp_path / "journal.db")) as database:
        database.execute("ALTER TABLE submissions DROP COLUMN outcome")
    with closing(SqlJournal(tmp_path / "journal.db")) as journal:
        assert journal.outcome(1) is None
        assert journal.damage() == []


def test_a_journal_that_lacks_a_table_is_refused_and_not_made_anew(tmp_path: Path) -> None:
    with closing(SqlJournal(tmp_path / "journal.db")) as journal:
        merged(journal, "aa", "甲")
    with closing(sqlite3.connect(tmp_path / "journal.db")) as database:
        database.execute("ALTER TABLE answers RENAME TO answars")
    with closing(SqlJournal(tmp_path / "journal.db")) as journal, pytest.raises(JournalUnusable):
        journal.last_master()


EDITS = {
    "UPDATE submissions SET outcome = '[]' WHERE number = 1": Damage("submissions", 1, SEAL_BROKEN),
    "UPDATE changes SET after = '\"停工\"' WHERE number = 1": Damage("changes", 1, LINES_BROKEN.format(number=1)),
    "UPDATE sources SET who = '某某' WHERE batch = 2": Damage("sources", 2, LINES_BROKEN.format(number=2)),
    "DELETE FROM changes WHERE number = 5": Damage("changes", 2, LINES_BROKEN.format(number=2)),
    "UPDATE submissions SET state = 'FILED' WHERE number = 2": Damage("submissions", 2, SEAL_BROKEN),
    "UPDATE answers SET taken_back_by = 1 WHERE number = 1": Damage("answers", 1, SEAL_BROKEN),
    "UPDATE forms SET unit = '另一局'": Damage("forms", 1, SEAL_BROKEN),
    "UPDATE masters SET sha256 = 'ee' WHERE number = 2": Damage("masters", 2, SEAL_BROKEN),
    "UPDATE sequences SET value = 7": Damage("sequences", 1, SEAL_BROKEN),
    "UPDATE batches SET state = 'held' WHERE number = 1": Damage("batches", 1, SEAL_BROKEN),
    "DELETE FROM batches WHERE number = 1": Damage("batches", 2, CHAIN_BROKEN),
    "DELETE FROM masters WHERE number = 2": Damage("masters", 2, NO_MASTER.format(number=2)),
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_whoever_edits_the_journal_by_hand_is_seen(place: str, edit: str) -> None:
    with closing(SqlJournal(place)) as journal:
        journal.record_form(FORM)
        merged(journal, "aa", "甲")
        merged(journal, "bb", "乙")
        journal.next_sequence("2016")
        assert journal.damage() == []
        edit_by_hand(place, edit)
        assert EDITS[edit] in journal.damage()


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize("table", ["submissions", "answers", "forms", "masters", "batches"])
def test_the_last_line_of_a_table_does_not_vanish_unseen(place: str, table: str) -> None:
    with closing(SqlJournal(place)) as journal:
        journal.record_form(FORM)
        merged(journal, "aa", "甲")
        edit_by_hand(place, f"DELETE FROM {table}")
        assert Damage(table, 1, GAP.format(highest=1, count=0)) in journal.damage()
