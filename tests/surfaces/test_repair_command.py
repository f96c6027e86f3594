"""xlsync repair: the master as LibreOffice leaves it, mended from the version before, without a line of history."""

import json
import re

import pytest

from xlsync.adapters.repair.reference import is_whole
from xlsync.adapters.workbook_file.layout import Layout
from xlsync.adapters.workbook_file.master import MasterFile
from xlsync.adapters.workbook_file.package import Package
from xlsync.entry import bootstrap
from xlsync.entry.settings import find_office
from xlsync.services import repair as service
from xlsync.vocabulary.labels import repairing as words
from xlsync.vocabulary.labels.doctor import HINTS


def damaged(content: bytes) -> bytes:
    """Return a master with LibreOffice's mark, without code names, table looks and macros."""
    layout = Layout(Package(content))
    package = layout.package
    parts = {
        layout.workbook: re.sub(
            rb' codeName="[^"]*"', b"", package.read(layout.workbook).replace(b'appName="xl"', b'appName="Calc"')
        )
    }
    for part in layout.sheets.values():
        parts[part] = re.sub(rb' codeName="[^"]*"', b"", package.read(part))
    for name in package.entries:
        if name.startswith("xl/tables/"):
            parts[name] = re.sub(rb"<tableStyleInfo [^>]*/>", b"", package.read(name))
    return package.replaced(parts)


@pytest.fixture
def office(xlsync, tmp_path):
    folder = tmp_path / "督查台账"
    assert xlsync("init", folder).code == 0
    assert xlsync("refresh", folder).code == 0
    found = find_office(folder)
    found.master.write_bytes(damaged(found.master.read_bytes()))
    return found


def test_a_damaged_master_is_mended_and_all_agrees(xlsync, office):
    """Trial run, repair, and again: 可以补回 … 已修复 … 不用修复."""
    content = office.master.read_bytes()
    dry = xlsync("repair", office.root, "-n", "--json").json
    assert (dry["done"], office.master.read_bytes()) == (False, content)
    assert {"code_names", "table_styles"} == dry["mends"].keys()
    answer = xlsync("repair", office.root)
    assert answer.code == 0 and words.MENDS["table_styles"].split("（")[0] in answer.out
    assert is_whole(office.master.read_bytes())
    assert xlsync("repair", office.root).out.strip() == words.NOTHING
    assert xlsync("verify", office.root, "--json").json["problems"] == []


def test_the_journal_gains_no_line_and_the_store_keeps_the_damaged_version(xlsync, office):
    content = office.master.read_bytes()
    xlsync("repair", office.root)
    work = bootstrap.workplace(office)
    last = work.journal.batches()[-1]
    assert work.journal.plan(last.number).changes == ()
    assert work.journal.last_master() == MasterFile(office.master, work.store).read().sha256
    assert content in [work.store.get(batch.master) for batch in work.journal.batches() if batch.master]
    work.journal.close()
    assert xlsync("refresh", office.root).code == 0
    assert xlsync("ledger", office.root).code == 0
    assert xlsync("verify", office.root, "--json").json["ok"]


def test_a_repair_that_dies_before_its_line_is_taken_for_no_typing(xlsync, office, monkeypatch):
    """The file is replaced, the process dies, the journal knows nothing of it."""

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(service, "keep", die)
        xlsync("repair", office.root)
    assert is_whole(office.master.read_bytes())
    assert xlsync("verify", office.root, "--json").json["problems"] == []
    assert xlsync("refresh", office.root).code == 0
    work = bootstrap.workplace(office)
    assert [work.journal.plan(batch.number).changes for batch in work.journal.batches()[-2:]] == [(), ()]
    work.journal.close()
    assert xlsync("verify", office.root, "--json").json["notes"] == []


def test_an_open_master_is_not_touched(xlsync, office):
    content = office.master.read_bytes()
    office.master.with_name(f"~${office.master.name}").touch()
    answer = xlsync("repair", office.root)
    assert answer.code == 3 and office.master.name in answer.err
    assert office.master.read_bytes() == content


def test_a_master_without_any_whole_version_is_mended_from_the_declarations(xlsync, office, monkeypatch):
    monkeypatch.setattr("xlsync.entry.commands.repair.last_whole", lambda *_: None)
    answer = xlsync("repair", office.root, "--json").json
    assert answer["done"] and answer["whole"] is None
    assert is_whole(office.master.read_bytes())


def test_doctor_offers_the_repair(xlsync, office):
    checks = {check["name"]: check for check in json.loads(xlsync("doctor", office.root, "--json").out)["checks"]}
    assert checks["saved"]["hint"] == HINTS["saved_damaged"] and "xlsync repair" in HINTS["saved_damaged"]
    xlsync("repair", office.root)
    checks = {check["name"]: check for check in xlsync("doctor", office.root, "--json").json["checks"]}
    assert checks["saved"]["ok"]
