"""A workbook in the making: what XlsxWriter wrote, and parts put in by hand that it cannot write."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from typing import Any

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MICROSOFT = "http://schemas.microsoft.com/office/"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
NS_REL = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
NS_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
NS_X14 = 'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
NS_X15 = 'xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"'
_NO_RELATIONS = (
    HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_TYPES = "[Content_Types].xml"
_AFTER = [
    *("drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems"),
    *("tableParts", "extLst"),
]


def written(build: Callable[[Any], None], **options: Any) -> bytes:
    """Return the workbook that ``build`` fills by XlsxWriter."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    build(book)
    book.close()
    return out.getvalue()


class Parts:
    """The parts of a workbook by name, in their order."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}

    def add(self, part: str, content: str | bytes, content_type: str = "") -> None:
        """Put a part in, with its content type where it has one of its own."""
        self.parts[part] = content.encode() if isinstance(content, str) else content
        if content_type:
            self.replace(_TYPES, "</Types>", f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>')

    def default_type(self, extension: str, content_type: str) -> None:
        """Declare the content type of an extension."""
        if f'Extension="{extension}"'.encode() not in self.parts[_TYPES]:
            element = f'<Default Extension="{extension}" ContentType="{content_type}"/>'
            self.parts[_TYPES] = re.sub(rb"(<Types[^>]*>)", rb"\1" + element.encode(), self.parts[_TYPES], count=1)

    def relate(self, source: str, kind: str, target: str, link: str, is_external: bool = False) -> None:
        """Let a part (or the package, '') name another one; ``kind`` is the whole address of the relationship."""
        folder, name = posixpath.split(source)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        self.parts.setdefault(relations, _NO_RELATIONS.encode())
        mode = ' TargetMode="External"' if is_external else ""
        element = f'<Relationship Id="{link}" Type="{kind}" Target="{target}"{mode}/>'
        self.replace(relations, "</Relationships>", f"{element}</Relationships>")

    def replace(self, part: str, old: str, new: str) -> None:
        """Change the text of a part; the old text must be there."""
        before = self.parts[part]
        assert old.encode() in before, (part, old)
        self.parts[part] = before.replace(old.encode(), new.encode(), 1)

    def put_in_sheet(self, part: str, name: str, element: str) -> None:
        """Put an element of a sheet where the schema wants it, among the last ones."""
        later = _AFTER[_AFTER.index(name) + 1 :] if name in _AFTER else _AFTER
        found = re.search(rf"<(?:{'|'.join(later)})[ />]|</worksheet>".encode(), self.parts[part])
        assert found
        self.parts[part] = self.parts[part][: found.start()] + element.encode() + self.parts[part][found.start() :]

    def extend_sheet(self, part: str, extension: str, namespaces: str = "") -> None:
        """Add an extension to the list of a sheet."""
        self._extend(part, "worksheet", extension, namespaces)

    def extend_workbook(self, extension: str) -> None:
        """Add an extension to the list of the workbook."""
        self._extend("xl/workbook.xml", "workbook", extension, "")

    def _extend(self, part: str, root: str, extension: str, namespaces: str) -> None:
        if namespaces:
            self.replace(part, f"<{root} ", f"<{root} {namespaces} ")
        if b"</extLst>" in self.parts[part]:
            self.replace(part, f"</extLst></{root}>", f"{extension}</extLst></{root}>")
        else:
            self.replace(part, f"</{root}>", f"<extLst>{extension}</extLst></{root}>")

    def packed(self) -> bytes:
        """Return the workbook."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                package.writestr(zipfile.ZipInfo(name, (2016, 3, 4, 8, 30, 0)), content, zipfile.ZIP_DEFLATED)
        return out.getvalue()
