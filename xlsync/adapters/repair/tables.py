"""Tables: their look, formulas and totals of their columns, and a filter that does not take in the row of totals."""

import re

from xlsync.adapters.repair.pair import Pair
from xlsync.adapters.repair.tags import element, raw, retagged, tags, value, with_attribute
from xlsync.adapters.workbook_file.layout import TablePart
from xlsync.model.table import column_letter

_STYLE = "tableStyleInfo"
_CLOSE = re.compile(rb"</(?:\w+:)?table\s*>\s*$")
_COLUMN = re.compile(
    rb"""<(?:\w+:)?tableColumn\s(?:[^"'>]|"[^"]*"|'[^']*')*?(?:/>|(?<!/)>.*?</(?:\w+:)?tableColumn\s*>)""", re.DOTALL
)
_TOTALS = ("totalsRowLabel", "totalsRowFunction")
_FORMULAS = ("calculatedColumnFormula", "totalsRowFormula")
_BUILT_IN = re.compile(r"TableStyle(?:Light|Medium|Dark)\d+")


def mend_tables(pair: Pair) -> None:
    """Bring back what each table of the whole version had and has lost."""
    for table, old in pair.tables:
        xml, before = pair.part(table.part), pair.whole_part(old.part)
        xml = _styled(pair, xml, before)
        if table.totals:
            xml = _filtered(pair, xml, table)
        pair.put(table.part, _filled(pair, xml, before, has_totals=bool(table.totals and old.totals)))


def _styled(pair: Pair, xml: bytes, old: bytes) -> bytes:
    style, close = element(old, _STYLE), _CLOSE.search(xml)
    if not style or close is None or tags(xml, _STYLE):
        return xml
    name = value(style, "name") or ""
    own = name and not _BUILT_IN.fullmatch(name)
    pair.mends["table_styles"] += 1
    pair.lost["own_styles"] += 1 if own else 0
    at = xml.index(element(xml, "extLst")) if tags(xml, "extLst") else close.start()
    return xml[:at] + style + xml[at:]


def _filtered(pair: Pair, xml: bytes, table: TablePart) -> bytes:
    """Return the table with a filter that ends above its totals: Excel calls any other file damaged."""
    area = table.area
    ref = b'ref="%s"' % (f"{column_letter(area.left)}{area.top}:{column_letter(area.right)}{table.last_row}".encode())
    if all(raw(tag, "ref").strip() == ref for tag in tags(xml, "autoFilter")):
        return xml
    pair.mends["filters"] += 1
    return retagged(xml, "autoFilter", lambda tag: with_attribute(tag, ref))


def _filled(pair: Pair, xml: bytes, old: bytes, *, has_totals: bool) -> bytes:
    """Return the table with formulas and totals of its columns, each by the column's name."""
    before = {value(column, "name"): column for column in _COLUMN.findall(old)}

    def change(found: re.Match[bytes]) -> bytes:
        column = found[0]
        held = before.get(value(column, "name"))
        mended = _column(column, held, has_totals=has_totals) if held is not None else column
        pair.mends["table_columns"] += mended != column
        return mended

    return _COLUMN.sub(change, xml)


def _column(column: bytes, held: bytes, *, has_totals: bool) -> bytes:
    """Return a column with what it had; nothing is put over what it has."""
    if not column.endswith(b"/>"):
        return column
    opened = tags(held, "tableColumn")[0]
    for name in _TOTALS if has_totals else ():
        if raw(opened, name) and not raw(column, name):
            column = with_attribute(column, raw(opened, name))
    names = _FORMULAS if has_totals else _FORMULAS[:1]
    formulas = b"".join(element(held, name) for name in names)
    prefix = column[1 : column.index(b"tableColumn")]
    return column[:-2].rstrip() + b">" + formulas + b"</%stableColumn>" % prefix if formulas else column
