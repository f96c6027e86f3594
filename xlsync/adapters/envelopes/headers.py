"""Headers of a mail as Chinese programs write them: GBK without a word, RFC 2047 in quotes, words cut in the middle."""

import binascii
import re
from collections.abc import Sequence
from datetime import UTC, timedelta, timezone
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime

from xlsync.vocabulary.labels.envelopes import NO_SENDER, SENDERS_JOIN

_CHINA = timezone(timedelta(hours=8))
_LONGEST = 2_000
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_ADDRESS = re.compile(r"[^\s@<>\"(),:;\\\[\]]{1,64}@[A-Za-z0-9.-]{1,190}")
# GB 18030 reads all that GB 2312 and GBK can say, and programs name the smaller one for the bigger.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030"}


def text_of(raw: bytes) -> str:
    """Return bytes without a charset as text: UTF-8 where they are, else GB 18030."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def header_text(value: str) -> str:
    """Return a raw header, or a parameter of one, as a person reads it; never raises."""
    plain = _FOLD.sub(" ", _unescaped(value[:_LONGEST]))
    if "=?" not in plain:
        return plain
    try:
        return "".join(_decoded(*piece) for piece in decode_header(plain)) or plain
    except (HeaderParseError, binascii.Error, ValueError):
        return plain


def _unescaped(value: str) -> str:
    """Return a value whose bytes above ASCII the parser had kept as they were."""
    try:
        return text_of(value.encode("ascii", "surrogateescape"))
    except UnicodeEncodeError:
        return value


def _decoded(piece: str | bytes, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    if charset is None:
        return piece.decode("raw-unicode-escape", "replace")
    try:
        return piece.decode(_WIDER.get(charset.lower(), charset), "replace")
    except LookupError:
        return text_of(piece)


def sender_of(values: Sequence[str]) -> str:
    """Return the address of the From headers in lower case; several are named together, so that none is believed.

    A mail that names none is by NO_SENDER, which is nobody's registered address.
    """
    found = dict.fromkeys(
        address.strip().lower() for address in _addresses(values) if _ADDRESS.fullmatch(address.strip())
    )
    return SENDERS_JOIN.join(list(found)[:3]) or NO_SENDER


def _addresses(values: Sequence[str]) -> list[str]:
    """Return what stands as addresses in headers; nothing where they are nested deeper than the parser bears."""
    try:
        return [address for _, address in getaddresses([header_text(value) for value in values])]
    except RecursionError:  # some versions of Python go down one level for each bracket, others do not
        return []


def served_at(received: Sequence[str]) -> float | None:
    """Return the moment in the top-most Received header, which the last server wrote; None without one.

    The headers below it, and Date, were written by who sent the mail or on the way, and prove nothing.
    """
    return moment_of(received[0].rpartition(";")[2]) if received else None


def moment_of(value: str) -> float | None:
    """Return a mail's moment in seconds since 1970 (in China where it has no zone), None when it is no moment."""
    try:
        moment = parsedate_to_datetime(value.strip()[:100])
        # RFC 5322 writes UTC as -0000 where the clock's own zone is not told.
        zone = moment.tzinfo or (UTC if "-0000" in value else _CHINA)
        return moment.replace(tzinfo=zone).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
