"""The default rules of an office, shipped as CSV under workbooks/defaults; each row says that it is a default."""

import csv
from importlib.resources import files

from xlsync.model.sheets import SHEETS
from xlsync.model.table import Value
from xlsync.vocabulary.terms import Kind

DEFAULT_SHEETS = ("categories", "rules", "settings", "dictionary")


def default_rows(sheet: str) -> list[dict[str, Value]]:
    """Return the default rows of a sheet by column key, numbers as numbers, blank cells left out."""
    schema = SHEETS[sheet]
    text = files("xlsync").joinpath("workbooks", "defaults", f"{sheet}.csv").read_text(encoding="utf-8")
    return [
        {key: _typed(schema.by_key[key].kind, cell) for key, cell in line.items() if cell}
        for line in csv.DictReader(text.splitlines())
    ]


def _typed(kind: Kind, cell: str) -> Value:
    if kind is Kind.INTEGER:
        return int(cell)
    if kind in (Kind.NUMBER, Kind.PERCENT):
        return float(cell)
    return cell
