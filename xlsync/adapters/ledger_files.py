"""The ledger as a file of its own: CSV that Excel opens by a double click, or a plain workbook."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from xlsync.adapters.replace import FileHeld, write_durably
from xlsync.model.table import Value
from xlsync.vocabulary.errors import NoSuchFolder, PlaceTaken, TargetLocked
from xlsync.vocabulary.phrases.formulas import FORMULA_SIGNS

_BOM = "\ufeff"
_DATE_FORMAT = "yyyy-mm-dd"


def write_csv(path: Path, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write text cells as CSV in UTF-8 with its mark; text that a spreadsheet would take for a formula gets a '.

    Raises PlaceTaken where the file is there already, TargetLocked where it cannot be written.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    save_copy(path, f"{_BOM}{text.getvalue()}".encode())


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, also where it begins with blanks."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) or text.lstrip().startswith(FORMULA_SIGNS) else text


def write_xlsx(
    path: Path, title: str, headers: Sequence[str], rows: Sequence[Sequence[Value]], widths: Sequence[int]
) -> None:
    """Write values as a workbook of one sheet, text always as text; ``widths`` of its columns in characters.

    Raises PlaceTaken, NoSuchFolder, TargetLocked.
    """
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(title)
    wrapped = {"text_wrap": True, "valign": "top"}
    head, text = book.add_format({"bold": True, **wrapped}), book.add_format(wrapped)
    day = book.add_format({"num_format": _DATE_FORMAT, "valign": "top"})
    sheet.write_row(0, 0, headers, head)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value, text)
            elif isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            elif value is not None:
                sheet.write_number(number, column, value)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3; on fewer pages beside each other the letters are too small to read
    sheet.fit_to_pages(4, 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    book.close()
    save_copy(path, content.getvalue())


def save_copy(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole or not at all. Raises PlaceTaken, NoSuchFolder, TargetLocked."""
    if path.exists():
        raise PlaceTaken(str(path))
    if not path.parent.is_dir():
        raise NoSuchFolder(str(path.parent))
    try:
        write_durably(path, content)
    except (FileHeld, PermissionError):
        raise TargetLocked(str(path)) from None
