"""References to cells inside formulas: found and moved, while the rest of the formula stays as it was written.

Texts ("A1"), structured references (表1[A1]) and function names (LOG10) look like cells and are none.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NoReturn
from xml.sax.saxutils import escape, unescape

from xlsync.adapters.workbook_file.layout import Area, column_number
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_TOKEN = re.compile(
    r'"[^"]*"'
    r"|(?<![\w.$!'])(?P<sheet>(?:'(?:[^']|'')+'|(?:\[\d+\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!)?"
    r"(?P<left>\$?[A-Z]{1,3})(?P<top>\$?[1-9]\d{0,6})(?::(?P<right>\$?[A-Z]{1,3})(?P<bottom>\$?[1-9]\d{0,6}))?(?![\w.(\[!])"
    r"|\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell or range named by a formula: its sheet ('' when the formula names none), its area, how it is written."""

    sheet: str
    area: Area
    is_fixed: bool
    is_range: bool

    def is_on(self, sheet: str, own: str) -> bool:
        """Return whether it lies on a sheet, read from a formula on the sheet ``own``."""
        return (self.sheet or own).casefold() == sheet.casefold()


def references(formula: str) -> Iterator[Reference]:
    """Yield the cells and ranges that a formula names by their address, in its order."""
    return (_reference(found) for found in _TOKEN.finditer(formula) if found["left"])


def moved(formula: str, move: Callable[[Reference], Area]) -> str:
    """Return the formula with each reference reaching over the rows that ``move`` gives it; columns stay."""
    return _TOKEN.sub(lambda found: _rows_moved(found, move(_reference(found))) if found["left"] else found[0], formula)


def moved_xml(body: bytes, move: Callable[[Reference], Area]) -> bytes:
    """Return the text of an XML element that holds a formula, moved; untouched when no reference moves."""
    formula = plain(body)
    after = moved(formula, move)
    return body if after == formula else escape(after).encode()


def plain(body: bytes) -> str:
    """Return the formula that the text of an XML element stands for."""
    return unescape(body.decode(), {"&quot;": '"', "&apos;": "'"})


def translated(formula: str, origin: str, target: str, sheet: str) -> str:
    """Return a formula as it reads when copied from one cell to another. Raises UnsafeMaster where it cannot be."""
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import Translator, TranslatorError

    try:
        return str(Translator(f"={formula}", origin=origin).translate_formula(target))[1:]
    except (TokenizerError, TranslatorError, ValueError, IndexError):
        _refuse(sheet, target)


def _refuse(sheet: str, cell: str) -> NoReturn:
    raise UnsafeMaster(words.ODD_FORMULA.format(sheet=sheet, cell=cell)) from None


def _reference(found: re.Match[str]) -> Reference:
    top, bottom = found["top"], found["bottom"] or found["top"]
    left, right = found["left"], found["right"] or found["left"]
    area = Area(_number(top), column_number(left.lstrip("$")), _number(bottom), column_number(right.lstrip("$")))
    sheet = (found["sheet"] or "").removesuffix("!").strip("'").replace("''", "'")
    return Reference(sheet, area, "$" in top and "$" in bottom, found["bottom"] is not None)


def _rows_moved(found: re.Match[str], area: Area) -> str:
    first = f"{found['sheet'] or ''}{found['left']}{_like(found['top'], area.top)}"
    return f"{first}:{found['right']}{_like(found['bottom'], area.bottom)}" if found["bottom"] else first


def _like(old: str, number: int) -> str:
    """Return a row number, fixed when the old one was."""
    return f"${number}" if old.startswith("$") else str(number)


def _number(text: str) -> int:
    return int(text.lstrip("$"))
