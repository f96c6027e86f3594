"""Who has the master open, as the programs themselves leave it beside the file."""

from pathlib import Path

from xlsync.vocabulary.labels import patch as words


def holder_of(path: Path) -> str | None:
    """Return who holds the file open in words for a message, None when nobody seems to.

    LibreOffice leaves ``.~lock.NAME#`` (name, host, user, separated by commas), Excel and WPS leave ``~$NAME`` (the
    length of the user's name in the first byte, then the name, padded with blanks). A program that crashed leaves its
    lock behind, and no lock names its process; the words therefore say which file to remove.
    """
    libreoffice = path.with_name(f".~lock.{path.name}#")
    excel = path.with_name(f"~${path.name}")
    if libreoffice.exists():
        fields = _bytes_of(libreoffice).decode("utf-8", "replace").split(",")
        name = next(filter(None, map(str.strip, fields)), words.SOMEONE)
        return words.PERSON_IN_LIBREOFFICE.format(name=name, file=libreoffice.name)
    if excel.exists():
        return words.PERSON_IN_EXCEL.format(name=_excel_user(_bytes_of(excel)) or words.SOMEONE, file=excel.name)
    return None


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # Excel keeps its own lock file locked: it is there, and that says enough


def _excel_user(content: bytes) -> str:
    """Return the user's name from an owner file, '' when it cannot be read as text."""
    name = content[1 : 1 + content[0]] if content else b""
    text = name.decode("utf-8", "ignore").strip("\0 ")
    return text if text.isprintable() else ""
