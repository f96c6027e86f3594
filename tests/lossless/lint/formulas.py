"""Formulas: only what can be said without computing them."""

import re
from collections.abc import Iterator

_QUOTED = re.compile(r'"[^"]*"')
_SHEET_QUOTED = re.compile(r"'((?:[^']|'')*)'!")
_SHEET_PLAIN = re.compile(r"(?<![\w.'\]\[!$])([^\W\d][\w.]*)!")
_ERROR = re.compile(r"#[A-Z]+(?:/[0A]|[!?])")
_ARRAY = re.compile(r"\{[^}]*\}")


def faults_of(text: str) -> Iterator[str]:
    """Yield what is wrong with the writing of a formula."""
    plain = _SHEET_QUOTED.sub("", _QUOTED.sub("", text))
    if plain.count("(") != plain.count(")"):
        yield "brackets"
    if text.startswith("="):
        yield "leading ="
    if ";" in _ARRAY.sub("", plain):
        yield "semicolon"


def sheets_named(text: str) -> Iterator[str]:
    """Yield the sheets of this workbook that a formula names; other workbooks ([1]Sheet!) and spans are left out."""
    plain = _ERROR.sub("", _QUOTED.sub("", text))
    quoted = [name.replace("''", "'") for name in _SHEET_QUOTED.findall(plain)]
    bare = _SHEET_PLAIN.findall(_SHEET_QUOTED.sub(" ", plain))
    yield from (name for name in [*quoted, *bare] if "[" not in name and ":" not in name and name)
