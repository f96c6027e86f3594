"""What was copied last, and how it is written elsewhere."""

from collections.abc import Iterator
from typing import Any

from xlsync.adapters.libreoffice.refusal import Unsupported

CLIPBOARD: list[Any] = []  # the range that was copied last; Excel has one clipboard for all its books, too


def paste(source: Any, target: Any, what: str, transposed: bool) -> None:
    """Write a range into the place of another, repeated where it fits several times: all of it or its values."""
    if source.sheet.book.doc.RuntimeUID != target.sheet.book.doc.RuntimeUID:
        raise Unsupported("copying a range into another book")
    if what == "values":
        paste_values(source, target, transposed)
    elif what == "all" and not transposed:
        for place in places(source, target):
            target.sheet.xl.copyRange(place.xl.getCellByPosition(0, 0).CellAddress, source.xl.RangeAddress)
    else:
        raise Unsupported(f"pasting {what!r}{' transposed' if transposed else ''}")


def paste_values(source: Any, target: Any, transposed: bool) -> None:
    """Write the values of a range, formulas as what they give; formats stay."""
    data = source.xl.getDataArray()
    if any(value is None for row in data for value in row):
        raise Unsupported("pasting errors as values")
    if transposed:
        data = tuple(zip(*data, strict=True))
    for place in places(source, target) if not transposed else [target(1, 1)]:
        place.on(place.area._replace(rows=len(data), columns=len(data[0]))).xl.setDataArray(data)


def places(source: Any, target: Any) -> Iterator[Any]:
    """Yield the first cells of the places where a range goes: one, or all that fill the target exactly."""
    rows, columns = source.shape
    fits = not (target.shape[0] % rows or target.shape[1] % columns)
    for row in range(0, target.shape[0] if fits else 1, rows):
        for column in range(0, target.shape[1] if fits else 1, columns):
            yield target(row + 1, column + 1)
