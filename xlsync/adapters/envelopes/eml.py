"""Mails as text (.eml): looked over before they are parsed, then taken apart part by part."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import Compat32
from itertools import islice
from typing import Any

from xlsync.adapters.envelopes.contents import Contents, Leaf, Role
from xlsync.adapters.envelopes.headers import header_text, moment_of, sender_of, served_at
from xlsync.adapters.envelopes.limits import EnvelopeLimits, EnvelopeRefused
from xlsync.vocabulary.labels.envelopes import DETAIL_LINES, DETAIL_PARTS, UNTITLED_MAIL

# For a mail in lower case with one kind of line end: patterns that begin with plain letters are ten times as quick.
_HEADER = re.compile(rb"\ncontent-(?:type|disposition)[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*")
_FIELD_LINE = re.compile(rb"\n[a-z][a-z0-9-]{0,40}:")
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,40})[ \t]*:")
_MAIL_FIELDS = frozenset(
    b"received return-path mime-version from to date subject message-id delivered-to content-type x-unsent".split()
)
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_HEAD_BYTES = 4_096


class _AsWritten(Compat32):
    """Headers as they came, with bytes above ASCII kept: which charset they are in is for us to find out."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """Return the raw value."""
        return value


def is_mail(content: bytes) -> bool:
    """Return whether a text begins like a mail: headers only, two or more of them of the kind that mails have."""
    head = content[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    lines = re.split(rb"\r?\n[\r\n]", head, maxsplit=1)[0].splitlines()
    fields = [_FIELD.match(line) for line in lines if not line.startswith((b" ", b"\t"))]
    if not fields or not fields[0]:
        return False
    return len({field[1].lower() for field in fields if field} & _MAIL_FIELDS) >= 2


def open_mail(content: bytes, limits: EnvelopeLimits) -> Contents:
    """Return what lies in a mail; raises EnvelopeRefused before parsing what is built to be slow."""
    _look_over(content, limits)
    try:
        return _contents(message_from_bytes(content.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=_AsWritten()))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        # The parser forgives nearly everything; what is left is no mail that a program wrote.
        raise EnvelopeRefused("damaged") from error


def _look_over(content: bytes, limits: EnvelopeLimits) -> None:
    # The parser ends a line at a bare CR, too.
    lowered = b"\n" + content.lower().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    headers = list(islice(_HEADER.finditer(lowered), 2 * limits.files + 1))
    if len(headers) > 2 * limits.files:
        raise EnvelopeRefused("bomb", detail=DETAIL_PARTS.format(limit=limits.files))
    overlong = any(len(header[0]) > limits.header for header in headers)
    nodes = lowered.count(b"multipart/") + lowered.count(b"message/")
    fields = sum(1 for _ in islice(_FIELD_LINE.finditer(lowered), limits.fields + 1))
    if overlong or nodes > limits.nodes or fields > limits.fields or lowered.count(b"\n--") > limits.lines:
        raise EnvelopeRefused("bomb", detail=DETAIL_LINES)


def _contents(mail: "Message[str, str]") -> Contents:
    if mail.get("X-Document-Type", "").strip().lower() == "workbook":
        raise EnvelopeRefused("web_page")
    dated = moment_of(mail.get("Date", ""))
    leaves = list(_leaves(mail))
    sender, received = sender_of(mail.get_all("From", [])), mail.get_all("Received", [])
    return Contents("eml", iter(leaves), sender, served_at(received), dated)


def _leaves(mail: "Message[str, str]") -> Iterator[Leaf]:
    waiting = [mail]
    while waiting:
        part = waiting.pop()
        kind, payload = part.get_content_type(), part.get_payload()
        if kind in _SEALED:
            raise EnvelopeRefused("sealed")
        if not isinstance(payload, list):
            yield _leaf(part, kind)
        elif kind == "message/rfc822":
            yield from map(_inner, _messages(payload))
        else:
            waiting.extend(reversed(_messages(payload)))


def _messages(payload: list[Any]) -> list["Message[str, str]"]:
    return [one for one in payload if isinstance(one, Message)]


def _inner(mail: "Message[str, str]") -> Leaf:
    return Leaf(header_text(mail.get("Subject", "")) or UNTITLED_MAIL, None, inner=_contents(mail))


def _leaf(part: "Message[str, str]", kind: str) -> Leaf:
    name, content = _name(part), part.get_payload(decode=True)
    role = _role(part, kind, bool(name))
    return Leaf(name, content if isinstance(content, bytes) else b"", role)


def _name(part: "Message[str, str]") -> str:
    return header_text(part.get_filename() or "")


def _role(part: "Message[str, str]", kind: str, named: bool) -> Role:
    disposition = part.get_content_disposition()
    is_inline = disposition == "inline" or (disposition is None and "Content-ID" in part)
    if kind.startswith("text/") and not named:
        return Role.BODY
    if kind in _SIGNATURES or (kind.startswith("image/") and (is_inline or not named)):
        return Role.INLINE
    return Role.FILE if named or not kind.startswith(("multipart/", "message/")) else Role.INLINE
