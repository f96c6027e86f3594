"""Reads xlsx: parts under limits, far cells cut, values by calamine, oddities from the bytes of the sheets."""

from dataclasses import replace
from functools import cache

from xlsync.adapters.reading.extent import refuse_reach, within_bounds
from xlsync.adapters.reading.marks import Marks
from xlsync.adapters.reading.oddities import Oddities, sheet_oddities
from xlsync.adapters.reading.package import Limits, Package
from xlsync.adapters.reading.refusal import refusal
from xlsync.adapters.reading.values import parsed_sheets
from xlsync.adapters.reading.xlsx_parts import has_date_1904, parsed, relations, saved_at, sheet_parts, workbook_part
from xlsync.model.raw import RawWorkbook
from xlsync.vocabulary.labels import files as words

_MACRO_PARTS = ("vbaProject.bin",)


def read_xlsx(package: Package, limits: Limits) -> RawWorkbook:
    """Return the workbook of an xlsx, xlsm or xltx package."""
    parts = sheet_parts(package, limits.sheets)
    texts_part, styles_part = _part_of_kind(package, "sharedStrings"), _part_of_kind(package, "styles")

    @cache
    def strings() -> list[str]:
        items = parsed(package.small_part(texts_part), texts_part)
        return ["".join(piece.text or "" for piece in item.iter() if piece.tag.endswith("}t")) for item in items]

    looked = {part: within_bounds(package.part(part), name, strings, limits) for name, part in parts.items()}
    refuse_reach((reach for _, reach in looked.values()), limits)
    bounded = {part: xml for part, (xml, _) in looked.items()}
    marks = Marks(package.small_part(styles_part), _few_texts(package.part(texts_part), limits))
    odd = {name: _oddities(package, part, bounded[part], marks) for name, part in parts.items()}
    sheets = parsed_sheets(package.repacked(bounded))
    return RawWorkbook(
        format="xlsx",
        sheets=tuple(replace(sheet, **vars(odd[sheet.name])) if sheet.name in odd else sheet for sheet in sheets),
        has_macros=has_macros(package),
        date_1904=has_date_1904(package),
        has_external_links=has_external_links(package),
        saved_at=saved_at(package),
    )


def _few_texts(texts: bytes, limits: Limits) -> bytes:
    """Return the shared texts; raises UnreadableFile when there are more than cells that could show them."""
    if texts.count(b"<si") + texts.count(b":si") > 2 * limits.cells:  # opening and closing tags
        raise refusal("too_large", detail=words.DETAIL_RECORDS.format(limit=limits.cells))
    return texts


def has_macros(package: Package) -> bool:
    """Return whether the package carries VBA or Excel 4.0 macros."""
    return any(name.endswith(_MACRO_PARTS) or "/macrosheets/" in name for name in package.names)


def has_external_links(package: Package) -> bool:
    """Return whether the package refers to other workbooks."""
    return any("/externalLinks/" in name for name in package.names)


def _part_of_kind(package: Package, kind: str) -> str:
    around = relations(package, workbook_part(package)).values()
    return next((relation.part for relation in around if relation.kind == kind), "")


def _oddities(package: Package, part: str, xml: bytes, marks: Marks) -> Oddities:
    return sheet_oddities(package, xml, list(relations(package, part).values()), marks)
