"""Calculated columns of a table: each new row gets the column's formula, as Excel fills it in."""

import re

from xlsync.adapters.workbook_file.cells import CellContent, Formula
from xlsync.adapters.workbook_file.layout import TablePart
from xlsync.adapters.workbook_file.references import references, translated
from xlsync.model.table import column_letter
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_ARRAY = re.compile(rb'<(?:\w+:)?calculatedColumnFormula\b[^>]*\barray="(?:1|true)"')


def formulas_at(table: TablePart, row: int, sheet: str) -> dict[int, CellContent]:
    """Return the formulas of a new row by sheet column.

    The table part holds the formula as the first data row has it: H2 there is H9 in row 9. Raises UnsafeMaster.
    """
    first = table.area.top + table.headers
    return {column: Formula(_at(text, column, first, row, sheet)) for column, text in table.formulas.items()}


def refuse_array_columns(part: bytes, sheet: str) -> None:
    """Raise UnsafeMaster for a table with a column of array formulas: they cannot be filled in one by one."""
    if _ARRAY.search(part):
        raise UnsafeMaster(words.ARRAY_COLUMN.format(sheet=sheet))


def _at(text: str, column: int, first: int, row: int, sheet: str) -> str:
    if all(reference.is_fixed for reference in references(text)) and ":" not in text:
        return text
    letter = column_letter(column)
    return translated(text, f"{letter}{first}", f"{letter}{row}", sheet)
