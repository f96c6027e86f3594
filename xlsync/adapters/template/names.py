"""Defined names of the master: one per list, one per column of the ledger, and the as-of date."""

from collections.abc import Iterator

from xlsxwriter.utility import xl_col_to_name

from xlsync.adapters.template.validations import list_name
from xlsync.model.schema import SheetSchema
from xlsync.model.sheets import HEADER_ROW, SHEETS

ROOM = 3000
"""Lists reach down to this row, so that words which staff add below are in them without any change of a name."""

AS_OF_NAME = "lights_as_of"
_SOURCES = {"@units": ("units", "unit"), "@people": ("people", "person"), "@categories": ("categories", "category")}


def _range(schema: SheetSchema, key: str) -> str:
    letter = xl_col_to_name(list(schema.by_key).index(key))
    return f"'{schema.sheet}'!${letter}${HEADER_ROW + 1}:${letter}${ROOM}"


def _used_part(column: str) -> str:
    return f"=OFFSET({column},0,0,MAX(1,COUNTA({column})),1)"


def _words_of(name: str) -> str:
    dictionary = SHEETS["dictionary"]
    lists, words = _range(dictionary, "list"), _range(dictionary, "word")
    first = words.partition(":")[0]
    return f'=OFFSET({first},MATCH("{name}",{lists},0)-1,0,MAX(1,COUNTIF({lists},"{name}")),1)'


def list_names() -> Iterator[tuple[str, str]]:
    """Yield the defined name and formula of every list that a column is chosen from.

    The words of one list stand together on the dictionary sheet; the formula finds the first and counts them. Only
    OFFSET, MATCH and COUNTIF: Excel 2016, WPS and LibreOffice know them.
    """
    for choices in dict.fromkeys(c.choices for schema in SHEETS.values() for c in schema.columns if c.choices):
        if choices in _SOURCES:
            sheet, key = _SOURCES[choices]
            yield list_name(choices), _used_part(_range(SHEETS[sheet], key))
        else:
            yield list_name(choices), _words_of(choices)


def as_of_name() -> tuple[str, str]:
    """Return the defined name of the day up to which the lights stand, and its formula."""
    settings = SHEETS["settings"]
    keys, values = _range(settings, "key"), _range(settings, "value")
    return AS_OF_NAME, f'=INDEX({values},MATCH("{AS_OF_NAME}",{keys},0))'


def as_of_day() -> str:
    """Return the formula of that day as a number, whether the setting holds a date or its text; an error when blank."""
    return f"IF(ISNUMBER({AS_OF_NAME}),{AS_OF_NAME},DATEVALUE({AS_OF_NAME}))"


def column_names(schema: SheetSchema) -> Iterator[tuple[str, str]]:
    """Yield a stable English defined name for every column of a table; it follows the table as it grows."""
    for column in schema.columns:
        yield f"{schema.name}_{column.key}", f"={schema.table_name}[{schema.header(column.key)}]"
