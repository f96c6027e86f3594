"""Reads xlsb: the binary records of each sheet walked for reach, errors and formulas, values by calamine after."""

import struct
from collections.abc import Iterator
from dataclasses import replace

from xlsync.adapters.reading.extent import MAX_COLUMN, MAX_ROW
from xlsync.adapters.reading.oddities import Oddities
from xlsync.adapters.reading.package import Limits, Package
from xlsync.adapters.reading.refusal import refusal
from xlsync.adapters.reading.values import parsed_sheets
from xlsync.adapters.reading.xlsx import has_external_links, has_macros
from xlsync.adapters.reading.xlsx_parts import relations, saved_at
from xlsync.model.raw import RawSheet, RawWorkbook
from xlsync.model.table import column_letter
from xlsync.vocabulary.labels import files as words

_WORKBOOK = "xl/workbook.bin"
_ROW, _ERROR, _ERROR_FORMULA, _LAST_CELL, _BUNDLE, _PROPERTIES = 0, 3, 11, 11, 156, 153
_FORMULAS = (8, 9, 10, 11)
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def read_xlsb(package: Package, limits: Limits) -> RawWorkbook:
    """Return the workbook of a binary xlsx package; comments and marks are not read from this format."""
    by_id = relations(package, _WORKBOOK)
    records = list(_records(package.part(_WORKBOOK)))
    names = dict(_sheet(data) for kind, data in records if kind == _BUNDLE)
    odd = {name: _oddities(package.part(by_id[key].part), name, limits) for name, key in names.items() if key in by_id}
    sheets = parsed_sheets(package.repacked({}))
    return RawWorkbook(
        format="xlsb",
        sheets=tuple(_with_oddities(sheet, odd) for sheet in sheets),
        has_macros=has_macros(package),
        date_1904=any(kind == _PROPERTIES and data[:1] and data[0] & 1 for kind, data in records),
        has_external_links=has_external_links(package),
        saved_at=saved_at(package),
    )


def _with_oddities(sheet: RawSheet, odd: dict[str, Oddities]) -> RawSheet:
    return replace(sheet, **vars(odd[sheet.name])) if sheet.name in odd else sheet


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(part):
        kind, at = _number(part, at, 2)
        size, at = _number(part, at, 4)
        yield kind, part[at : at + size]
        at += size


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, as record types and sizes are written, and the place after it."""
    number = 0
    for place in range(most):
        number |= (part[at] & 0x7F) << (7 * place)
        at += 1
        if not part[at - 1] & 0x80:
            break
    return number, at


def _sheet(data: bytes) -> tuple[str, str]:
    key, at = _text(data, 8)
    return _text(data, at)[0], key


def _text(data: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * int(struct.unpack_from("<I", data, at)[0])
    return data[at + 4 : end].decode("utf-16-le"), end


def _oddities(part: bytes, name: str, limits: Limits) -> Oddities:
    odd, row, count = Oddities(), 0, 0
    for kind, data in _records(part):
        if kind == _ROW:
            row = struct.unpack_from("<I", data)[0] + 1
        elif 1 < kind <= _LAST_CELL:
            count += 1
            place = (row, struct.unpack_from("<I", data)[0] + 1)
            _refuse_far(place, name)
            if kind in (_ERROR, _ERROR_FORMULA):
                odd.errors[place] = _ERRORS.get(data[8], "#ERR!")
            if kind in _FORMULAS:
                odd.formulas.add(place)
    if count > limits.cells:
        raise refusal("too_large", detail=words.DETAIL_CELLS.format(sheet=name, limit=limits.cells))
    return odd


def _refuse_far(place: tuple[int, int], name: str) -> None:
    row, column = place
    if row > MAX_ROW or column > MAX_COLUMN:
        raise refusal("too_far", sheet=name, cell=f"{column_letter(column)}{row}")
