"""One workbook in zips as other programs pack them: order, dates, stored entries, descriptors, folders, remarks."""

import io
import zipfile
from collections.abc import Callable
from typing import IO, cast

from tests.lossless.workbooks.ordinary import ORDINARY


class _OneWay(io.BytesIO):
    """A file that cannot go back: zipfile then writes sizes after the data, as streaming programs do."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def _entries() -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(ORDINARY["formats.xlsx"]())) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def _packed(entries: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for place, (name, content) in enumerate(entries):
            info = zipfile.ZipInfo(name, (1980 + place, 1 + place % 12, 28, 23, 59, 58))
            info.external_attr, info.create_system = (0o644 << 16, 3) if place % 2 else (0, 0)
            info.comment = b"entry" if place == 1 else b""
            # An extra field of a made-up kind: two bytes of kind, two of length.
            info.extra = b"\xfe\xca\x04\x00abcd" if place == 2 else b""
            package.writestr(info, content, method)
        package.comment = comment
    return out.getvalue()


def backwards() -> bytes:
    """Entries in reverse order, each with another date, attribute, remark or extra field."""
    return _packed(_entries()[::-1])


def stored() -> bytes:
    """Nothing is compressed."""
    return _packed(_entries(), zipfile.ZIP_STORED)


def with_comment() -> bytes:
    """The archive itself bears a remark."""
    return _packed(_entries(), comment="督查室存档".encode())


def descriptors() -> bytes:
    """Sizes stand after the data."""
    out = _OneWay()
    with zipfile.ZipFile(cast(IO[bytes], out), "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in _entries():
            package.writestr(name, content)
    return out.getvalue()


def with_folders() -> bytes:
    """Folders have entries of their own."""
    return _packed([("xl/", b""), ("xl/worksheets/", b""), *_entries()])


ZIPS: dict[str, Callable[[], bytes]] = {
    "zip_backwards.xlsx": backwards,
    "zip_stored.xlsx": stored,
    "zip_comment.xlsx": with_comment,
    "zip_descriptors.xlsx": descriptors,
    "zip_folders.xlsx": with_folders,
}
