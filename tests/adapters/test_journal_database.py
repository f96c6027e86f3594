"""What only a database can break: several processes at once, modes, journals of earlier versions."""

import sqlite3
import threading
from pathlib import Path

from tests.adapters.journal_samples import FORM, NOON, PLAN, claim
from xlsync.adapters.journal.journal import SqlJournal


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


def test_a_journal_from_before_a_column_came_gets_it_and_keeps_its_lines(tmp_path: Path) -> None:
    journal = SqlJournal(tmp_path / "journal.db")
    claim(journal, "ab", "某局.xlsx", NOON)
    journal.close()
    with sqlite3.connect(tmp_path / "journal.db") as database:
        database.execute("ALTER TABLE submissions DROP COLUMN matters")
    database.close()
    again = SqlJournal(tmp_path / "journal.db")
    assert [(line["sha256"], line["matters"]) for line in again.submissions()] == [("ab", 0)]
    again.close()
