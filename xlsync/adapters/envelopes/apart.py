"""Opening in the process that reads: a mail built to hurt hurts that process, within the budget of a file."""

from xlsync.adapters.envelopes.eml import is_mail
from xlsync.adapters.reading.apart import SeparateProcess
from xlsync.adapters.reading.sniff import OLE, ZIP
from xlsync.model.envelope import Opened, Refusal
from xlsync.vocabulary.errors import UnreadableFile

OPEN = "open"
_EMPTY_ZIP = b"PK\x05\x06"
_NAME_AT = 30
# The first part of a workbook, whichever program wrote it.
_WORKBOOK_STARTS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"mimetype", b"customXml/")
_MAIL_MARK = "__properties_version1.0".encode("utf-16-le")


def open_apart(process: SeparateProcess, content: bytes, name: str) -> Opened | None:
    """Return an opened mail or archive, or why it was not opened; None for any other file.

    Raises ReadingImpossible where the process cannot be started.
    """
    if not may_be_envelope(content):
        return None
    try:
        opened = process.call(OPEN, content, name=name)
    except UnreadableFile as refused:
        return Opened(_guess(content), refused=Refusal(refused.kind, str(refused)))
    return opened if isinstance(opened, Opened) else None


def may_be_envelope(content: bytes) -> bool:
    """Return, by a short look, whether a file is worth opening: most that arrive are workbooks."""
    if content.startswith(ZIP):
        return not content[_NAME_AT : _NAME_AT + 60].startswith(_WORKBOOK_STARTS)
    if content.startswith(OLE):
        return _MAIL_MARK in content
    return content.startswith(_EMPTY_ZIP) or is_mail(content)


def _guess(content: bytes) -> str:
    if content.startswith(OLE):
        return "msg"
    return "zip" if content.startswith((ZIP, _EMPTY_ZIP)) else "eml"
