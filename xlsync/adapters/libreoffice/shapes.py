"""Drawing objects of a sheet."""

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.characters import Characters
from xlsync.adapters.libreoffice.connection import struct_of
from xlsync.adapters.libreoffice.font import Font
from xlsync.adapters.libreoffice.range_layout import mm100, points
from xlsync.adapters.libreoffice.refusal import Unsupported, refusing

SERVICES = "com.sun.star.drawing."
# Excel's names of kinds by LibreOffice's; what is not named here is an auto shape.
KINDS = {
    "GraphicObjectShape": "picture",
    "OLE2Shape": "chart",
    "ControlShape": "form_control",
    "TextShape": "text_box",
    "GroupShape": "group",
    "LineShape": "line",
    "ConnectorShape": "line",
}
NOTE, PICTURE = "CaptionShape", "GraphicObjectShape"  # the window of a note is no shape in Excel's list


class Placed:
    """A drawing object as such: its sheet, its name, and its place and size in points."""

    def __init__(self, parent: Any, xl: Any) -> None:
        self.sheet = parent
        self.xl = xl

    @property
    def parent(self) -> Any:
        """Return its sheet."""
        return self.sheet

    @property
    def api(self) -> Any:
        """Return LibreOffice's shape."""
        return self.xl

    @property
    def name(self) -> str:
        return str(self.xl.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.xl.Name = value

    @property
    def left(self) -> float:
        return points(self.xl.Position.X)

    @left.setter
    def left(self, value: float) -> None:
        self.xl.Position = struct_of("com.sun.star.awt.Point", X=mm100(value), Y=self.xl.Position.Y)

    @property
    def top(self) -> float:
        return points(self.xl.Position.Y)

    @top.setter
    def top(self, value: float) -> None:
        self.xl.Position = struct_of("com.sun.star.awt.Point", X=self.xl.Position.X, Y=mm100(value))

    @property
    def width(self) -> float:
        return points(self.xl.Size.Width)

    @width.setter
    def width(self, value: float) -> None:
        self.resize(mm100(value), self.xl.Size.Height)

    @property
    def height(self) -> float:
        return points(self.xl.Size.Height)

    @height.setter
    def height(self, value: float) -> None:
        self.resize(self.xl.Size.Width, mm100(value))

    def resize(self, width: int, height: int) -> None:
        """Give it a size in 1/100 mm."""
        self.xl.Size = struct_of("com.sun.star.awt.Size", Width=width, Height=height)

    def delete(self) -> None:
        """Take it from its sheet."""
        self.sheet.xl.DrawPage.remove(self.xl)


@refusing
class Shape(Placed, base_classes.Shape):
    """One drawing object."""

    @property
    def type(self) -> str:
        """Return its kind as Excel calls it."""
        return KINDS.get(kind(self.xl), "auto_shape")

    @property
    def index(self) -> int:
        """Return its place among the shapes of its sheet, from 1."""
        return [shape.name for shape in Shapes(self.sheet)].index(self.name) + 1

    def activate(self) -> None:
        """Select it in the window of its book."""
        self.sheet.book.doc.CurrentController.select(self.xl)

    def scale_width(self, factor: float, relative_to_original_size: bool, scale: str) -> None:
        """Make it wider; a picture keeps its proportions."""
        self.scale("Width", factor, relative_to_original_size, scale)

    def scale_height(self, factor: float, relative_to_original_size: bool, scale: str) -> None:
        """Make it higher; a picture keeps its proportions."""
        self.scale("Height", factor, relative_to_original_size, scale)

    def scale(self, side: str, factor: float, original: bool, scale: str) -> None:
        """Change one side by a factor of its present, or a picture's original, length."""
        if scale != "scale_from_top_left":
            raise Unsupported(f"Shape.scale_{side.lower()}(scale={scale!r})")
        is_picture = kind(self.xl) == PICTURE
        if original and not is_picture:
            raise Unsupported(f"Shape.scale_{side.lower()} of what has no original size")
        now = self.xl.Size
        wanted = getattr(original_size(self.xl.Graphic) if original else now, side) * factor
        ratio = wanted / getattr(now, side)
        size = {"Width": now.Width * (ratio if is_picture else 1), "Height": now.Height * (ratio if is_picture else 1)}
        size[side] = wanted
        self.resize(round(size["Width"]), round(size["Height"]))

    @property
    def text(self) -> str:
        return str(self.xl.String)

    @text.setter
    def text(self, value: str) -> None:
        self.xl.setString(value)

    @property
    def font(self) -> Font:
        return Font(self.xl)

    @property
    def characters(self) -> Characters:
        """Return the characters of its text."""
        return Characters(self.xl)


@refusing
class Shapes(base_classes.Collection):
    """The drawing objects of a sheet, in the order in which they lie over each other."""

    def __init__(self, parent: Any) -> None:
        self.sheet = parent

    @property
    def parent(self) -> Any:
        """Return its sheet."""
        return self.sheet

    @property
    def api(self) -> Any:
        """Return LibreOffice's page of drawings."""
        return self.sheet.xl.DrawPage

    def made(self, xl: Any) -> Any:
        """Return the object as this collection gives it."""
        return Shape(self.sheet, xl)

    def holds(self, xl: Any) -> bool:
        """Return whether an object is one of this collection."""
        return kind(xl) != NOTE

    def __iter__(self) -> Iterator[Any]:
        page = self.api
        members = [page.getByIndex(place) for place in range(page.Count)]
        yield from (self.made(member) for member in members if self.holds(member))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, key: int | str) -> Any:
        members = list(self)
        if isinstance(key, int):
            return members[key - 1]
        found = next((member for member in members if member.name == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: int | str) -> bool:
        return any(member.name == key for member in self)

    def free_name(self, word: str) -> str:
        """Return the first name of a word and a number that no drawing object has."""
        taken = {shape.name for shape in Shapes(self.sheet)}
        number = 1
        while f"{word} {number}" in taken:
            number += 1
        return f"{word} {number}"


def kind(xl: Any) -> str:
    """Return LibreOffice's kind of a drawing object."""
    return str(xl.ShapeType).rpartition(".")[2]


def original_size(graphic: Any) -> Any:
    """Return the size of a graphic in 1/100 mm; pixels without a measure count 96 to the inch."""
    size = graphic.Size100thMM
    if size.Width and size.Height:
        return size
    pixels = graphic.SizePixel
    return struct_of(
        "com.sun.star.awt.Size", Width=round(pixels.Width * 2540 / 96), Height=round(pixels.Height * 2540 / 96)
    )
