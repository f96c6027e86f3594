"""What Sheet.range means by its arguments."""

from typing import Any

from xlsync.adapters.libreoffice.addresses import WHOLE, Area, parsed


def found_area(sheet: Any, arg1: Any, arg2: Any = None) -> Area:
    """Return the rectangle of one or two arguments of Sheet.range; raises ValueError for what is none."""
    if arg2 is None:
        return corner(sheet, arg1)
    if isinstance(arg1, int) and isinstance(arg2, int):
        return corner(sheet, (arg1, arg2))
    return corner(sheet, arg1).with_(corner(sheet, arg2))


def corner(sheet: Any, argument: Any) -> Area:
    """Return the rectangle of one argument: a range, (row, column) or a word."""
    argument = getattr(argument, "impl", argument)
    if isinstance(argument, tuple):
        if any(number < 1 for number in argument[:2]):
            raise IndexError("rows and columns are counted from 1")
        area = Area(*argument)
        if not WHOLE.holds(area):
            raise ValueError(f"{argument} lies outside of a sheet")
        return area
    if isinstance(argument, str):
        return word(sheet, argument.strip())
    return Area(argument.row, argument.column, *argument.shape)


def word(sheet: Any, text: str) -> Area:
    """Return the rectangle of an address, of a table's data or of a name that this sheet knows."""
    area = parsed(text)
    if area is not None:
        return area
    found = table_area(sheet, text) or named_area(sheet, text)
    if found is None:
        raise ValueError(f"{text!r} is no range of the sheet {sheet.name!r}")
    return found


def table_area(sheet: Any, text: str) -> Area | None:
    """Return the data of the table of this name on the sheet."""
    if text not in sheet.tables:
        return None
    body = sheet.tables(text).data_body_range
    return None if body is None else Area(body.row, body.column, *body.shape)


def named_area(sheet: Any, text: str) -> Area | None:
    """Return the cells of a name of the sheet, or of the book as far as it lies on this sheet."""
    own = sheet.names
    name = own.find(text) or sheet.book.names.find(text)
    cells = name.refers_to_range if name else None
    if cells is None:
        return None
    if cells.sheet.name != sheet.name:
        raise ValueError(f"{text!r} lies on the sheet {cells.sheet.name!r}")
    return Area(cells.row, cells.column, *cells.shape)
