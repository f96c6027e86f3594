"""Reads xlsb: the binary records of each sheet walked for reach, errors and formulas, values by calamine after."""

import struct
from collections.abc import Iterator
from dataclasses import replace

from xlsync.adapters.reading.extent import Reach, refuse_reach
from xlsync.adapters.reading.oddities import Oddities
from xlsync.adapters.reading.package import Counter, Limits, Package
from xlsync.adapters.reading.refusal import refusal
from xlsync.adapters.reading.values import parsed_sheets
from xlsync.adapters.reading.xlsx import has_external_links, has_macros
from xlsync.adapters.reading.xlsx_parts import Relation, add_sheet, relations, saved_at
from xlsync.model.raw import RawSheet, RawWorkbook
from xlsync.vocabulary.labels import files as words

_WORKBOOK = "xl/workbook.bin"
_ROW, _ERROR, _ERROR_FORMULA, _LAST_CELL, _BUNDLE, _PROPERTIES = 0, 3, 11, 11, 156, 153
_FORMULAS = (8, 9, 10, 11)
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def read_xlsb(package: Package, limits: Limits) -> RawWorkbook:
    """Return the workbook of a binary xlsx package; comments and marks are not read from this format."""
    by_id, counter = relations(package, _WORKBOOK), Counter(limits)
    records = list(_records(package.small_part(_WORKBOOK), counter))
    parts = _parts([_sheet(data) for kind, data in records if kind == _BUNDLE], by_id, limits)
    odd, reaches = {}, []
    for name, part in parts.items():
        odd[name], reach = _oddities(package.part(part), name, counter, limits)
        reaches.append(reach)
    refuse_reach(reaches, limits)
    sheets = parsed_sheets(package.repacked({}))
    return RawWorkbook(
        format="xlsb",
        sheets=tuple(_with_oddities(sheet, odd) for sheet in sheets),
        has_macros=has_macros(package),
        date_1904=any(kind == _PROPERTIES and data[:1] and data[0] & 1 for kind, data in records),
        has_external_links=has_external_links(package),
        saved_at=saved_at(package),
    )


def _parts(sheets: list[tuple[str, str]], by_id: dict[str, Relation], limits: Limits) -> dict[str, str]:
    parts: dict[str, str] = {}
    for name, key in sheets:
        if key in by_id:
            add_sheet(parts, name, by_id[key].part, limits.sheets)
    return parts


def _with_oddities(sheet: RawSheet, odd: dict[str, Oddities]) -> RawSheet:
    return replace(sheet, **vars(odd[sheet.name])) if sheet.name in odd else sheet


def _records(part: bytes, counter: Counter) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(part):
        counter.add()
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


def _oddities(part: bytes, name: str, counter: Counter, limits: Limits) -> tuple[Oddities, Reach]:
    odd, reach, row, count = Oddities(), Reach(name, 0, 0), 0, 0
    for kind, data in _records(part, counter):
        if kind == _ROW:
            row = struct.unpack_from("<I", data)[0] + 1
        elif 1 < kind <= _LAST_CELL:
            count += 1
            place = (row, struct.unpack_from("<I", data)[0] + 1)
            reach = Reach(name, max(reach.row, place[0]), max(reach.column, place[1]))
            refuse_reach([reach], limits)
            if kind in (_ERROR, _ERROR_FORMULA):
                odd.errors[place] = _ERRORS.get(data[8], "#ERR!")
            if kind in _FORMULAS:
                odd.formulas.add(place)
    if count > limits.cells:
        raise refusal("too_large", detail=words.DETAIL_CELLS.format(sheet=name, limit=limits.cells))
    return odd, reach
