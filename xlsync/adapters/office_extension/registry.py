"""Pieces of LibreOffice's registry files (.xcu): nodes and properties as text, escaped."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="{name}" oor:package="{package}">\n'
    "{body}\n</oor:component-data>\n"
)
# The words are Chinese in every language of the program; en-US is what all others fall back to.
_LANGUAGES = ("en-US", "zh-CN")


def component(package: str, name: str, *nodes: str) -> str:
    """Return a whole registry file."""
    return _HEAD.format(name=name, package=package, body="\n".join(nodes))


def group(name: str, children: Iterable[str]) -> str:
    """Return a node that the program has itself and that we add to."""
    return _node(name, "", children)


def entry(name: str, children: Iterable[str]) -> str:
    """Return a node of ours, put in place of one of the same name."""
    return _node(name, ' oor:op="replace"', children)


def _node(name: str, operation: str, children: Iterable[str]) -> str:
    return "\n".join([f"<node oor:name={quoteattr(name)}{operation}>", *children, "</node>"])


def prop(name: str, value: str | int | bool) -> str:
    """Return a property; its type is that of the value."""
    kind = {str: "string", int: "int", bool: "boolean"}[type(value)]
    text = str(value).lower() if isinstance(value, bool) else escape(str(value))
    return f'<prop oor:name="{name}" oor:type="xs:{kind}"><value>{text}</value></prop>'


def words(name: str, text: str) -> str:
    """Return a property that is shown to people."""
    values = "".join(f'<value xml:lang="{language}">{escape(text)}</value>' for language in _LANGUAGES)
    return f'<prop oor:name="{name}" oor:type="xs:string">{values}</prop>'
