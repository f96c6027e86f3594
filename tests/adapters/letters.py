"""Mails and archives as programs write them, and as nobody should; and how they open."""

import base64
import io
import struct
import time
import zipfile
import zlib
from email.message import EmailMessage

from xlsync.adapters.envelopes.opener import open_envelope
from xlsync.model.envelope import Opened

MOST_SECONDS = 2.0
HEADS = b"From: fgw@example.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\n"


def book(text: str = "") -> bytes:
    """Return what looks like a workbook; nothing here reads it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", f"<workbook>{text}</workbook>")
    return target.getvalue()


def archive(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip as zipfile writes it: names in UTF-8."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as package:
        for name, content in files:
            package.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


def raw_archive(*files: tuple[bytes, bytes], flags: int = 0, claimed: int | None = None) -> bytes:
    """Return a zip whose names are these very bytes, without the mark of UTF-8; ``claimed`` is the size it tells."""
    body, directory = b"", b""
    for name, content in files:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush()
        size = len(content) if claimed is None else claimed
        about = struct.pack("<HHHHHIII", 20, flags, 8, 0, 0, zlib.crc32(content), len(packed), size)
        directory += b"PK\1\2\x14\0" + about + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, len(body)) + name
        body += b"PK\3\4" + about + struct.pack("<HH", len(name), 0) + name + packed
    end = struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), len(body), 0)
    return body + directory + b"PK\5\6" + end


def letter(*attachments: tuple[str, bytes], **headers: str) -> EmailMessage:
    """Return a mail as the email package writes it."""
    mail = EmailMessage()
    mail["From"] = headers.pop("sender", "发改委 <FGW@example.cn>")
    mail["Subject"] = headers.pop("subject", "报送第三季度反馈")
    for name, value in headers.items():
        mail[name] = value
    mail.set_content("您好，现报送反馈表。")
    mail.add_alternative("<p>您好</p>", subtype="html")
    for name, content in attachments:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail


def written(headers: bytes, disposition: bytes, content: bytes) -> bytes:
    """Return a mail with one attachment, its headers as these very bytes."""
    body = base64.encodebytes(content)
    part = b"--q\r\n" + disposition + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body + b"--q--\r\n"
    return headers + b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="q"\r\n\r\n' + part


def opened(content: bytes, name: str = "报送.eml") -> Opened:
    found = open_envelope(content, name)
    assert found is not None
    return found


def names(found: Opened) -> list[str]:
    return [part.name for part in found.parts]


def refusal(content: bytes, name: str = "来件") -> str:
    started = time.perf_counter()
    found = opened(content, name)
    assert time.perf_counter() - started < MOST_SECONDS
    assert found.refused is not None
    assert found.parts == ()
    return found.refused.kind
