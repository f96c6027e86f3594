"""Reading what a person typed after the command: days, periods, settings, and the words given by place."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from xlsync.services.commands import Command, OfficeNeed, Option, OptionKind
from xlsync.vocabulary.errors import UsageMistake
from xlsync.vocabulary.labels.messages import SETTINGS_NAME


class Patterned(click.ParamType[Any]):
    """Text of one form; anything else is the usage mistake ``kind``."""

    name = "text"

    def __init__(self, kind: str, pattern: str) -> None:
        self.kind = kind
        self.pattern = re.compile(pattern)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the text as it was typed; raises UsageMistake."""
        if not self.pattern.fullmatch(value):
            raise UsageMistake(self.kind, value)
        return value


class Day(Patterned):
    """A day as YYYY-MM-DD."""

    def __init__(self) -> None:
        super().__init__("bad_day", r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the date; raises UsageMistake, also for 30 February."""
        try:
            return date.fromisoformat(super().convert(value, param, ctx))
        except ValueError:
            raise UsageMistake(self.kind, value) from None


class Setting(Patterned):
    """A setting as KEY=VALUE."""

    def __init__(self) -> None:
        super().__init__("bad_setting", r"[a-z_]+=.*")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return (key, value); raises UsageMistake."""
        key, _, text = super().convert(value, param, ctx).partition("=")
        return key, text


def read_words(command: Command, typed: Sequence[str]) -> dict[str, Any]:
    """Return the positional options by key from the words in order; raises UsageMistake.

    The office may stand anywhere among them: a word is the office if it is a folder with an xlsync.toml, or a
    folder at all where files are meant, or simply the word that is left over.
    """
    if command.office is OfficeNeed.MADE:
        return _in_order(command, command.positionals, list(typed))
    left = list(typed)
    office = next((word for word in left if _is_office(command, word)), None)
    if office is not None:
        left.remove(office)
    own = command.positionals[:-1]
    if office is None and left and len(left) > len(own) and not any(option.many for option in own):
        office = left.pop()
    return {**_in_order(command, own, left), "office": office}


def _is_office(command: Command, word: str) -> bool:
    folder = Path(word)
    takes_files = any(option.kind is OptionKind.FILE for option in command.options)
    return (folder / SETTINGS_NAME).is_file() or (takes_files and folder.is_dir())


def _in_order(command: Command, options: Sequence[Option], left: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for option in options:
        if option.required and not left:
            raise UsageMistake("missing", option.metavar, f"xlsync {command.name}", option.help)
        if option.many:
            values[option.key] = tuple(_checked(option, word) for word in left)
            left.clear()
        elif left:
            values[option.key] = _checked(option, left.pop(0))
        else:
            values[option.key] = option.default or None
    if left:
        raise UsageMistake("surplus", left[0], f"xlsync {command.name}")
    return values


def _checked(option: Option, word: str) -> str | Path:
    if option.choices and word not in option.choices:
        raise UsageMistake("bad_choice", word, choices=", ".join(option.choices))
    if option.kind is not OptionKind.FILE:
        return word
    if not Path(word).is_file():
        raise UsageMistake("no_file", word)
    return Path(word).absolute()
