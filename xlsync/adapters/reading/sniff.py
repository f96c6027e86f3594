"""What a file is, told by its content; names lie (an .xls that is HTML, an .xlsx that is ODS)."""

from xlsync.adapters.reading.package import Package
from xlsync.adapters.reading.refusal import refusal

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK\x05\x06")
_OLD_EXCEL = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
)  # BIFF 2 to 4, no OLE around
_TNEF = b"\x78\x9f\x3e\x22"  # winmail.dat of Outlook
_MESSAGE_HEADS = (b"received:", b"return-path:", b"mime-version:", b"from:", b"x-unsent:", b"delivered-to:")


def refuse_foreign(content: bytes) -> None:
    """Raise UnreadableFile unless the content is a zip package or an OLE file."""
    if not content:
        raise refusal("empty")
    if content.startswith((OLE, ZIP)):
        return
    raise refusal(_foreign_kind(content))


def _foreign_kind(content: bytes) -> str:
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"E-SafeNet" in content[:512]:
        return "drm"  # the header of a document-encryption product common in Chinese offices
    if content.startswith(_OLD_EXCEL):
        return "old_excel"
    if content.startswith(_TNEF):
        return "winmail"
    for kind, marks in (("pdf", (b"%PDF",)), ("word", (b"{\\rtf",)), ("image", _IMAGES), ("archive", _ARCHIVES)):
        if content.startswith(marks):
            return kind
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "xml2003"
    if head.startswith((b"<!doctype html", b"<html", b"<table")) or b"<html" in head or b"<table" in head:
        return "html"
    if head.startswith(_MESSAGE_HEADS):
        return "message"
    return "csv" if _is_text(content) else "unknown"


def _is_text(content: bytes) -> bool:
    sample = content[:4096]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\x00" in sample:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            # The sample may end inside a character: up to three bytes less are tried by ignoring the tail.
            sample[: len(sample) - 4 if len(sample) == 4096 else None].decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def zip_format(package: Package) -> str:
    """Return xlsx, xlsb or ods; raise UnreadableFile for any other zip."""
    names = package.names
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "word/document.xml" in names:
        raise refusal("word")
    if any(name.startswith("ppt/") for name in names):
        raise refusal("slides")
    if "mimetype" in names:
        return _open_document(package.part("mimetype"))
    raise refusal("archive")


def _open_document(mimetype: bytes) -> str:
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    if b"opendocument.text" in mimetype:
        raise refusal("word")
    raise refusal("slides" if b"presentation" in mimetype else "archive")
