"""Mails of Outlook (.msg): an OLE file whose streams are properties, read by python-oxmsg after a look at its sizes."""

import io
from collections.abc import Iterator
from email import message_from_string

from olefile import OleFileIO
from oxmsg.attachment import Attachment
from oxmsg.domain import constants as c
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from xlsync.adapters.envelopes.contents import Contents, Leaf, Role
from xlsync.adapters.envelopes.headers import header_text, sender_of, served_at, text_of
from xlsync.adapters.envelopes.limits import MEGABYTE, EnvelopeLimits, EnvelopeRefused
from xlsync.vocabulary.labels import envelopes as words

PROPERTIES = "__properties_version1.0"
_TOP_HEADER, _INNER_HEADER = 32, 24
_INNER_MAIL = "__substg1.0_3701000D"
_SENT_FOR_SMTP = 0x5D02
_STREAMS_PER_FILE = 40  # an attachment is a dozen properties, a recipient as many
_LATIN = "iso-8859-15"  # what python-oxmsg reads where the mail does not say its code page


def is_outlook(content: bytes) -> bool:
    """Return whether an OLE file is a mail: the properties of one stand at its root."""
    if PROPERTIES.encode("utf-16-le") not in content:
        return False
    try:
        with OleFileIO(io.BytesIO(content)) as ole:
            return bool(ole.exists(PROPERTIES))
    except Exception:  # a broken file raises whatever its bytes lead to; then it is no mail that can be opened
        return False


def open_outlook(content: bytes, limits: EnvelopeLimits) -> Contents:
    """Return what lies in a mail; raises EnvelopeRefused."""
    try:
        with OleFileIO(io.BytesIO(content)) as ole:
            _look_over(ole, limits)
            return _contents(Storage.from_ole(ole), _TOP_HEADER)
    except EnvelopeRefused:
        raise
    except Exception as error:  # the libraries raise whatever a field leads to: KeyError, struct.error, AssertionError
        raise EnvelopeRefused("damaged") from error


def _look_over(ole: OleFileIO, limits: EnvelopeLimits) -> None:
    """Refuse a directory of more or bigger streams than an honest mail has: chains may be shared, sizes are claims."""
    sizes = [entry.size for entry in ole.direntries if entry is not None]
    if len(sizes) > limits.files * _STREAMS_PER_FILE:
        raise EnvelopeRefused("bomb", detail=words.DETAIL_PARTS.format(limit=limits.files))
    if sum(sizes) > 2 * limits.packed:
        raise EnvelopeRefused("bomb", detail=words.DETAIL_UNPACKED.format(limit=2 * limits.packed // MEGABYTE))


def _contents(mail: Storage, header: int) -> Contents:
    properties = Properties(mail, properties_header_offset=header)
    headers = message_from_string(_text(properties, c.PID_TRANSPORT_MESSAGE_HEADERS))
    served = served_at(headers.get_all("Received", [])) or _moment(properties, c.PID_MESSAGE_DELIVERY_TIME)
    dated = _moment(properties, c.PID_CLIENT_SUBMIT_TIME)
    sender = sender_of(headers.get_all("From", []) or [_address(properties)])
    leaves = [_body(properties), *_leaves(mail)]
    return Contents("msg", iter(leaves), sender, served, dated)


def _leaves(mail: Storage) -> Iterator[Leaf]:
    for storage in mail.iter_attachment_storages():
        attachment = Attachment(storage)
        name = _file_name(attachment.properties)
        inner = next((within for within in storage.storages if within.name == _INNER_MAIL), None)
        if inner is not None and any(stream.name == PROPERTIES for stream in inner.streams):
            yield Leaf(name or words.UNTITLED_MAIL, None, inner=_contents(inner, _INNER_HEADER))
        else:
            yield Leaf(name, attachment.file_bytes or b"", _role(attachment))


def _role(attachment: Attachment) -> Role:
    properties = attachment.properties
    is_hidden = bool(properties.int_prop_value(c.PID_ATTACHMENT_HIDDEN))
    is_picture = (attachment.mime_type or "").startswith("image/")
    return Role.INLINE if is_picture and (is_hidden or _text(properties, c.PID_ATTACH_CONTENT_ID)) else Role.FILE


def _file_name(properties: Properties) -> str:
    named = (c.PID_ATTACH_LONG_FILENAME, c.PID_DISPLAY_NAME, c.PID_ATTACH_FILENAME)
    return next((header_text(text) for pid in named if (text := _text(properties, pid))), "")


def _address(properties: Properties) -> str:
    known = (c.PID_SENDER_SMTP_ADDRESS, _SENT_FOR_SMTP, c.PID_SENDER_EMAIL_ADDRESS)
    return next((text for pid in known if "@" in (text := _text(properties, pid))), "")


def _body(properties: Properties) -> Leaf:
    return Leaf("", _text(properties, c.PID_BODY).encode("utf-8", "replace"), Role.BODY)


def _moment(properties: Properties, pid: int) -> float | None:
    try:
        moment = properties.date_prop_value(pid)
        return moment.timestamp() if moment else None
    except (OverflowError, ValueError):
        return None


def _text(properties: Properties, pid: int) -> str:
    """Return a text property, '' without one; GBK that was taken for Latin letters is read again."""
    text = properties.str_prop_value(pid) or ""
    try:
        raw = text.encode(_LATIN)
    except UnicodeEncodeError:
        return text
    return text if raw.isascii() else text_of(raw)
