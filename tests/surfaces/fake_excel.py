"""A spreadsheet program that knows exactly the xlwings calls that buttons make, and keeps a list of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CALLS = {
    "App.status_bar =",
    "App.alert",
    "Book.fullname",
    "Book.app",
    "Book.sheet_names",
    "Book.sheets",
    "Sheet.visible",
    "Sheet.activate",
    "Sheet.range",
    "Sheet.used_range",
    "Range.select",
    "Range.value",
}
"""Every call of xlwings that the buttons make in a workbook (the live master makes its own)."""


class Gone(Exception):
    """What COM raises when Excel has been closed."""


@dataclass
class Excel:
    """An open workbook: ``answers`` are what the person clicks on questions, ``settings`` what stands on 参数."""

    path: Path
    answers: Sequence[str] = ()
    hidden: Sequence[str] = ()
    is_gone: bool = False
    settings: Sequence[Sequence[Any]] = ()
    calls: list[str] = field(default_factory=list)
    bar: list[str | bool] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    modes: list[str | None] = field(default_factory=list)
    selected: list[str] = field(default_factory=list)

    @property
    def book(self) -> "Book":
        return Book(self)

    def note(self, call: str) -> None:
        assert call in CALLS
        self.calls.append(call)
        if self.is_gone:
            raise Gone


class App:
    def __init__(self, excel: Excel) -> None:
        self._excel = excel

    def _set_status(self, text: str | bool) -> None:
        self._excel.note("App.status_bar =")
        self._excel.bar.append(text)

    status_bar = property(None, _set_status)

    def alert(self, prompt, title=None, buttons="ok", mode=None, callback=None):
        self._excel.note("App.alert")
        self._excel.modes.append(mode)
        assert title == "督查台账"
        if buttons == "ok":
            self._excel.said.append(prompt)
            return "ok"
        self._excel.asked.append(prompt)
        return self._excel.answers[len(self._excel.asked) - 1]


class Book:
    def __init__(self, excel: Excel) -> None:
        self._excel = excel

    @property
    def app(self):
        self._excel.note("Book.app")
        return App(self._excel)

    @property
    def fullname(self):
        self._excel.note("Book.fullname")
        return str(self._excel.path)

    @property
    def sheet_names(self):
        self._excel.note("Book.sheet_names")
        return ["督查事项", "冲突", "看板", "使用说明", "参数"]

    @property
    def sheets(self):
        self._excel.note("Book.sheets")
        return {name: Sheet(self._excel, name) for name in ["督查事项", "冲突", "看板", "使用说明", "参数"]}


class Sheet:
    def __init__(self, excel: Excel, name: str) -> None:
        self._excel, self._name = excel, name

    @property
    def visible(self):
        self._excel.note("Sheet.visible")
        return self._name not in self._excel.hidden

    def activate(self):
        self._excel.note("Sheet.activate")
        self._excel.selected.append(self._name)

    def range(self, cell1, cell2=None):
        self._excel.note("Sheet.range")
        return Range(self._excel, f"{self._name}!{cell1}")

    @property
    def used_range(self):
        self._excel.note("Sheet.used_range")
        return Range(self._excel, self._name)


class Range:
    def __init__(self, excel: Excel, place: str) -> None:
        self._excel, self._place = excel, place

    def select(self):
        self._excel.note("Range.select")
        self._excel.selected.append(self._place)

    @property
    def value(self):
        self._excel.note("Range.value")
        return [list(row) for row in self._excel.settings]
