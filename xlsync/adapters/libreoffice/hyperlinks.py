"""Hyperlinks of cells: text fields in LibreOffice."""

from typing import Any

FIELD = "com.sun.star.text.TextField.URL"


def hyperlink_of(cell: Any) -> str:
    """Return where the link of a cell leads; raises ValueError for a cell without one."""
    fields = cell.getTextFields().createEnumeration()
    while fields.hasMoreElements():
        field = fields.nextElement()
        if field.supportsService(FIELD) or hasattr(field, "URL"):
            return str(field.URL)
    raise ValueError("the cell holds no hyperlink")


def put_hyperlink(document: Any, cell: Any, address: str, text: str) -> None:
    """Write a link in place of the content of a cell; LibreOffice shows the address as tip, no other text."""
    cell.setString("")
    field = document.createInstance(FIELD)
    field.URL, field.Representation = address, text
    cell.insertTextContent(cell.createTextCursor(), field, False)
