"""xlsync install on a stand-in for a clerk's Windows: what is written, and what each hindrance is told as."""

from dataclasses import replace
from pathlib import Path

import pytest

from xlsync.adapters.windows import hindrances, trust
from xlsync.adapters.windows.interpreter import interpreter_of, portable
from xlsync.adapters.windows.machine import MACHINE, USER, FileMarks, Machine, this_machine
from xlsync.entry import installing
from xlsync.entry.commands import install
from xlsync.entry.settings import find_office
from xlsync.vocabulary.labels import installing as words

OWN = r"Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
COMMON = r"Software\Policies\Microsoft\Office\16.0\Common\Security\Trusted Locations"
RULES = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
CHOICE = r"Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.xlsm\UserChoice"
CHILDREN = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
ENVIRONMENT = {"LOCALAPPDATA": r"D:\People\li\AppData\Local", "OneDrive": r"D:\People\li\OneDrive"}
PYTHON = r"D:\People\li\AppData\Local\xlsync\python\python.exe"
MASTER = Path("/督查/督查台账.xlsm")


class FakeRegistry:
    """A registry of given values by root, key and name."""

    def __init__(self, values=None):
        self.values = values or {}

    def value(self, root, key, name):
        return self.values.get((root, key, name))

    def subkeys(self, root, key):
        below = {k.removeprefix(f"{key}\\").split("\\")[0] for r, k, _ in self.values if k.startswith(f"{key}\\")}
        return sorted(below)


class FakeMarks:
    def __init__(self, marked=()):
        self.marked = {Path(path) for path in marked}

    def is_marked(self, path):
        return path in self.marked

    def unmark(self, path):
        self.marked.remove(path)


def machine(values=None, marked=(), python=PYTHON, environment=ENVIRONMENT) -> Machine:
    return Machine(FakeRegistry(values), FakeMarks(marked), environment, Path(python))


def trusted(folder: str, deep: int = 0, root: str = OWN) -> dict[tuple[str, str, str], object]:
    key = rf"{root}\Trusted Locations\Location3"
    return {(USER, key, "Path"): folder, (USER, key, "AllowSubFolders"): deep}


def step(name, scene):
    return next(found for found in installing.look(scene) if found.name == name)


@pytest.mark.parametrize(
    ("values", "setting"),
    [
        ({}, (trust.ASKED, False)),
        ({(USER, OWN, "VBAWarnings"): 4}, (trust.DISABLED, False)),
        ({(USER, OWN, "VBAWarnings"): 1, (USER, POLICY, "VBAWarnings"): 3}, (trust.SIGNED_ONLY, True)),
    ],
)
def test_a_policy_outweighs_what_the_person_has_set(values, setting):
    assert trust.macro_setting(machine(values)) == setting


@pytest.mark.parametrize(
    ("values", "folder", "is_trusted"),
    [
        ({}, r"D:\督查", False),
        (trusted("D:\\督查\\"), r"d:\督查", True),
        (trusted("D:\\"), r"D:\督查", False),
        (trusted("D:\\", deep=1), r"D:\督查", True),
        (trusted(r"%LOCALAPPDATA%\office"), r"D:\People\li\AppData\Local\office", True),
        (trusted(r"\\server\dcs"), r"\\server\dcs", False),
        (
            {**trusted(r"\\server\dcs"), (USER, rf"{OWN}\Trusted Locations", "AllowNetworkLocations"): 1},
            r"\\server\dcs",
            True,
        ),
        (
            {**trusted(r"D:\督查"), (USER, rf"{POLICY}\Trusted Locations", "AllLocationsDisabled"): 1},
            r"D:\督查",
            False,
        ),
    ],
)
def test_a_folder_is_trusted_as_excel_counts(values, folder, is_trusted):
    assert trust.is_trusted(machine(values), folder) is is_trusted


def test_macros_are_told_by_what_a_person_can_do():
    """设置 -> 说法"""
    told = {
        words.HINTS["macros_asked"]: {},
        words.HINTS["macros_all"]: {(USER, OWN, "VBAWarnings"): 1},
        words.HINTS["macros_signed"]: {(USER, OWN, "VBAWarnings"): 3},
        words.HINTS["macros_off"]: {(USER, OWN, "VBAWarnings"): 4},
        words.HINTS["macros_policy"]: {(USER, POLICY, "VBAWarnings"): 4},
        words.HINTS["macros_trusted"]: trusted(str(MASTER.parent)),
    }
    found = [step("macros", installing.Scene(machine(values), MASTER, PYTHON)) for values in told.values()]
    assert [each.hint for each in found] == [hint.format(folder=MASTER.parent) for hint in told]
    assert [each.ok for each in found] == [True, True, False, False, False, True]


@pytest.mark.parametrize(
    ("values", "forbidden"),
    [
        ({}, None),
        ({(MACHINE, RULES, CHILDREN): "1"}, True),
        ({(MACHINE, RULES, CHILDREN): "2"}, False),
        (
            {
                (
                    MACHINE,
                    RULES.rpartition("\\Windows Defender Exploit")[0] + r"\Policy Manager",
                    "ASRRules",
                ): f"x=1|{CHILDREN}=1"
            },
            True,
        ),
    ],
)
def test_what_nobody_can_look_up_is_told_as_unknown(values, forbidden):
    """Without a policy in sight it is no all-clear: the hint says what to watch for, and how else to work."""
    assert hindrances.forbids_child_processes(machine(values)) is forbidden
    found = step("defender", installing.Scene(machine(values), MASTER, PYTHON))
    assert found.ok is (forbidden is not True)
    assert ("命令行" in found.hint) is (forbidden is not False)


def test_places_that_excel_stumbles_over_are_told():
    scene = installing.Scene(machine({(USER, CHOICE, "ProgId"): "ET.Xlsm.6"}), Path("/a=b/台账.xlsm"), PYTHON)
    assert not step("name", scene).ok and "/a=b/台账.xlsm" in step("name", scene).hint
    assert not step("program", scene).ok and "WPS" in step("program", scene).hint
    cloud = installing.Scene(machine(environment={"OneDrive": "/督查"}), MASTER, PYTHON)
    assert not step("place", cloud).ok and "/督查" in step("place", cloud).hint
    share = installing.Scene(machine(), Path(r"\\server\dcs") / "台账.xlsm", PYTHON)
    assert step("place", share).ok and "共享" in step("place", share).hint
    shop = machine(python=r"D:\People\li\AppData\Local\Microsoft\WindowsApps\python.exe")
    assert not step("python", installing.Scene(shop, MASTER, PYTHON)).ok


def test_python_in_the_persons_own_folder_is_written_for_everybody():
    """One master serves several machines: D:\\People\\li\\AppData\\Local is somebody else's folder on each."""
    assert portable(machine()) == r"%LOCALAPPDATA%\xlsync\python\python.exe"
    assert portable(machine(python=r"D:\Python311\python.exe")) == r"D:\Python311\python.exe"
    assert machine().expanded(r"%localappdata%\xlsync\python\python.exe") == PYTHON


def test_the_mark_of_the_web_is_a_second_stream(tmp_path):
    path = tmp_path / "台账.xlsm"
    path.touch()
    assert not FileMarks().is_marked(path)
    stream = tmp_path / "台账.xlsm:Zone.Identifier"
    stream.write_text("[ZoneTransfer]\nZoneId=3")
    assert FileMarks().is_marked(path)
    FileMarks().unmark(path)
    assert path.exists() and not stream.exists()


@pytest.fixture
def office(xlsync, tmp_path):
    folder = tmp_path / "督查台账"
    assert xlsync("init", folder).code == 0
    return find_office(folder)


@pytest.fixture
def windows(monkeypatch, office, tmp_path):
    """Give the command a Windows whose Python lies in D, with a marked master."""
    python = tmp_path / "python.exe"
    python.touch()
    found = machine(marked=[office.master], python=str(python))
    monkeypatch.setattr(install, "this_machine", lambda: found)
    monkeypatch.setattr(installing, "_CONNECTORS", ("xlwings",))
    return found


def test_elsewhere_the_command_says_so_and_names_the_other_way(xlsync, office):
    assert this_machine() is None
    answer = xlsync("install", office.root)
    assert answer.code == 2 and "xlsync office-extension install" in answer.out


def test_the_path_of_python_stands_in_the_master_and_the_journal_agrees(xlsync, office, windows):
    before = office.master.read_bytes()
    dry = xlsync("install", office.root, "-n", "--json").json
    assert (dry["written"], office.master.read_bytes()) == (False, before)
    answer = xlsync("install", office.root, "--yes", "--json")
    assert answer.json["written"] and answer.json["interpreter"] == str(windows.python)
    assert interpreter_of(office.master.read_bytes()) == str(windows.python)
    assert [check["name"] for check in answer.json["checks"] if not check["ok"]] == []
    assert xlsync("verify", office.root, "--json").json == {
        **xlsync("verify", office.root, "--json").json,
        "notes": [],
        "problems": [],
    }
    again = xlsync("install", office.root, "--yes")
    assert words.ALREADY.format(path=windows.python) in again.out and again.code == 0


def test_the_mark_is_taken_off_only_by_a_yes(xlsync, office, windows):
    asked = xlsync("install", office.root, "--json")  # nobody there to answer
    marks = {check["name"]: check for check in asked.json["checks"]}["mark"]
    assert (asked.code, marks["ok"]) == (1, False) and "解除锁定" in marks["hint"]
    assert windows.marks.is_marked(office.master)
    assert xlsync("install", office.root, "--yes").code == 0
    assert not windows.marks.is_marked(office.master)


def test_nothing_is_written_into_an_open_master(xlsync, office, windows):
    before = office.master.read_bytes()
    office.master.with_name(f"~${office.master.name}").touch()
    assert xlsync("install", office.root, "--yes").code == 3
    assert office.master.read_bytes() == before and windows.marks.is_marked(office.master)


def test_a_master_of_an_older_version_is_told(xlsync, office, windows, monkeypatch):
    monkeypatch.setattr(install, "interpreter_of", lambda _: None)
    answer = xlsync("install", office.root, "--yes")
    assert answer.code == 1 and words.NO_SHEET in answer.out


def test_doctor_tells_when_the_python_of_the_master_is_gone(office, windows, monkeypatch):
    from xlsync.adapters.windows import machine as place
    from xlsync.entry import doctor

    for python, ok in ((windows.python, True), (Path("/gone/python.exe"), False)):
        monkeypatch.setattr(place, "this_machine", lambda python=python: replace(windows, python=python))
        monkeypatch.setattr("xlsync.adapters.windows.interpreter.interpreter_of", lambda _, python=python: str(python))
        assert doctor.check_interpreter(office).ok is ok
