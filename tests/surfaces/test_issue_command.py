"""What issue says: how many matters and lines went out, and whom and what it left out."""

import shutil
from pathlib import Path

import pytest

from tests.services.small_ledger import EAST, FINANCE, HOUSING, small_office, type_in_excel
from xlsync.entry.settings import office_at


@pytest.fixture(scope="module")
def pristine(tmp_path_factory) -> Path:
    root = small_office(tmp_path_factory.mktemp("pristine") / "office").root
    type_in_excel(office_at(root), "units", HOUSING, {"mail": None})
    return root


@pytest.fixture
def office(pristine, tmp_path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "office"))


def test_matters_and_lines_are_counted_apart(xlsync, office):
    """三件事项，其中一件由三个单位办理：5行；一件有密级，不下发。

    单位                 | 行
    市财政局             | 2
    市住房和城乡建设局   | 1
    东区                 | 2
    """
    said = xlsync("issue", office, "--json").json
    assert {form["unit"]: form["rows"] for form in said["forms"]} == {FINANCE: 2, HOUSING: 1, EAST: 2}
    assert (said["matters"], said["rows"], said["secret"], said["no_mail"]) == (3, 5, 1, [])
    out = xlsync("issue", office).out
    assert "3件事项，按单位计5行" in out and "另有1件事项定有密级" in out


def test_a_unit_without_an_address_is_named(xlsync, office):
    words = ("issue", office, "--mail")
    for rehearsed in (("-n",), ()):
        said = xlsync(*words, *rehearsed, "--json").json
        assert said["no_mail"] == [HOUSING]
        assert len(said["drafts"]) == (0 if rehearsed else 2)
    assert f"没有给{HOUSING}写邮件草稿" in xlsync(*words).out


def test_what_is_secret_is_counted_for_the_units_that_were_asked_for(xlsync, office):
    assert xlsync("issue", office, "--unit", EAST, "--json").json["secret"] == 0
    assert xlsync("issue", office, "--unit", FINANCE, "--json").json["secret"] == 1
