"""Workbooks of our own, made when a test asks: together they carry whatever a workbook of an office may carry."""

from collections.abc import Callable

from tests.lossless.workbooks import embedded
from tests.lossless.workbooks.handmade import HANDMADE
from tests.lossless.workbooks.ordinary import ORDINARY
from tests.lossless.workbooks.pivots import pivots
from tests.lossless.workbooks.zips import ZIPS

OWN: dict[str, Callable[[], bytes]] = {
    **ORDINARY,
    "pivots.xlsx": pivots,
    "threads.xlsx": embedded.threads,
    "extended.xlsx": embedded.extended,
    "objects.xlsx": embedded.objects,
    "macros.xlsm": embedded.macros,
    **HANDMADE,
    **ZIPS,
}
"""Files that must be patched with nothing lost."""

REFUSED: dict[str, Callable[[], bytes]] = {"signed.xlsx": embedded.signed, "strict.xlsx": embedded.strict}
"""Files that no byte splice can write safely: the writer must say so."""
