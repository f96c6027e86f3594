"""Reading returned workbooks: ``reader.WorkbookReader`` is the door (services.ports.Reader)."""
