"""Reading of returned workbooks; ``WorkbookReader`` is the door (services.ports.Reader)."""

from xlsync.adapters.reading.reader import WorkbookReader

__all__ = ["WorkbookReader"]
