"""Draw the pictures of the LibreOffice toolbar: python tools/extension_icons.py (with Pillow, a part of matplotlib).

A picture is a list of strokes on a grid of 24 x 24; it is drawn eight times as large and then made smaller, so that
edges are smooth in 16 and in 26 pixels. The drawings are our own.
"""

import math
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parents[1] / "xlsync" / "workbooks" / "extension" / "icons"
SIZES = (16, 26)
GRID, FINE = 24, 32
BLUE, GREEN, AMBER, RED, GREY = "#1f5fa8", "#2e8b3d", "#e39a00", "#c8322b", "#5f6b76"
PAPER = "#ffffff"

Point = tuple[float, float]


class Picture:
    """One picture while it is drawn."""

    def __init__(self) -> None:
        self.image = Image.new("RGBA", (GRID * FINE, GRID * FINE), (255, 255, 255, 0))
        self.pen = ImageDraw.Draw(self.image)

    def line(self, points: Sequence[Point], colour: str = BLUE, width: float = 2.2) -> "Picture":
        """Draw a line through points, round at its ends."""
        self.pen.line([_fine(p) for p in points], fill=colour, width=round(width * FINE), joint="curve")
        for end in (points[0], points[-1]):
            self.dot(end, width / 2, colour)
        return self

    def dot(self, centre: Point, radius: float, colour: str) -> "Picture":
        """Draw a full circle."""
        (x, y), r = centre, radius
        self.pen.ellipse([_fine((x - r, y - r)), _fine((x + r, y + r))], fill=colour)
        return self

    def shape(self, points: Sequence[Point], colour: str = BLUE) -> "Picture":
        """Fill a shape."""
        self.pen.polygon([_fine(p) for p in points], fill=colour)
        return self

    def arc(self, start: float, end: float, radius: float = 7.5, colour: str = BLUE) -> "Picture":
        """Draw a part of a circle round the middle, in degrees, clockwise from the right."""
        steps = [math.radians(start + (end - start) * step / 40) for step in range(41)]
        return self.line([(12 + radius * math.cos(a), 12 + radius * math.sin(a)) for a in steps], colour)

    def page(self) -> "Picture":
        """Draw a sheet of paper with a folded corner."""
        outline = [(4.5, 2), (14.5, 2), (19.5, 7), (19.5, 22), (4.5, 22)]
        self.shape(outline, PAPER).line([*outline, outline[0]], GREY, 1.6)
        return self.line([(14.5, 2), (14.5, 7), (19.5, 7)], GREY, 1.4)

    def rows(self, *heights: float, left: float = 7.5, right: float = 16.5, colour: str = GREY) -> "Picture":
        """Draw lines of writing."""
        for height in heights:
            self.line([(left, height), (right, height)], colour, 1.6)
        return self

    def arrow(self, tip: Point, tail: Point, colour: str = BLUE) -> "Picture":
        """Draw a straight arrow, up or down or to a side."""
        (x, y), (u, v) = tip, tail
        length = math.hypot(x - u, y - v)
        dx, dy = (x - u) / length, (y - v) / length
        neck = (x - dx * 4, y - dy * 4)
        wings = [(neck[0] - dy * 4, neck[1] + dx * 4), (neck[0] + dy * 4, neck[1] - dx * 4)]
        return self.line([tail, neck], colour, 2.6).shape([tip, *wings], colour)


def _fine(point: Point) -> Point:
    return point[0] * FINE, point[1] * FINE


def tray() -> Picture:
    """Return an open tray."""
    return Picture().line([(3, 13), (3, 20.5), (21, 20.5), (21, 13)], GREY, 2.2)


def turning() -> Picture:
    """Return two arrows that chase each other."""
    picture = Picture().arc(200, 325, 8).arc(20, 145, 8)
    return picture.shape([(22.5, 4.5), (21.5, 11.5), (15.5, 8)]).shape([(1.5, 19.5), (2.5, 12.5), (8.5, 16)])


def taken_back() -> Picture:
    """Return an arrow that turns back."""
    steps = [math.radians(-90 + 180 * step / 40) for step in range(41)]
    bow = [(14 + 5.5 * math.cos(a), 13.5 + 5.5 * math.sin(a)) for a in steps]
    return Picture().line([(7, 8), *bow, (8, 19)], BLUE, 2.6).shape([(1.5, 8), (9, 2.5), (9, 13.5)])


def opposed() -> Picture:
    """Return two arrows against each other."""
    return Picture().arrow((11.3, 8), (1.5, 8), BLUE).arrow((12.7, 16), (22.5, 16), RED)


def book() -> Picture:
    """Return an open book."""
    left, right = [(12, 5.5), (2.5, 4), (2.5, 18), (12, 20)], [(12, 5.5), (21.5, 4), (21.5, 18), (12, 20)]
    picture = Picture().shape(left, PAPER).shape(right, PAPER)
    picture.line([*left, left[0]], BLUE, 1.8).line([*right, right[0]], BLUE, 1.8)
    return picture.line([(5, 9), (9.5, 9.7)], GREY, 1.5).line([(5, 13), (9.5, 13.7)], GREY, 1.5)


def tiles() -> Picture:
    """Return four tiles of a board."""
    picture = Picture()
    for (x, y), colour in zip([(2, 2), (13, 2), (2, 13), (13, 13)], [BLUE, GREEN, AMBER, RED], strict=True):
        picture.shape([(x, y), (x + 9, y), (x + 9, y + 9), (x, y + 9)], colour)
    return picture


def bars() -> Picture:
    """Return columns of a chart."""
    picture = Picture()
    for x, top, colour in ((4, 13, BLUE), (10, 8, GREEN), (16, 4, AMBER)):
        picture.shape([(x, top), (x + 4.5, top), (x + 4.5, 20), (x, 20)], colour)
    return picture.line([(2, 21), (22, 21)], GREY, 1.8)


def lights() -> Picture:
    """Return a page with three lights."""
    picture = Picture().page()
    for height, colour in ((10, GREEN), (14.2, AMBER), (18.4, RED)):
        picture.dot((8.4, height), 1.7, colour).rows(height, left=12, right=16.5)
    return picture


def star() -> Picture:
    """Return a page with a star."""
    points = [
        (12 + r * math.sin(math.pi * k / 5), 14.2 - r * math.cos(math.pi * k / 5)) for k, r in enumerate([5.6, 2.3] * 5)
    ]
    return Picture().page().shape(points, RED)


def calendar() -> Picture:
    """Return a page of a year: a head and twelve fields."""
    picture = Picture().shape([(3, 4), (21, 4), (21, 21.5), (3, 21.5)], PAPER)
    picture.line([(3, 4), (21, 4), (21, 21.5), (3, 21.5), (3, 4)], GREY, 1.6).shape(
        [(3, 4), (21, 4), (21, 9), (3, 9)], RED
    )
    for x in (6.6, 10.2, 13.8, 17.4):
        for y in (11.8, 15.2, 18.6):
            picture.dot((x, y), 1.15, GREY)
    return picture


def cross() -> Picture:
    """Return the cross of a doctor's bag."""
    return Picture().line([(12, 3.5), (12, 20.5)], GREEN, 6).line([(3.5, 12), (20.5, 12)], GREEN, 6)


PICTURES = {
    "check": lambda: Picture().page().line([(7.5, 14), (11, 18), (19, 8.5)], GREEN, 3),
    "refresh": turning,
    "issue": lambda: tray().arrow((12, 2), (12, 16)),
    "merge": lambda: tray().arrow((12, 17), (12, 2.5), GREEN),
    "resolve": opposed,
    "undo": taken_back,
    "notice": lambda: Picture().page().line([(12, 9), (12, 14.5)], RED, 2.8).dot((12, 18.6), 1.7, RED),
    "special": star,
    "circular": lights,
    "briefing": lambda: Picture().page().rows(7, left=7.5, right=11.5, colour=BLUE).rows(11, 14.5, 18),
    "annual": calendar,
    "charts": bars,
    "board": tiles,
    "manual": book,
    "doctor": cross,
}


def main() -> None:
    """Write every picture in every size."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for key, drawn in PICTURES.items():
        picture = drawn().image
        for size in SIZES:
            picture.resize((size, size), Image.Resampling.LANCZOS).save(FOLDER / f"{key}_{size}.png", optimize=True)


if __name__ == "__main__":
    main()
