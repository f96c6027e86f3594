"""The health check: one line per thing, what is wrong comes with what to do."""

from datetime import date, timedelta

import pytest

from xlsync.adapters.workbook_file.lock import holder_of
from xlsync.entry import doctor, machine
from xlsync.entry.settings import find_office, office_at
from xlsync.vocabulary.labels.doctor import FONTS

MOUNTS = "/dev/sda1 / ext4 rw 0 0\n//server/share /mnt/office cifs rw 0 0\ntmpfs /mnt/office/local tmpfs rw 0 0\n"


def hints(office):
    return {check.name: (check.ok, check.hint) for check in doctor.examine(office)}


@pytest.fixture(autouse=True)
def all_fonts(monkeypatch):
    """Give the machine the fonts of documents, whatever it has."""
    monkeypatch.setattr(doctor, "font_families", lambda: set(FONTS))


def test_a_whole_office_passes(xlsync, office_folder):
    (office_folder / "督查台账.xlsm").touch()
    answer = xlsync("doctor", office_folder, "--json")
    assert {check["name"]: check["hint"] for check in answer.json["checks"] if not check["ok"]} == {}
    assert answer.code == 0


def test_without_an_office_the_machine_is_still_looked_at(xlsync, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = xlsync("doctor", "--json")
    assert answer.code == 1
    assert [check["name"] for check in answer.json["checks"] if not check["ok"]] == ["office"]


def test_a_missing_master_is_named(office_folder):
    ok, hint = hints(find_office(office_folder))["master"]
    assert not ok and "督查台账.xlsm" in hint


@pytest.mark.parametrize("mark", ["~$督查台账.xlsm", ".~lock.督查台账.xlsm#"])
def test_a_master_open_in_an_editor_is_told(office_folder, mark):
    """In the words of every other command."""
    (office_folder / mark).touch()
    office = find_office(office_folder)
    ok, hint = hints(office)["lock"]
    assert not ok and mark in hint and (holder_of(office.master) or "?") in hint


def test_a_running_command_is_told(office_folder):
    from filelock import FileLock

    office = find_office(office_folder)
    office.lock.parent.mkdir()
    with FileLock(office.lock):
        assert hints(office)["lock"][0] is False
    assert hints(office)["lock"][0] is True


def test_a_year_without_published_holidays_is_told(office_folder):
    far = date.today() + timedelta(days=3 * 366)
    office = find_office(office_folder, [("today", far.isoformat())])
    ok, hint = hints(office)["holidays"]
    assert not ok and str(far.year) in hint and "节假日" in hint


@pytest.mark.parametrize(("address", "ok"), [("", True), ("dcs@example.gov.cn", True), ("dcs.example", False)])
def test_the_address_of_drafts_is_looked_at(office_folder, address, ok):
    assert hints(find_office(office_folder, [("mail_from", address)]))["mail"][0] is ok


def test_a_journal_of_sqlite_on_a_share_is_refused(office_folder, monkeypatch):
    monkeypatch.setattr(doctor, "is_on_share", lambda folder: True)
    assert hints(find_office(office_folder))["share"][0] is False
    assert hints(find_office(office_folder, [("journal", "postgresql://db/office")]))["share"][0] is True


@pytest.mark.parametrize(
    ("folder", "kind"), [("/mnt/office/a", "cifs"), ("/mnt/office/local/b", "tmpfs"), ("/mnt/officer", "ext4")]
)
def test_the_longest_mount_point_tells_the_file_system(folder, kind):
    from pathlib import PurePosixPath

    assert machine._file_system(PurePosixPath(folder), MOUNTS) == kind


@pytest.mark.parametrize(
    ("families", "ok", "word"),
    [
        ({"仿宋", "楷体", "SimHei", "SimSun", "方正小标宋简体"}, True, "齐全"),
        ({"SimSun", "Noto Serif CJK SC"}, False, "Noto Serif CJK SC"),
        ({"SimSun"}, False, "宋体"),
        ({"Noto Serif CJK SC"}, False, "缺少 方正小标宋简体、仿宋_GB2312、楷体_GB2312、黑体、宋体"),
        ({"DejaVu Sans"}, False, "方框"),
    ],
)
def test_each_missing_font_asks_for_attention_and_names_what_stands_in(monkeypatch, tmp_path, families, ok, word):
    monkeypatch.setattr(doctor, "font_families", lambda: families)
    check = doctor.check_fonts(office_at(tmp_path))
    assert check.ok is ok and word in check.hint


def test_a_folder_that_cannot_be_written_is_named(office_folder, monkeypatch):
    monkeypatch.setattr(doctor, "is_writable", lambda folder: folder.name != "office")
    ok, hint = hints(find_office(office_folder))["access"]
    assert not ok and str(office_folder) in hint


def test_a_full_disk_is_told(office_folder, monkeypatch):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda folder: doctor.shutil._ntuple_diskusage(10, 9, 1))
    assert hints(find_office(office_folder))["disk"][0] is False


def test_the_day_that_somebody_fixed_is_shown(office_folder):
    (office_folder / "xlsync.toml").write_text("today = 2016-10-17\n")
    assert "固定按 2016-10-17" in hints(find_office(office_folder))["today"][1]


def test_a_journal_that_does_not_answer_is_told(office_folder):
    """On a server that is away: in the words of every other command; before the first command there is none yet."""
    assert hints(find_office(office_folder))["journal"][0] is True
    away = find_office(office_folder, [("journal", "postgresql+psycopg://clerk@127.0.0.1:1/office")])
    ok, hint = hints(away)["journal"]
    assert not ok and "127.0.0.1" in hint
