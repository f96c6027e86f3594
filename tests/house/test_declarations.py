"""One declaration each: columns, findings, errors and commands are said once and used everywhere."""

import ast
import inspect
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.house.exceptions import against
from tests.house.tree import ROOT, product
from xlsync.entry.manual import manual
from xlsync.entry.settings import Settings
from xlsync.model.sheets import SHEETS
from xlsync.services.commands import COMMANDS
from xlsync.vocabulary import errors
from xlsync.vocabulary.labels import commands as words
from xlsync.vocabulary.labels.findings import FINDINGS
from xlsync.vocabulary.labels.headers import HEADERS, SHEET_NAMES
from xlsync.vocabulary.labels.messages import SETTINGS_HELP


@pytest.mark.parametrize("sheet", HEADERS)
def test_the_headers_of_a_sheet_are_exactly_its_columns(sheet):
    assert list(HEADERS[sheet]) == [column.key for column in SHEETS[sheet].columns]


def test_every_sheet_has_a_name_and_headers():
    assert set(SHEETS) == set(HEADERS)
    assert set(HEADERS) <= set(SHEET_NAMES)


def test_headers_of_a_sheet_are_all_different():
    doubled = {sheet: [h for h, n in Counter(headers.values()).items() if n > 1] for sheet, headers in HEADERS.items()}
    assert not any(doubled.values())


def test_every_finding_is_used_in_the_code():
    said = {
        node.value
        for source in product()
        if not source.module.startswith("xlsync.vocabulary.labels.findings")
        for node in source.strings()
    }
    assert against("unused finding", set(FINDINGS) - said) == ([], [])


def test_every_finding_in_the_code_is_declared():
    assert sorted(set(finding_codes()) - set(FINDINGS)) == []


def finding_codes() -> Iterator[str]:
    for source in product():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
                given = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "code")]
                yield from (arg.value for arg in given if isinstance(arg, ast.Constant))


def test_every_finding_has_a_message_and_a_remedy():
    assert [code for code, text in FINDINGS.items() if not text.message or not text.remedy] == []


def test_error_codes_are_all_different():
    classes = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, errors.XlsyncError)]
    codes = Counter(c.code for c in classes)
    assert [code for code, count in codes.items() if count > 1] == []
    assert {c.exit_code for c in classes} <= {1, 2, 3, 4, 5}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_is_complete(command):
    """A label, a help line, examples, a group, and its code."""
    assert command.label and command.help
    assert command.examples and all(line.startswith(f"xlsync {command.name}") for line in command.examples)
    assert command.group in words.GROUPS
    assert (ROOT / "xlsync" / "entry" / "commands" / f"{command.module}.py").is_file()


def test_words_of_commands_name_no_other_command():
    names = {command.name for command in COMMANDS}
    assert set(words.LABELS) == set(words.HELP) == set(words.EXAMPLES) == names


def test_the_manual_of_commands_is_made_from_the_registry():
    """Mend with: python -m xlsync.entry.manual > docs/commands.md"""
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == manual()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_readme_names_every_command(command):
    assert f"`{command.name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_explained():
    assert list(SETTINGS_HELP) == list(Settings.model_fields)
