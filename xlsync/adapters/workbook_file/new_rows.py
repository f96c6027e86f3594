"""New rows of a table: rows of the same columns and kinds of values are written from one template."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from xlsync.adapters.workbook_file.cells import CellContent, CellWriter
from xlsync.adapters.workbook_file.heights import fitted
from xlsync.adapters.workbook_file.styles import Styles
from xlsync.vocabulary.labels import patch as words

_NUMBER, _BETWEEN = "\x00", "\x1f"
"""Stand-in for the row number in a template; what parts the texts of a row while they are looked at."""
_MOST_PLAIN = 16000
_ODD = re.compile("[&<>\x00-\x1e\ud800-\udfff\ufffe\uffff]")
_ODD_START = re.compile(f"{_BETWEEN}[\\s{re.escape(words.READ_AS_FORMULA)}]")
_ODD_END = re.compile("\\s\x1f")


@dataclass(frozen=True, slots=True)
class RowDress:
    """How a new row looks: attributes of its tag, styles by column of the row above, default styles of columns."""

    attributes: bytes
    styles: Mapping[int, int]
    column_styles: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class _Template:
    """The cells of a row as text with one %s for each value; the columns whose values go there, in this order."""

    text: str
    columns: tuple[int, ...]


@dataclass
class NewRows:
    """Writes new rows."""

    writer: CellWriter
    styles: Styles
    dress: RowDress
    _templates: dict[tuple[object, ...], _Template] = field(default_factory=dict)
    _tags: dict[int | None, str] = field(default_factory=dict)

    def dressed(self) -> dict[int, CellContent]:
        """Return a blank for every cell that has a look."""
        return dict.fromkeys(self.dress.styles)

    def style(self, column: int, row_style: int | None) -> int | None:
        """Return the style of a cell that does not exist yet: of the row above, of its row, of its column."""
        style = self.dress.styles.get(column)
        return style if style is not None else row_style or self.dress.column_styles.get(column)

    def row(self, number: int, values: Mapping[int, CellContent], height: int | None) -> bytes:
        """Return a whole row, ``height`` in points. Raises UnsafeMaster for what Excel cannot hold."""
        template = self._template(values)
        bodies = [
            value if isinstance(value, str) else self.writer.shown(number, column, value)
            for column, value in ((column, values[column]) for column in template.columns)
        ]
        if not _are_plain(bodies):
            return self._row_by_cells(number, values, height)
        text = (self._tag(height) + template.text).replace(_NUMBER, str(number))
        return (text % tuple(bodies)).encode()

    def _row_by_cells(self, number: int, values: Mapping[int, CellContent], height: int | None) -> bytes:
        cells = (self._cell(number, column, value) for column, value in self._full(values))
        tag = self._tag(height).replace(_NUMBER, str(number)).encode()
        return b"".join((tag, *cells, b"</%srow>" % self.writer.prefix))

    def _full(self, values: Mapping[int, CellContent]) -> list[tuple[int, CellContent]]:
        """Return all cells of a new row in order, those that only have a look among them."""
        return sorted({**self.dressed(), **values}.items(), key=lambda cell: cell[0])

    def _cell(self, number: int | str, column: int, value: CellContent) -> bytes:
        style = self.styles.suited(self.style(column, None), value)
        return b"" if value is None and style is None else self.writer.cell(number, column, style, value)

    def _template(self, values: Mapping[int, CellContent]) -> _Template:
        """Return the template of rows with these columns and these kinds of values."""
        key = (*values, *map(type, values.values()))
        if key not in self._templates:
            self._templates[key] = self._new_template(values)
        return self._templates[key]

    def _new_template(self, values: Mapping[int, CellContent]) -> _Template:
        columns = []
        cells = []
        for column, value in self._full(values):
            if column in values and value is not None:
                columns.append(column)
                style = self.styles.suited(self.style(column, None), "" if isinstance(value, str) else value)
                cells.append("%s".join(self.writer.around(_NUMBER, column, style, value)))
            else:
                cells.append(self._cell(_NUMBER, column, value).decode().replace("%", "%%"))
        return _Template("".join(cells) + f"</{self.writer.prefix.decode()}row>", tuple(columns))

    def _tag(self, height: int | None) -> str:
        if height not in self._tags:
            tag = b'<%srow r="%s"%s>' % (self.writer.prefix, _NUMBER.encode(), self.dress.attributes)
            self._tags[height] = fitted(tag, height).decode()
        return self._tags[height]


def _are_plain(texts: list[str]) -> bool:
    """Return whether all texts can stand in XML as they are, and none needs its blanks kept or a quote before it."""
    joined = f"{_BETWEEN}{_BETWEEN.join(texts)}{_BETWEEN}"
    return (
        len(joined) < _MOST_PLAIN
        and joined.count(_BETWEEN) == len(texts) + 1
        and "_x" not in joined
        and not (_ODD.search(joined) or _ODD_START.search(joined) or _ODD_END.search(joined))
    )
