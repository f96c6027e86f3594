"""Proof that a patched sheet keeps what it had beside the new cells: every other cell, row and element.

References that grow with a table (ref, sqref, spans) may differ; their number and everything else may not.
"""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tests.lossless.opc import MAIN, Workbook
from tests.lossless.request import Place, Request
from tests.lossless.scan import Item, Kind, walk

_GROWS = {"ref", "sqref", "spans"}
_FORMULA_TEXTS = {"formula", "formula1", "formula2", "f", "sqref"}

Print = tuple[object, ...]


def check_rest(before: Workbook, after: Workbook, request: Request) -> list[str]:
    """Return what the edited sheet lost or gained beside what was asked for."""
    return list(_differences(before, after, request))


def _differences(before: Workbook, after: Workbook, request: Request) -> Iterator[str]:
    part = next(sheet.part for sheet in before.sheets if sheet.name == request.sheet)
    old, old_rows, old_parts = _printed(before, part)
    new, new_rows, new_parts = _printed(after, part)
    asked = request.expected.keys() | request.filled_by_table
    for place, cell in old.items():
        moved = request.moved(place)
        if moved in asked or new.get(moved) == cell or _is_promoted(cell, new.get(moved)):
            continue
        if moved == place or new.get(moved) != _unvalued(cell):
            yield f"cell {moved}: {cell} became {new.get(moved)}"[:300]
    kept = {request.moved(place) for place in old}
    yield from (f"cell {place} came from nowhere" for place in new.keys() - kept - asked)
    # A row that the table takes may be dressed as the row above it.
    taken = {row for row, _ in request.filled_by_table}
    changed = [row for row in old_rows if new_rows.get(row) != old_rows[row] and row not in taken]
    yield from (f"row {row}: {old_rows[row]} became {new_rows.get(row)}" for row in changed)
    lost, gained = old_parts - new_parts, new_parts - old_parts
    yield from (f"lost: {part!r}"[:300] for part in lost)
    yield from (f"gained: {part!r}"[:300] for part in gained if not part.startswith("<dimension"))


def _printed(book: Workbook, part: str) -> tuple[dict[Place, Print], dict[int, Print], Counter[str]]:
    """Return the cells, the rows and the other elements of a sheet in a form that can be compared."""
    cells: dict[Place, Print] = {}
    rows: dict[int, Print] = {}
    parts: Counter[str] = Counter()
    with book.open(part) as stream:
        for item in walk(stream):
            if item.kind is Kind.CELL:
                cells[item.row, item.column] = _cell(item)
            elif item.kind is Kind.ROW:
                facts = {key: value for key, value in item.element.attrib.items() if key not in ("spans", "r")}
                rows[item.row] = tuple(sorted(facts.items()))
            elif item.kind is Kind.PART and item.name not in ("sheetData", "dimension"):
                parts[masked(item.element)] += 1
    return cells, rows, parts


def _cell(item: Item) -> Print:
    facts = tuple(sorted((key, value) for key, value in item.element.attrib.items() if key != "r"))
    return facts, tuple(_plain(child) for child in item.element)


def _is_promoted(old: Print, new: Print | None) -> bool:
    """Return whether the cell got the formula of a group whose first cell was overwritten; its value must stay."""
    if new is None or not any('t="shared"' in str(child) for child in (*old[1:], *new[1:])):
        return False
    return old[0] == new[0] and _without_formula(old) == _without_formula(new)


def _unvalued(cell: Print) -> Print:
    """Return a formula cell without its stored value: a total that moved down no longer is what was stored."""
    children = cell[1]
    formulas = [c for c in children if str(c).startswith("<f")] if isinstance(children, tuple) else []
    facts = tuple(fact for fact in cell[0] if fact[0] != "t") if isinstance(cell[0], tuple) else ()
    return (facts, tuple(formulas)) if formulas else cell


def _without_formula(cell: Print) -> list[object]:
    children = cell[1]
    return [child for child in children if not str(child).startswith("<f")] if isinstance(children, tuple) else []


def masked(element: etree._Element) -> str:
    """Return an element without the references that may grow."""
    for child in element.iter():
        if not isinstance(child.tag, str):
            continue
        for key in _GROWS & set(child.attrib):
            child.set(key, "*")
        if etree.QName(child).localname in _FORMULA_TEXTS:
            child.text = "*"
    return _plain(element)


def _plain(element: etree._Element) -> str:
    text = str(etree.tostring(element, method="c14n", exclusive=True, with_tail=False), "utf-8")
    return text.replace(f' xmlns="{MAIN[1:-1]}"', "")
