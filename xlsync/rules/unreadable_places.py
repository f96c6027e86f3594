"""Places of the master where a formula shows or reads something else than it was meant to."""

from collections.abc import Iterator

from xlsync.model.finding import Finding
from xlsync.model.schema import Column
from xlsync.model.sheets import SHEETS
from xlsync.model.table import CellRef, MasterImage, ShortRange
from xlsync.vocabulary.labels.findings.rows import PLACES
from xlsync.vocabulary.terms import Owner


def error_cells(image: MasterImage) -> Iterator[Finding]:
    """Yield C26 for each cell that shows an error such as #REF! in a column that people fill in.

    Columns that the program computes are simply written again.
    """
    for name, errors in image.errors.items():
        schema, table = SHEETS[name], image[name]
        rows = {row.number: row for row in table}
        for (number, key), shown in errors.items():
            if _is_typed(schema.by_key[key]):
                cell = CellRef(schema.sheet, number, table.positions[key]).a1
                matter = rows[number].text("matter_id") if number in rows else ""
                yield Finding("C26", schema.sheet, cell, matter=matter, column=schema.header(key), value=shown)


def _is_typed(column: Column) -> bool:
    return column.owner in (Owner.OFFICE, Owner.UNIT)


def short_ranges(image: MasterImage) -> Iterator[Finding]:
    """Yield C27 for each chart, pivot table, formula or name that ends before the table that it reads."""
    for each in image.short_ranges:
        last = image[each.table].last_row
        schema = SHEETS[each.table]
        facts = {"place": _place(each), "range": each.written, "listed": schema.sheet, "last": last}
        yield Finding("C27", each.sheet, each.cell, facts={**facts, "end": each.end, "table": schema.table_name})


def _place(each: ShortRange) -> str:
    return PLACES[each.kind].format(sheet=each.sheet, name=each.name)
