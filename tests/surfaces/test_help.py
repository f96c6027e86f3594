"""The help: in Chinese, complete, and quick because it loads nothing but click."""

import subprocess
import sys
import time

import pytest

from xlsync import __version__
from xlsync.services.commands import COMMANDS

HEAVY = ("pydantic", "rich", "lxml", "sqlalchemy", "xlsxwriter", "python_calamine", "watchdog", "docxtpl", "logging")


def test_the_help_names_every_command_with_its_sentence(xlsync):
    said = xlsync("--help")
    assert said.code == 0
    assert [c.name for c in COMMANDS if f"  {c.name}" not in said.out or c.help not in said.out] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_help_of_a_command_shows_options_and_examples(xlsync, command):
    said = xlsync(command.name, "--help")
    assert said.code == 0
    assert all(option.flag in said.out and option.help[:12] in said.out for option in command.flags)
    assert all(line in said.out for line in command.examples)
    assert ("--dry-run" in said.out) == command.changes
    assert all(flag in said.out for flag in ("--json", "--today", "--set"))


def test_no_words_at_all_show_the_help(xlsync):
    assert xlsync().out == xlsync("-h").out


def test_the_version_is_told(xlsync):
    assert xlsync("--version").out == f"xlsync {__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion(xlsync, shell):
    assert "_XLSYNC_COMPLETE" in xlsync("--completion", shell).out


def test_completion_knows_the_commands():
    code = "import os; os.environ.update(COMP_WORDS='xlsync me', COMP_CWORD='1', _XLSYNC_COMPLETE='bash_complete')\n"
    code += "from xlsync.entry.cli import main; main([])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "plain,merge\n"


def test_the_help_loads_nothing_heavy():
    code = "import sys; from xlsync.entry.cli import main; main(['--help']); sys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert [name for name in HEAVY if name in loaded] == []


def test_the_help_stands_within_150_milliseconds():
    """The best of seven, since a busy machine is no fault of the help."""
    assert min(seconds_of_help() for _ in range(7)) < 0.15


def seconds_of_help() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "xlsync", "--help"], capture_output=True, check=True)
    return time.perf_counter() - start
