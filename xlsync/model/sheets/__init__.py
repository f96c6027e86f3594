"""The one declaration of every sheet and column; reader, template, checks, form and manual derive from it."""

from xlsync.model.schema import SheetSchema
from xlsync.model.sheets.ledger import LEDGER_SHEETS
from xlsync.model.sheets.office import OFFICE_SHEETS
from xlsync.model.sheets.work import WORK_SHEETS
from xlsync.vocabulary.labels.headers import SHEET_NAMES

_DECLARED = {schema.name: schema for schema in (*LEDGER_SHEETS, *WORK_SHEETS, *OFFICE_SHEETS)}

SHEETS: dict[str, SheetSchema] = {name: _DECLARED[name] for name in SHEET_NAMES if name in _DECLARED}
"""All sheets that hold a table, by name, in the order of the tabs (使用说明 holds none)."""

TITLE_ROW, LEGEND_ROW, HEADER_ROW = 1, 2, 3
"""Every sheet: a title line, a line with legend and as-of date, the header of the table; data from row 4."""

STATE_SHEET = "_xlsync"
"""The hidden sheet with the state of the tool: A1 = 'plan_number', B1 = the number of the last plan it contains."""

CONF_SHEET = "xlwings.conf"
"""The hidden sheet with the settings of the macros: keys in column A, values in column B, from row 1 without a gap."""
