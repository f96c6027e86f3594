"""Formulas as Excel writes them and as LibreOffice's programs take them.

The two differ in the mark between sheet and cell (! and .), between arguments (, and ;), between the columns and rows
of an array constant (, ; and ; |), in the sign of an intersection (a space and !), and in some names of functions,
which LibreOffice is asked for.  Excel's [@Column] is written out as [[#This Row],[Column]].  References into other
files and across several sheets are refused.
"""

import re
from dataclasses import dataclass
from typing import Any

from xlsync.adapters.libreoffice.addresses import COLUMNS, ROWS, letters, number
from xlsync.adapters.libreoffice.refusal import Unsupported

API_NAMES, EXCEL_NAMES, FUNCTIONS = 6, 5, 16  # com.sun.star.sheet.FormulaLanguage, FormulaMapGroup
LOGICAL = {"TRUE", "FALSE"}
OWN = ("ORG.", "COM.SUN.")  # functions of LibreOffice alone
ANALYSIS = "COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GET"  # before the functions that come from Excel's former add-in
NEWER = "_xlfn."  # before functions that Excel 2007 did not know: written in files, not shown
PIECES = r"""(?P<text>"(?:[^"]|"")*")
    |(?P<function>[^\W\d][\w.]*(?=\())
    |(?P<sheet>SHEET)
    |(?P<structured>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])
    |(?P<error>\#(?:N/A|[A-Z/0]+[!?]))
    |(?P<word>\$?\w[\w.$\\?]*)
    |(?P<space>\s+)
    |(?P<sign>.)"""
QUOTED = r"\$?'(?:[^']|'')+'"
OF_EXCEL = re.compile(PIECES.replace("SHEET", rf"(?:{QUOTED}|\w[\w.]*)!"), re.X | re.S)
OF_CALC = re.compile(
    PIECES.replace("SHEET", rf"(?:{QUOTED}|\$?[^\W\d]\w*)\.(?=\$?[A-Za-z]{{1,3}}\$?\d|\#REF|\$?[A-Za-z]+:|\$?\d+:)"),
    re.X | re.S,
)
OTHER_FILE = re.compile(r"\[[^\[\]]*\]\s*[^\[\]'!]*'?!")
REFERENCE = re.compile(
    r"(?:(?P<column_fixed>\$)?(?P<column>[A-Za-z]{1,3}))?(?:(?P<row_fixed>\$)?(?P<row>[1-9]\d{0,6}))?"
)
THIS_ROW = re.compile(r"\[@(?:\[(?P<bracketed>[^\[\]]*)\]|(?P<plain>[^\[\]]*))\]")
ENDS_OPERAND, STARTS_OPERAND = ("word", ")", "structured"), ("word", "sheet", "function", "(")
ARRAY_TO_CALC, ARRAY_TO_EXCEL = {",": ";", ";": "|"}, {";": ",", "|": ";"}
SIGNS_TO_CALC, SIGNS_TO_EXCEL = {",": ";"}, {";": ",", "!": " ", "~": ","}


@dataclass(frozen=True)
class FunctionNames:
    """The functions that LibreOffice calls otherwise than Excel does, both ways."""

    to_calc: dict[str, str]
    to_excel: dict[str, str]


ASKED: list[FunctionNames] = []


def function_names(document: Any) -> FunctionNames:
    """Return how functions are called, asked once of the first document."""
    if not ASKED:
        mapper = document.createInstance("com.sun.star.sheet.FormulaOpCodeMapper")
        ours, excels = (named(mapper, language) for language in (API_NAMES, EXCEL_NAMES))
        pairs = [(excels[token].removeprefix(NEWER), name) for token, name in ours.items() if token in excels]
        differing = [(excel, name) for excel, name in pairs if excel != name and not excel.startswith(OWN)]
        ASKED.append(FunctionNames(dict(differing), {name: excel for excel, name in differing}))
    return ASKED[0]


def named(mapper: Any, language: int) -> dict[tuple[int, str], str]:
    """Return the names of the functions in one language by their token."""
    entries = mapper.getAvailableMappings(language, FUNCTIONS)
    return {(entry.Token.OpCode, repr(entry.Token.Data)): entry.Name for entry in entries}


def to_calc(formula: str, names: dict[str, str]) -> str:
    """Return an Excel formula as LibreOffice takes it; ``names`` gives its names of functions by Excel's."""
    outside_texts = re.sub(r'"(?:[^"]|"")*"', '""', formula)
    if OTHER_FILE.search(outside_texts):
        raise Unsupported(f"a reference into another file ({formula[:60]})")
    return "".join(Translation(OF_EXCEL, formula, names).pieces())


def to_excel(formula: str, names: dict[str, str]) -> str:
    """Return a formula of LibreOffice as Excel writes it; ``names`` gives Excel's names of functions by its own."""
    return "".join(Translation(OF_CALC, formula, names).pieces())


def shifted(formula: str, rows: int, columns: int) -> str:
    """Return an Excel formula as it reads that many rows down and columns to the right: what has no $ moves along."""
    matches = list(OF_EXCEL.finditer(formula))
    pieces = []
    for place, match in enumerate(matches):
        beside_colon = ":" in (
            matches[place - 1][0] if place else "",
            matches[place + 1][0] if place + 1 < len(matches) else "",
        )
        reference = REFERENCE.fullmatch(match[0]) if match.lastgroup == "word" else None
        moves = reference and (beside_colon or (reference["column"] and reference["row"]))
        pieces.append(moved(reference, rows, columns) if reference and moves else match[0])
    return "".join(pieces)


def moved(reference: re.Match[str], rows: int, columns: int) -> str:
    """Return a reference to a cell, a column or a row, moved; raises ValueError beyond the edge of the sheet."""
    column, row = reference["column"] or "", reference["row"] or ""
    if column and not reference["column_fixed"]:
        column = letters(inside(number(column) + columns, COLUMNS))
    if row and not reference["row_fixed"]:
        row = str(inside(int(row) + rows, ROWS))
    return f"{reference['column_fixed'] or ''}{column}{reference['row_fixed'] or ''}{row}"


def inside(place: int, size: int) -> int:
    """Return a row or column if it is one of the sheet."""
    if not 1 <= place <= size:
        raise ValueError("a reference of the formula would lie beyond the edge of the sheet")
    return place


def shown_structured(text: str) -> str:
    """Return a structured reference of LibreOffice as Excel writes it."""
    only = re.fullmatch(r"\[(\[#[^\[\]]*\])\]", text)
    return only[1] if only else text.replace("];[", "],[")


class Translation:
    """One pass over a formula, piece by piece, from either side to the other."""

    def __init__(self, pattern: re.Pattern[str], formula: str, names: dict[str, str]) -> None:
        self.formula = formula
        self.matches = list(pattern.finditer(formula))
        self.from_excel = pattern is OF_EXCEL
        self.names = names
        self.braces = 0

    def pieces(self) -> list[str]:
        """Return the pieces of the other side's formula."""
        return [self.piece(place, str(match.lastgroup), match[0]) for place, match in enumerate(self.matches)]

    def piece(self, place: int, kind: str, text: str) -> str:
        """Return one piece as the other side writes it."""
        match kind:
            case "function":
                return self.function(text.upper().removeprefix(NEWER.upper()))
            case "sheet":
                return self.sheet(place, text)
            case "structured":
                return self.structured(place, text) if self.from_excel else shown_structured(text)
            case "word" if self.from_excel and text.upper() in LOGICAL:
                return f"{text.upper()}()"
            case "space" if self.from_excel and self.intersects(place):
                return "!"
            case "sign":
                return self.sign(text)
        return text

    def function(self, name: str) -> str:
        """Return a function as the other side calls it."""
        if not self.from_excel and name.startswith(ANALYSIS):
            return name.removeprefix(ANALYSIS)
        return self.names.get(name, name)

    def sheet(self, place: int, text: str) -> str:
        """Return the name of a sheet with the other side's mark behind; LibreOffice's is made absolute."""
        name = text[:-1].removeprefix("$")
        if ":" in name or (place and self.matches[place - 1][0] == ":"):
            raise Unsupported(f"a reference across sheets ({self.formula[:60]})")
        if not self.from_excel:
            return f"{name}!"
        return f"${name}." if name.startswith("'") else f"$'{name}'."

    def structured(self, place: int, text: str) -> str:
        """Return a structured reference as LibreOffice takes it; it must name its table."""
        if not place or self.matches[place - 1].lastgroup != "word":
            raise Unsupported(f"a structured reference without the name of its table ({self.formula[:60]})")
        this_row = THIS_ROW.fullmatch(text)
        if this_row is not None:
            column = this_row["bracketed"] or this_row["plain"]
            return f"[[#This Row];[{column}]]" if column else "[[#This Row]]"
        return f"[{text}]" if text.startswith("[#") else text.replace("],[", "];[").replace("], [", "];[")

    def sign(self, text: str) -> str:
        """Return a separator or sign as the other side writes it."""
        self.braces += {"{": 1, "}": -1}.get(text, 0)
        inside, outside = (ARRAY_TO_CALC, SIGNS_TO_CALC) if self.from_excel else (ARRAY_TO_EXCEL, SIGNS_TO_EXCEL)
        return (inside if self.braces else outside).get(text, text)

    def intersects(self, place: int) -> bool:
        """Return whether the space at a place stands between two operands."""
        if not 0 < place < len(self.matches) - 1:
            return False
        return self.kind(place - 1) in ENDS_OPERAND and self.kind(place + 1) in STARTS_OPERAND

    def kind(self, place: int) -> str:
        """Return what a piece is: its kind, or the sign itself."""
        match = self.matches[place]
        return match[0] if match.lastgroup == "sign" else str(match.lastgroup)
