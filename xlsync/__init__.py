"""xlsync: the Excel ledger of a supervision office as a system of record."""

__version__ = "0.3.0"
