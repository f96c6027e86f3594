"""Forms and documents are there whole or not at all, and what a crash left of one is gone at the next command."""

import os
from pathlib import Path

import pytest

from tests.services.small_ledger import EAST, RETURNED, form_of, on, small_office
from xlsync.adapters.replace import TEMPORARY
from xlsync.entry.bootstrap import Desk, changing
from xlsync.entry.commands.document import publish_from
from xlsync.entry.commands.issue import issue_desk
from xlsync.entry.console import Console
from xlsync.entry.settings import Office
from xlsync.rules.spans import Quarter
from xlsync.services.kinds import BY_KEY


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return small_office(tmp_path_factory.mktemp("written") / "office")


def issue(desk: Desk) -> None:
    issue_desk(desk, {"dry_run": False, "unit": (), "period": "2016-Q3", "mail": False}, Console())


def publish(desk: Desk) -> None:
    publish_from(desk, BY_KEY["circular"], Quarter(2016, 3))


def out_of_power(*_given: object) -> None:
    raise KeyboardInterrupt


def files(office: Office) -> dict[Path, bytes]:
    """Return the forms and the documents of an office."""
    folders = (office.forms, office.documents)
    return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("work", [issue, publish])
def test_a_crash_before_the_disk_has_it_leaves_no_half_file(office, monkeypatch, work):
    """The power goes as the first file is written: forms issued before are whole, of the document there is nothing."""
    with changing(on(office, RETURNED)) as desk:
        before = files(office)
        monkeypatch.setattr(os, "fsync", out_of_power)
        with pytest.raises(KeyboardInterrupt):
            work(desk)
        monkeypatch.undo()
    assert files(office) == before


def test_what_a_crash_left_among_forms_and_documents_is_swept_at_the_next_command(office):
    with changing(on(office, RETURNED)) as desk:
        publish(desk)
    folders = [form_of(office, EAST).parent, next(office.documents.iterdir())]
    left = [folder / f"{TEMPORARY}0123456789abcdef" for folder in folders]
    for path in left:
        path.write_bytes(b"half of a file")
    lying = files(office)
    with changing(on(office, RETURNED)):
        assert files(office) == {path: content for path, content in lying.items() if path not in left}
