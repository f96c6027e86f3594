"""What a file in a mail or an archive is to us: a table that goes on, a document for a person, or nothing."""

from pathlib import PurePosixPath

from xlsync.adapters.envelopes.headers import text_of
from xlsync.adapters.reading.sniff import OLE, ZIP
from xlsync.vocabulary.phrases.envelopes import LINKED

# fmt: off
TABLE_SUFFIXES = frozenset({
    ".xls", ".xlsx", ".xlsm", ".xlsb", ".xlt", ".xltx", ".xltm", ".et", ".ett", ".ods", ".ots", ".fods", ".csv", ".tsv",
})
_DOCUMENT_SUFFIXES = frozenset({
    ".doc", ".docx", ".wps", ".wpt", ".dot", ".ppt", ".pptx", ".dps", ".odt", ".pdf", ".vsd", ".mdb",
})
# fmt: on
# Archives that are not opened, and the parcel of Outlook: the form may be inside, so reading says what to do about it.
_CLOSED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\x78\x9f\x3e\x22")
_NOISE_NAMES = frozenset({"thumbs.db", ".ds_store", "desktop.ini", "smime.p7s"})
_NOISE_SUFFIXES = (".ics", ".vcf", ".p7s", ".tmp")
_TEXT_BYTES = 200_000


def is_noise(name: str) -> bool:
    """Return whether a file is what programs leave behind: locks, previews, signatures, calendars, folders of macOS."""
    path = PurePosixPath(name.replace("\\", "/").lower())
    own = path.name
    return (
        own in _NOISE_NAMES
        or own.startswith(("~$", "._", ".~lock"))
        or own.endswith(_NOISE_SUFFIXES)
        or "__macosx" in path.parts
    )


def is_table(content: bytes, name: str) -> bool:
    """Return whether a file goes on as a submission: a workbook by its content, or one by its name."""
    suffix = PurePosixPath(name.replace("\\", "/").lower()).suffix
    if suffix in TABLE_SUFFIXES or content.startswith(_CLOSED):
        return True
    if content.startswith(ZIP):
        return b"xl/work" in content or b"opendocument.spreadsheet" in content[:200]
    if not content.startswith(OLE):
        return False
    if suffix in _DOCUMENT_SUFFIXES:
        return False
    return any(mark.encode("utf-16-le") in content for mark in ("Workbook", "Book", "EncryptedPackage"))


def mentions_link(body: bytes) -> bool:
    """Return whether the text of a mail speaks of an attachment behind a link."""
    text = text_of(body[:_TEXT_BYTES])
    return any(word in text for word in LINKED)
