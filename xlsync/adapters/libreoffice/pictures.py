"""Pictures on a sheet."""

from pathlib import Path
from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.connection import properties, struct_of
from xlsync.adapters.libreoffice.range_layout import mm100
from xlsync.adapters.libreoffice.refusal import Unsupported, refusing
from xlsync.adapters.libreoffice.shapes import PICTURE, SERVICES, Placed, Shapes, kind, original_size

PROVIDER = "com.sun.star.graphic.GraphicProvider"


@refusing
class Picture(Placed, base_classes.Picture):
    """One picture; its proportions are kept, as Excel keeps those of inserted pictures."""

    @property
    def width(self) -> float:
        return super().width

    @width.setter
    def width(self, value: float) -> None:
        now = self.xl.Size
        self.resize(mm100(value), round(now.Height * mm100(value) / now.Width))

    @property
    def height(self) -> float:
        return super().height

    @height.setter
    def height(self, value: float) -> None:
        now = self.xl.Size
        self.resize(round(now.Width * mm100(value) / now.Height), mm100(value))

    @property
    def lock_aspect_ratio(self) -> bool:
        """Return True: proportions are kept."""
        return True

    @lock_aspect_ratio.setter
    def lock_aspect_ratio(self, value: bool) -> None:
        if not value:
            raise Unsupported("Picture.lock_aspect_ratio = False")

    def index(self) -> int:
        """Return its place among the pictures of its sheet, from 1."""
        return [picture.name for picture in Pictures(self.sheet)].index(self.name) + 1

    def update(self, filename: str) -> "Picture":
        """Return the picture, now showing another file in the same place and size."""
        self.xl.Graphic = graphic_of(self.sheet, filename)
        return self


@refusing
class Pictures(Shapes, base_classes.Pictures):
    """The pictures of a sheet."""

    def made(self, xl: Any) -> Picture:
        return Picture(self.sheet, xl)

    def holds(self, xl: Any) -> bool:
        return kind(xl) == PICTURE

    def add(
        self,
        filename: str,
        link_to_file: bool,
        save_with_document: bool,
        left: float | None = None,
        top: float | None = None,
        width: float = -1,
        height: float = -1,
        anchor: Any = None,
    ) -> Picture:
        """Return a new picture of a file, stored in the book; -1 is the original size."""
        if link_to_file:
            raise Unsupported("Pictures.add(link_to_file=True)")
        shape = self.sheet.book.doc.createInstance(SERVICES + PICTURE)
        shape.Name = self.free_name("Picture")
        self.sheet.xl.DrawPage.add(shape)
        shape.Graphic = graphic_of(self.sheet, filename)
        size = original_size(shape.Graphic)
        sides = (size.Width if width < 0 else mm100(width), size.Height if height < 0 else mm100(height))
        shape.Size = struct_of("com.sun.star.awt.Size", Width=sides[0], Height=sides[1])
        left, top = (anchor.left, anchor.top) if anchor is not None else (left or 0, top or 0)
        shape.Position = struct_of("com.sun.star.awt.Point", X=mm100(left), Y=mm100(top))
        return Picture(self.sheet, shape)


def graphic_of(sheet: Any, filename: str) -> Any:
    """Return the graphic of a file; raises ValueError for what is no picture."""
    provider = sheet.book.app.office.connection.service(PROVIDER)
    graphic = provider.queryGraphic(properties(URL=Path(filename).resolve().as_uri()))
    if graphic is None:
        raise ValueError(f"{filename} is no picture that LibreOffice can read")
    return graphic
