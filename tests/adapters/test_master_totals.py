"""A totals row that staff switched on below the ledger: it is no matter, it strays nowhere, it makes room."""

from typing import Any

from tests.adapters.test_splice import LAST, NAME, TABLE, added, apply, build, part, place_of, sheet_of
from xlsync.adapters.workbook_file.image import read_image
from xlsync.adapters.workbook_file.package import Package


def with_totals() -> bytes:
    """Return a master: matters in rows 4 and 5, in row 6 totals in columns that every matter has filled."""

    def dress(_book: Any, sheet: Any) -> None:
        sheet.write_string(5, 0, "合计")
        for column in ("category", "task", "extra"):
            sheet.write_formula(5, place_of(column), "=SUBTOTAL(103,A4:A5)", None, 2)

    content = build(dress)
    table = part(content, TABLE).replace(f'ref="A3:{LAST}5" totalsRowShown="0"', f'ref="A3:{LAST}6" totalsRowCount="1"')
    assert 'totalsRowCount="1"' in table
    return Package(content).replaced({TABLE: table.encode()})


def test_it_is_no_row_of_the_ledger_and_no_stray() -> None:
    image = read_image(with_totals(), NAME)
    assert (image["matters"].last_row, [row.number for row in image["matters"]]) == (5, [4, 5])
    assert image.strays == {}


def test_new_matters_stand_above_it() -> None:
    content = apply(with_totals(), added(2))
    image = read_image(content, NAME)
    assert [row.number for row in image["matters"]] == [4, 5, 6, 7]
    assert sheet_of(content).count("<f>SUBTOTAL(103,A4:A7)</f>") == 3
    assert image.strays == {}
