"""The extension in a real LibreOffice: it is installed by the command, and a click starts what it should."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import xlsxwriter

from tests.e2e.screen import Calc, Screen, wait_for
from xlsync import __version__
from xlsync.adapters.libreoffice.soffice import PrivateOffice
from xlsync.adapters.office_extension.building import Start, extension
from xlsync.adapters.office_extension.installed import installed_version
from xlsync.adapters.office_extension.installing import install
from xlsync.entry.cli import main
from xlsync.services.buttons import BY_KEY
from xlsync.vocabulary.errors import OfficeOpen
from xlsync.vocabulary.labels.office_extension import SAID

pytestmark = pytest.mark.libreoffice

# Stands in for the interpreter: writes down how it was started, and works on until it is let go.
INTERPRETER = """#!/bin/sh
{ pwd; printf '%s\\n' "$@"; echo "path ${PYTHONPATH-none}"; } > "$0.started"
while test ! -e "$0.enough"; do sleep 0.05; done
cat "$0.enough" >&2
exit $(head -c 1 "$0.enough")
"""


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def interpreter(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "python"
    path.write_text(INTERPRETER)
    path.chmod(0o755)
    yield path
    Path(f"{path}.enough").write_text("0")


@pytest.fixture
def workbook(office_folder: Path) -> Path:
    path = office_folder / "台账.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet()
    return path


@pytest.fixture
def calc(tmp_path: Path, profile: Path, interpreter: Path, workbook: Path) -> Iterator[Calc]:
    """Yield LibreOffice before a person, with the extension for that interpreter."""
    pipe = f"xlsync-test-{uuid4().hex[:8]}"
    install(extension(Start(str(interpreter), str(tmp_path), pipe)), profile)
    with Screen(tmp_path) as screen, Calc(screen, profile, pipe, workbook) as calc:
        yield calc


def test_the_command_installs_and_takes_out_again_as_often_as_one_likes(profile: Path, capsys):
    said = []
    for action in ("install", "install", "uninstall", "uninstall"):
        assert main(["office-extension", action, "--profile", str(profile)]) == 0
        said.append((action, installed_version(profile)))
    assert said == [("install", __version__), ("install", __version__), ("uninstall", None), ("uninstall", None)]
    lines = capsys.readouterr().out.splitlines()
    assert [("已装入" in lines[0]), ("已更新" in lines[1]), ("卸下" in lines[2]), ("没有装过" in lines[3])] == [
        True
    ] * 4


def test_an_open_libreoffice_is_left_alone(profile: Path):
    running = PrivateOffice(profile=profile)
    try:
        with pytest.raises(OfficeOpen, match="请保存并关闭"):
            install(extension(Start("/usr/bin/python3", "/", "x")), profile)
        assert running.process.poll() is None
        assert installed_version(profile) is None
    finally:
        running.kill()


def test_a_click_starts_the_button_and_says_so_until_it_is_done(calc: Calc, interpreter: Path, workbook: Path):
    """One click on 合并收件箱, one on 刷新 before it is done; then the first stops and cannot say why."""
    label = BY_KEY["merge"].label
    started, enough = Path(f"{interpreter}.started"), Path(f"{interpreter}.enough")
    calc.press(label)
    wait_for(lambda: started.exists() and "path" in started.read_text())
    words = ["-m", "xlsync.entry.office_menu", "merge", "--book", workbook.as_uri(), "--pipe", calc.office.pipe]
    assert started.read_text().splitlines() == [str(interpreter.parent), *words, "path none"]
    calc.screen.picture("started")
    at_work = calc.status_bar()
    calc.press(BY_KEY["refresh"].label)
    assert calc.agree() == SAID["busy"].format(label=label)
    enough.write_text("1: Traceback")
    assert calc.agree() == SAID["failed"].format(label=label, code=1)
    wait_for(lambda: calc.status_bar() != at_work)


def test_what_cannot_be_done_is_one_sentence(calc: Calc, interpreter: Path, workbook: Path):
    """The workbook is not reached; xlsync is gone; the workbook is in no office."""
    enough = Path(f"{interpreter}.enough")
    enough.write_text("3 没有连上")
    calc.press(BY_KEY["check"].label)
    assert calc.agree() == "3 没有连上"
    (workbook.parent / "xlsync.toml").unlink()
    calc.press(BY_KEY["check"].label)
    assert calc.agree() == SAID["no_office"].format(name=workbook.name)
    (workbook.parent / "xlsync.toml").touch()
    interpreter.rename(interpreter.with_name("gone"))
    calc.press(BY_KEY["check"].label)
    assert calc.agree() == SAID["no_python"].format(python=interpreter)
    _only_its_owner_can_open(calc.office.pipe)


def _only_its_owner_can_open(pipe: str) -> None:
    """Fail where others may write to the socket of a pipe, which is what connecting to it asks for."""
    socket = next(Path("/tmp").glob(f"OSL_PIPE_{os.getuid()}_{pipe}"))
    about = socket.stat()
    assert (about.st_uid, about.st_mode & 0o022) == (os.getuid(), 0)
