"""Settings: flag over environment over xlsync.toml over default, and nothing unknown in silence."""

from datetime import date

import pytest

from xlsync.entry.settings import Settings, find_office, office_at, settings_text
from xlsync.vocabulary.errors import OfficeMissing, SettingsInvalid


def test_a_flag_wins_over_the_environment_and_that_over_the_file(xlsync, office_folder, monkeypatch):
    """Three settings stand in the file, two of them in the environment, one of those on the command line."""
    (office_folder / "xlsync.toml").write_text('polling = "on"\nsettle_seconds = 2\nrescan_seconds = 30\n')
    monkeypatch.setenv("XLSYNC_POLLING", "off")
    monkeypatch.setenv("XLSYNC_SETTLE_SECONDS", "3")
    answer = xlsync("config", office_folder, "--set", "settle_seconds=4", "--json").json
    found = {row["key"]: (row["value"], row["origin"]) for row in answer["settings"]}
    assert found["rescan_seconds"] == (30.0, "file")
    assert found["polling"] == ("off", "environment")
    assert found["settle_seconds"] == (4.0, "flag")
    assert found["master"] == ("督查台账.xlsm", "default")


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('mastr = "a.xlsm"', "mastr", "没有这一项，可用的有：master"),
        ('polling = "sometimes"', "polling", "不在可选范围内"),
        ("settle_seconds = 0", "settle_seconds", "必须大于 0"),
        ("rescan_seconds = 0.5", "rescan_seconds", "不能小于 1"),
        ('settle_seconds = "soon"', "settle_seconds", "类型或格式不对"),
        ('master = "../a.xlsm"', "master", "不能带文件夹"),
        ('today = "yesterday"', "today", "类型或格式不对"),
        ("settle_seconds = 1\nmaster = ", "xlsync.toml", "第2行写法不对"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_place(office_folder, text, place, said):
    (office_folder / "xlsync.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsInvalid) as stop:
        find_office(office_folder)
    assert f"“{place}”" in str(stop.value) and said in str(stop.value)
    assert stop.value.exit_code == 2


def test_an_unknown_environment_variable_of_ours_is_an_error(office_folder, monkeypatch):
    monkeypatch.setenv("XLSYNC_POLING", "on")
    with pytest.raises(SettingsInvalid, match="XLSYNC_POLING”不能使用：没有这一项"):
        find_office(office_folder)


def test_the_pipe_of_libreoffice_is_no_setting(office_folder, monkeypatch):
    monkeypatch.setenv("XLSYNC_PIPE", "office")
    assert find_office(office_folder).settings == Settings()


def test_a_settings_file_written_by_notepad_is_read(office_folder):
    (office_folder / "xlsync.toml").write_text('polling = "on"', encoding="utf-8-sig")
    assert find_office(office_folder).settings.polling == "on"


def test_a_settings_file_in_gbk_is_named(office_folder):
    (office_folder / "xlsync.toml").write_text('master = "台账.xlsm"', encoding="gbk")
    with pytest.raises(SettingsInvalid, match="UTF-8"):
        find_office(office_folder)


def test_the_office_is_the_nearest_parent(office_folder):
    inner = office_folder / "收件箱" / "2016"
    inner.mkdir(parents=True)
    assert find_office(inner).root == office_folder
    assert find_office(inner).inbox == office_folder / "收件箱"
    with pytest.raises(OfficeMissing):
        find_office(office_folder.parent)


def test_an_office_to_be_made_has_the_defaults(tmp_path):
    office = office_at(tmp_path / "new")
    assert not office.found and not office.root.exists()
    assert office.journal_url == f"sqlite:///{(tmp_path / 'new' / '.xlsync' / 'journal.db').as_posix()}"


def test_the_day_of_the_command_line_holds(xlsync, office_folder):
    (office_folder / "xlsync.toml").write_text("today = 2016-09-30\n")
    assert find_office(office_folder).today == date(2016, 9, 30)
    rows = xlsync("config", office_folder, "--today", "2016-10-17", "--json").json["settings"]
    assert {"key": "today", "value": "2016-10-17", "origin": "flag"} in rows


def test_a_new_settings_file_names_every_setting_with_its_default(office_folder):
    """As written nothing is set; with the marks taken off, every setting has the default it shows."""
    text = settings_text()
    path = office_folder / "xlsync.toml"
    path.write_text(text, encoding="utf-8")
    assert set(find_office(office_folder).origins.values()) == {"default"}
    lines = [line.removeprefix("# ") for line in text.splitlines() if " = " in line]
    path.write_text("\n".join(lines), encoding="utf-8")
    office = find_office(office_folder)
    assert set(office.origins.values()) == {"file"}
    assert office.settings == Settings()


def test_what_is_set_from_the_start_stands_first_and_once(office_folder):
    text = settings_text("today = 2016-10-20\n")
    (office_folder / "xlsync.toml").write_text(text, encoding="utf-8")
    assert text.startswith("today = 2016-10-20\n")
    assert text.count("today = ") == 1
    assert find_office(office_folder).today == date(2016, 10, 20)


@pytest.mark.parametrize(
    "journal",
    [
        "postgresql+psycopg://clerk:geheim@db/office",
        "postgresql://:geheim@db/office",
        "postgresql://db/office?sslmode=require&password=geheim",
        "mysql://db/office",
        "x.db",
        "sqlite://",
    ],
)
def test_a_journal_must_be_an_address_without_a_password(office_folder, journal):
    with pytest.raises(SettingsInvalid) as stopped:
        find_office(office_folder, [("journal", journal)])
    assert "PGPASSWORD" in str(stopped.value)
    assert "geheim" not in str(stopped.value)


@pytest.mark.parametrize(
    "journal",
    ["postgresql+psycopg://clerk@db:5433/office?sslmode=require", "postgresql://db/office", "postgresql:///office"],
)
def test_a_journal_on_a_server_is_taken_as_it_is_written(office_folder, journal):
    office = find_office(office_folder, [("journal", journal)])
    assert (office.journal_url, office.journal_file) == (journal, None)


def test_a_journal_file_is_looked_for_in_the_office(office_folder):
    office = find_office(office_folder, [("journal", "sqlite:///data/journal.db")])
    assert office.journal_file == office_folder / "data" / "journal.db"


def test_what_a_new_office_is_given_stands_in_its_settings(xlsync, tmp_path):
    """The journal lies where it was asked for; the day of one command is no setting of the office."""
    root = tmp_path / "office"
    path = f"sqlite:///{(tmp_path / '流水.db').as_posix()}"
    assert xlsync("init", root, "--set", f"journal={path}", "--today", "2016-10-12").code == 0
    office = find_office(root)
    assert (office.settings.journal, office.settings.today) == (path, None)
    assert (tmp_path / "流水.db").is_file() and not (root / ".xlsync" / "journal.db").exists()


def test_an_office_whose_journal_does_not_answer_is_not_left_half_made(xlsync, tmp_path):
    said = xlsync("init", tmp_path / "office", "--set", "journal=postgresql+psycopg://clerk@127.0.0.1:1/office")
    assert said.code == 3 and said.err.count("\n") == 1
    assert not (tmp_path / "office").exists()


def test_a_demo_takes_no_settings(xlsync, tmp_path):
    said = xlsync("demo", tmp_path / "demo", "--set", "log_level=DEBUG")
    assert said.code == 2 and "log_level" in said.err and not (tmp_path / "demo").exists()
