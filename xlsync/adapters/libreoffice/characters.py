"""The characters of a text and their font, by position."""

from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.font import Font
from xlsync.adapters.libreoffice.refusal import refusing


@refusing
class Characters(base_classes.Characters):
    """Some characters of the text of a cell or shape; all of them without a cut."""

    def __init__(self, text: Any, start: int = 0, stop: int | None = None) -> None:
        self.whole = text
        self.start = start
        self.stop = stop

    @property
    def api(self) -> Any:
        """Return LibreOffice's cursor over the characters."""
        if self.stop is None and not self.start:
            return self.whole
        cursor = self.whole.createTextCursor()
        cursor.gotoStart(False)
        cursor.goRight(self.start, False)
        end = len(self.whole.String) if self.stop is None else self.stop
        cursor.goRight(max(0, end - self.start), True)
        return cursor

    @property
    def text(self) -> str:
        """Return the characters."""
        return str(self.api.String)

    @property
    def font(self) -> Font:
        """Return their font."""
        return Font(self.api)

    def __getitem__(self, item: int | slice) -> "Characters":
        length = len(self.text)
        if isinstance(item, slice):
            start, stop, _ = item.indices(length)
        else:
            start = item + length if item < 0 else item
            stop = start + 1
            if not 0 <= start < length:
                raise IndexError(f"there is no character {item}")
        return Characters(self.whole, self.start + start, self.start + stop)
