"""Which part of an xlsx package is what: sheets by name, and what hangs on a sheet."""

import posixpath
import re
from dataclasses import dataclass
from xml.etree import ElementTree

from xlsync.adapters.reading.package import Package
from xlsync.adapters.reading.refusal import refusal
from xlsync.vocabulary.labels import files as words

_MODIFIED = re.compile(rb"<\w+:modified\b[^<>]*>\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)")
_DATE_1904 = re.compile(rb'<(?:\w+:)?workbookPr\b[^<>]*\bdate1904\s*=\s*["\'](?:1|true)')


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part: the last word of its type (worksheet, comments, table ...) and the part it leads to."""

    kind: str
    part: str


def relations(package: Package, part: str) -> dict[str, Relation]:
    """Return the relations of a part by id, internal ones only."""
    folder, name = posixpath.split(part)
    rels = package.small_part(posixpath.join(folder, "_rels", f"{name}.rels"))
    if not rels:
        return {}
    return {
        item.get("Id", ""): Relation(item.get("Type", "").rpartition("/")[2], _target(folder, item.get("Target", "")))
        for item in parsed(rels, part)
        if item.get("TargetMode") != "External"
    }


def _target(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))


def parsed(xml: bytes, part: str) -> ElementTree.Element:
    """Return the root of a small part; raises UnreadableFile for a DTD or broken XML."""
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise refusal("entities")
    try:
        return ElementTree.fromstring(xml)
    except ElementTree.ParseError as error:
        raise refusal("damaged", detail=words.DETAIL_PART.format(part=part)) from error


def saved_at(package: Package) -> str:
    """Return when the file says it was last saved (ISO text, UTC), '' where it does not say."""
    part = next((one.part for one in relations(package, "").values() if one.kind == "core-properties"), "")
    found = _MODIFIED.search(package.small_part(part))
    return found[1].decode() if found else ""


def workbook_part(package: Package) -> str:
    """Return the name of the workbook part; it is not xl/workbook.xml in every program's files."""
    roots = relations(package, "").values()
    return next((relation.part for relation in roots if relation.kind == "officeDocument"), "xl/workbook.xml")


def sheet_parts(package: Package, most: int) -> dict[str, str]:
    """Return the part of each worksheet by sheet name, in workbook order; raises UnreadableFile for more than most."""
    workbook = workbook_part(package)
    if not package.small_part(workbook):
        raise refusal("damaged", detail=words.DETAIL_PART.format(part=workbook))
    by_id = relations(package, workbook)
    sheets: dict[str, str] = {}
    for element in parsed(package.small_part(workbook), workbook).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        relation = next(
            (by_id[value] for key, value in element.items() if key.endswith("}id") and value in by_id), None
        )
        if relation is not None and relation.kind == "worksheet":
            add_sheet(sheets, element.get("name", ""), relation.part, most)
    return sheets


def add_sheet(sheets: dict[str, str], name: str, part: str, most: int) -> None:
    """Add a sheet; one name or one part for two sheets would be counted once and read twice."""
    if name in sheets or part in sheets.values():
        raise refusal("damaged", detail=words.DETAIL_SHEET_TWICE.format(sheet=name))
    sheets[name] = part
    if len(sheets) > most:
        raise refusal("too_large", detail=words.DETAIL_SHEETS.format(limit=most))


def has_date_1904(package: Package) -> bool:
    """Return whether the workbook counts its days from 1904."""
    return bool(_DATE_1904.search(package.part(workbook_part(package))))
