"""What was begun and is not ended: the watch looks after it, whatever the spreadsheet program answers."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.services.small_ledger import small_office
from xlsync.entry.bootstrap import master_of
from xlsync.entry.commands import watch
from xlsync.entry.console import Console
from xlsync.vocabulary.errors import ExcelBusy


@dataclass(frozen=True)
class Notes(Console):
    """Keeps what is told."""

    told: list[str] = field(default_factory=list)

    def note(self, line: str) -> None:
        self.told.append(line)


class ComError(Exception):
    """What a spreadsheet program answers that nobody foresaw."""


@pytest.fixture
def begun(tmp_path: Path) -> watch.Begun:
    office = small_office(tmp_path / "office")
    return watch.Begun(office, master_of(office), Notes())


def failing_with(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    @contextmanager
    def changing(*_: object):
        raise error
        yield

    monkeypatch.setattr(watch, "changing", changing)


def test_an_answer_that_nobody_foresaw_is_told_and_does_not_end_the_watch(begun, monkeypatch) -> None:
    failing_with(monkeypatch, ComError("0x800A03EC"))
    begun.finish()
    assert [type(ComError()).__name__ in line for line in begun.console.told] == [True]


def test_the_same_hindrance_is_told_once_until_it_is_gone(begun, monkeypatch) -> None:
    """忙，忙 (one line); done; 忙 (another line)."""
    real = watch.changing
    failing_with(monkeypatch, ExcelBusy())
    begun.finish()
    begun.finish()
    assert begun.console.told == [str(ExcelBusy())]
    monkeypatch.setattr(watch, "changing", real)
    begun.finish()
    failing_with(monkeypatch, ExcelBusy())
    begun.finish()
    assert begun.console.told == [str(ExcelBusy())] * 2
