"""Every row of the threat table, merged beside an honest file: the end it comes to, the master, and the honest file."""

import zipfile

import pytest

from tests.hostile.small_batch import HONEST, Ended, answers, copy_of, run
from tests.hostile.threats import MARK, STOOD, THREATS, Threat, saying
from tests.services.small_ledger import small_office
from xlsync.vocabulary.labels.files import UNREADABLE
from xlsync.vocabulary.terms import SubmissionState as S


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    office = small_office(tmp_path_factory.mktemp("hostile") / "office")
    return office, answers(office)


@pytest.mark.parametrize("threat", THREATS, ids=lambda threat: f"{threat.row}: {threat.name}")
def test_a_threat_ends_as_promised_and_the_honest_file_goes_through(threat: Threat, founded, tmp_path):
    office, forms = founded
    ended = run(copy_of(office, tmp_path / "office"), threat, forms)
    assert ended.hostile["state"] == threat.state, ended.hostile
    assert ended.honest["state"] == S.FILED and ended.school["progress"] == HONEST
    assert is_told(threat, ended)
    if threat.state is S.FILED:
        assert ended.road["progress"] == (threat.kept or MARK)
    else:
        assert ended.road["progress"] == STOOD and ended.road["percent"] == 0.2


def is_told(threat: Threat, ended: Ended) -> bool:
    """Return whether the refusal is of the kind, or the finding is there."""
    if threat.told in UNREADABLE:
        beginning = UNREADABLE[threat.told].split("{")[0].split("：")[0]
        return str(ended.hostile["reason"]).startswith(beginning)
    return not threat.told or threat.told in ended.codes


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "＝1+1", "+1"])
def test_a_text_like_a_formula_is_no_formula_in_the_master(text: str, founded, tmp_path):
    office, forms = founded
    office = copy_of(office, tmp_path / "office")
    run(office, Threat("", "", saying(text), S.FILED), forms)
    with zipfile.ZipFile(office.master) as package:
        sheets = b"".join(package.read(name) for name in package.namelist() if "worksheets/" in name)
    assert b"calc'!A0</f>" not in sheets and text.encode() + b"</f>" not in sheets
    assert text.replace("'", "&apos;").encode() in sheets or text.encode() in sheets


EVIL_NAMES = [
    "a\\..\\..\\Startup\\x.xlsm",
    "a\u202eslx.exe.xlsx",
    "CON.xlsx",
    "x" * 240 + ".xlsx",
    b"\xb7\xb4\xc0\xa1.xlsx".decode("utf-8", "surrogateescape"),
    "a\nb.xlsx",
    "=1+1.xlsx",
]


@pytest.mark.parametrize("name", EVIL_NAMES, ids=range(len(EVIL_NAMES)))
def test_an_evil_name_is_only_shown(name: str, founded, tmp_path):
    """It leads out of no folder, is no device, shows no control mark, and its file is merged like any other."""
    office, forms = founded
    office = copy_of(office, tmp_path / "office")
    before = {path for path in tmp_path.rglob("*") if office.root not in path.parents}
    ended = run(office, Threat("", "", lambda form: form, S.FILED), forms, name)
    assert ended.hostile["state"] == S.FILED and ended.road["progress"] == MARK
    shown = str(ended.hostile["file"])
    assert len(shown) <= 80 and not set(shown) & set("\\/\n\u202e<>") and not shown.startswith("CON")
    assert {path for path in tmp_path.rglob("*") if office.root not in path.parents} == before
