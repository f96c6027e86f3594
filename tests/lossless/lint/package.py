"""Package level: entries, content types, relationships."""

import posixpath
from collections import Counter
from collections.abc import Iterator

from tests.lossless.lint.finding import Finding
from tests.lossless.opc import Workbook

_EXPECTED = {"worksheet": "worksheet+xml", "table": "table+xml", "styles": "styles+xml", "chart": "chart+xml"}
_MACRO = "macroEnabled"


def check_package(book: Workbook, suffix: str) -> Iterator[Finding]:
    """Yield the faults of the package."""
    doubled = [name for name, count in Counter(n.lower() for n in book.zip.namelist()).items() if count > 1]
    yield from (Finding(name, "entry twice") for name in doubled)
    broken = book.zip.testzip()
    if broken:
        yield Finding(broken, "checksum")
    yield from (Finding(part, "content type of a missing part") for part in book.content_types[1] if not book.has(part))
    yield from _untyped(book)
    for part in _with_relations(book):
        yield from _check_relations(book, part)
    main_type = book.content_type(book.main)
    if suffix == ".xlsx" and _MACRO in main_type:
        yield Finding(book.main, "macro content type in .xlsx")
    if suffix == ".xlsm" and _MACRO not in main_type:
        yield Finding(book.main, "no macro content type in .xlsm")


def _untyped(book: Workbook) -> Iterator[Finding]:
    for name in book.zip.namelist():
        if not book.content_type(name) and not name.endswith("/") and name != "[Content_Types].xml":
            yield Finding(name, "no content type")


def _with_relations(book: Workbook) -> list[str]:
    """Return the parts that have relationships; '' for the package itself."""
    found = []
    for name in book.names:
        folder, file = posixpath.split(name)
        if file.endswith(".rels") and posixpath.basename(folder) == "_rels":
            found.append(posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels")))
    return ["" if part == "" else book.names.get(part, part) for part in found]


def _check_relations(book: Workbook, part: str) -> Iterator[Finding]:
    for link, relation in book.relations(part).items():
        if relation.is_external or relation.written.startswith("#") or relation.written == "NULL":
            continue
        if not book.has(relation.target):
            yield Finding(part, "relationship to a missing part", f"{link} {relation.target}")
        elif _EXPECTED.get(relation.kind, "") not in book.content_type(relation.target):
            yield Finding(relation.target, "content type does not fit")
