"""xlwings is imported fast, leaves no trace in what else is imported, and does not touch foreign Excels."""

import atexit
import subprocess
import sys
import types

import pytest

from xlsync.adapters.workbook_live.importing import hidden, tame

PROGRAM = """
import sys, {first}
before = {{name: sys.modules.get(name) for name in ("pandas", "matplotlib")}}
from xlsync.adapters.workbook_live.importing import xlwings
xw = xlwings()
assert xw is sys.modules["xlwings"] and xw is xlwings()
assert {{name: sys.modules.get(name) for name in before}} == before
import {then}
assert {then}.__name__ == "{then}"
"""


@pytest.mark.parametrize(("first", "then"), [("json", "pandas"), ("json", "matplotlib"), ("pandas", "pandas")])
def test_pandas_and_matplotlib_are_hidden_only_while_xlwings_is_imported(first: str, then: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(first=first, then=then)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_what_is_hidden_cannot_be_imported_and_comes_back_even_after_an_error() -> None:
    import json

    with pytest.raises(ZeroDivisionError), hidden(("json", "no_such_module")):
        with pytest.raises(ImportError):
            import json as again  # noqa: F401
        raise ZeroDivisionError
    assert sys.modules["json"] is json
    assert "no_such_module" not in sys.modules


def test_on_windows_each_call_is_tried_once_and_nothing_is_killed_at_exit(monkeypatch: pytest.MonkeyPatch) -> None:
    part = types.ModuleType("xlwings._xlwindows")
    part.N_COM_ATTEMPTS, part.cleanup = 0, lambda: None  # type: ignore[attr-defined]
    forgotten: list[object] = []
    monkeypatch.setattr(atexit, "unregister", forgotten.append)
    tame(part)
    assert (part.N_COM_ATTEMPTS, forgotten) == (1, [part.cleanup])  # type: ignore[attr-defined]
    tame(None)
