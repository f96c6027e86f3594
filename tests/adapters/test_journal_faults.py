"""A journal whose server, file or holder fails: one sentence, nothing lost, and the next command goes on."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.adapters.journal_samples import FORM, NOON, PLAN, merged
from tests.postgres import Server, shared_server
from xlsync.adapters.journal.journal import SqlJournal
from xlsync.adapters.journal.tables import METADATA
from xlsync.entry import bootstrap
from xlsync.entry.settings import find_office
from xlsync.vocabulary.errors import JournalUnreachable, JournalUnusable, XlsyncError

HOLDER = """
import sys, time
from xlsync.adapters.journal.journal import SqlJournal
with SqlJournal(sys.argv[1]).exclusive(5):
    print("held", flush=True)
    time.sleep(60)
"""
FLIPS, FLIPS_OF_THE_PROOF = 60, 2_500


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database of a kind."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'journal.db'}"


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """Yield a server that a test may stop."""
    with shared_server(tmp_path) as server:
        yield server


def test_the_office_is_free_again_when_its_holder_is_killed(place: str) -> None:
    """另一进程正在工作 → 等不到；该进程被强行结束 → 立即可用，不靠时钟"""
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, place], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    with closing(SqlJournal(place)) as journal, holder.stdout:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(TimeoutError), journal.exclusive(0.2):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with journal.exclusive(5):
            assert journal.last_finished() == 0


def test_a_server_that_goes_away_is_one_sentence_and_the_next_command_works(own_server: Server) -> None:
    with closing(SqlJournal(own_server.url)) as journal:
        with pytest.raises(JournalUnreachable) as stopped, journal.exclusive(1):
            plan = journal.begin_plan(PLAN, NOON)
            own_server.stop()
            own_server.start()
            journal.finish_plan(plan.number, "aa")
        assert "xlsync" not in str(stopped.value)
        with journal.exclusive(1):
            assert journal.unfinished_plans() == [plan]
            journal.finish_plan(plan.number, "aa")
        own_server.stop()
        with pytest.raises(JournalUnreachable):
            journal.last_master()
        own_server.start()
        assert journal.last_master() == "aa"


def test_who_has_lost_the_office_writes_nothing_more(own_server: Server) -> None:
    """持有者与服务器的连接断了，别人可能已经接手：此后的写入一律拒绝"""
    with closing(SqlJournal(own_server.url)) as journal, closing(SqlJournal(own_server.url)) as other:
        with pytest.raises(JournalUnreachable), journal.exclusive(1):
            own_server.carry_out(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'"
            )
            with other.exclusive(1):
                journal.begin_plan(PLAN, NOON)
        assert other.batches() == []


def test_a_server_that_is_not_there_is_named_without_its_user() -> None:
    with pytest.raises(JournalUnreachable) as stopped:
        SqlJournal("postgresql+psycopg://clerk@127.0.0.1:1/office").last_master()
    assert "127.0.0.1/office" in str(stopped.value)
    assert "clerk" not in str(stopped.value)


@pytest.mark.parametrize("url", ["postgresql+psycopg://", "mysql://host/base", "://", "postgresql+nothing://host/base"])
def test_an_address_that_names_no_database_is_refused(url: str) -> None:
    with pytest.raises(JournalUnusable) as stopped:
        SqlJournal(url).last_master()
    assert stopped.value.kind == "url"


def test_a_missing_driver_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(JournalUnusable, match=r"pip install \"\.\[postgres\]\""):
        SqlJournal("postgresql+psycopg://host/base").last_master()


def test_an_sqlite_journal_on_a_share_is_refused(office_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "is_on_share", lambda _: True)
    (office_folder / ".xlsync").mkdir()
    (office_folder / ".xlsync" / "secret").write_bytes(b"key")
    with pytest.raises(JournalUnusable) as stopped:
        bootstrap.workplace(find_office(office_folder))
    assert stopped.value.kind == "share"
    on_server = find_office(office_folder, [("journal", "postgresql://host/base")])
    assert bootstrap.workplace(on_server).journal is not None


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"lorem ipsum " * 1000)
    with pytest.raises(JournalUnusable) as stopped:
        SqlJournal(tmp_path / "journal.db").last_master()
    assert stopped.value.kind == "broken"


@pytest.mark.parametrize("seed", [5])
def test_a_flipped_bit_is_named_or_changes_nothing(tmp_path: Path, seed: int) -> None:
    named, same = flip_bits(tmp_path, seed, FLIPS)
    assert named + same == FLIPS
    assert named > same


@pytest.mark.proof
@pytest.mark.parametrize("seed", [6, 7])
def test_thousands_of_flipped_bits_are_named_or_change_nothing(
    tmp_path: Path, seed: int, record_property: Callable[[str, object], None]
) -> None:
    named, same = flip_bits(tmp_path, seed, FLIPS_OF_THE_PROOF)
    record_property("flips", json.dumps({"named": named, "harmless": same}))
    assert named + same == FLIPS_OF_THE_PROOF


def flip_bits(folder: Path, seed: int, count: int) -> tuple[int, int]:
    """Flip one bit after the other in a closed journal; return how many were named, and how many did nothing.

    Most of a small file is empty: only bytes that hold something are hit.
    """
    whole = sound_journal(folder / "sound.db")
    before = contents(folder / "sound.db")
    chance, flipped = random.Random(seed), folder / "flipped.db"
    filled = [place for place, byte in enumerate(whole) if byte]
    named = same = 0
    for _ in range(count):
        place, bit = chance.choice(filled), chance.randrange(8)
        content = bytearray(whole)
        content[place] ^= 1 << bit
        for rest in folder.glob("flipped.db*"):
            rest.unlink()
        flipped.write_bytes(content)
        if is_named(flipped):
            named += 1
        else:
            assert contents(flipped) == before, f"bit {bit} of byte {place} changed the journal unseen"
            same += 1
    return named, same


def sound_journal(path: Path) -> bytes:
    """Write a journal with something in every table; return its bytes."""
    with closing(SqlJournal(path)) as journal:
        for number in range(8):
            journal.record_form(replace(FORM, form_id=f"F-{number}"))
            merged(journal, f"{number:02}", f"第{number}次进展")
            journal.next_sequence(f"{number}")
        assert journal.damage() == []
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


def is_named(path: Path) -> bool:
    """Return whether the journal says that something is wrong, or cannot be opened and says why."""
    with closing(SqlJournal(path)) as journal:
        try:
            return journal.damage() != []
        except XlsyncError:
            return True


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all that can be selected from the tables of the journal."""
    with closing(sqlite3.connect(path)) as database:
        return {name: sorted(database.execute(f"SELECT * FROM {name}"), key=repr) for name in METADATA.tables}
