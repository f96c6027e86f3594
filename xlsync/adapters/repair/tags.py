"""Tags of XML changed as bytes: one attribute of one tag, everything else as it was."""

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape

_INSIDE = rb"""(?:[^"'>]|"[^"]*"|'[^']*')*"""


@lru_cache(maxsize=64)
def _tag(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"<(?:\w+:)?%s(?=[\s/>])%s>" % (name.encode(), _INSIDE))


@lru_cache(maxsize=64)
def _attribute(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"""\s%s\s*=\s*(?:"([^"]*)"|'([^']*)')""" % re.escape(name.encode()))


def tags(xml: bytes, name: str) -> list[bytes]:
    """Return the opening tags of this local name, in their order."""
    return _tag(name).findall(xml)


def retagged(xml: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the XML with each opening tag of this local name as ``change`` returns it."""
    return _tag(name).sub(lambda found: change(found[0]), xml)


def value(tag: bytes, name: str) -> str | None:
    """Return an attribute of a tag, None when it has none of this name."""
    found = _attribute(name).search(tag)
    return unescape((found[1] or found[2] or b"").decode()) if found else None


def raw(tag: bytes, name: str) -> bytes:
    """Return an attribute of a tag as it stands in it, with its name and the blank before; b'' when there is none."""
    found = _attribute(name).search(tag)
    return found[0] if found else b""


def with_attribute(tag: bytes, attribute: bytes) -> bytes:
    """Return a tag with an attribute as ``raw`` gives it, in place of an attribute of that name."""
    name = attribute.strip().partition(b"=")[0].decode()
    bare = _attribute(name).sub(b"", tag)
    end = len(bare) - (2 if bare.endswith(b"/>") else 1)
    return bare[:end].rstrip() + b" " + attribute.strip() + bare[end:]


def element(xml: bytes, name: str) -> bytes:
    """Return the first element of this local name as it stands, b'' when there is none; it holds none of its name."""
    opened = _tag(name).search(xml)
    if opened is None or opened[0].endswith(b"/>"):
        return opened[0] if opened else b""
    closed = re.compile(rb"</(?:\w+:)?%s\s*>" % name.encode()).search(xml, opened.end())
    return xml[opened.start() : closed.end()] if closed else b""
