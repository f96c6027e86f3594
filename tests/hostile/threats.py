"""The threat table of the promises as files: each made of an honest answer, with the end it must come to."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.adapters.workbooks_for_reading import ole_with
from tests.hostile import bombs, foreign_bombs
from tests.hostile.packages import SHEET, in_sheet, parts_of, patched, with_parts, zipped
from xlsync.vocabulary.terms import SubmissionState as S

MARK = "ANSWER-OF-THE-UNIT"
"""The progress that the honest answer gives; threats put something else there."""

STOOD = "已制定方案"
"""The progress that the master has before."""

_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'


@dataclass(frozen=True)
class Threat:
    """One threat: the row of the table, the file made of an honest one, and where it must end.

    ``told``: the kind of refusal, or the code of a finding that must be there; ``kept``: the very text that must stand
    in the master afterwards.
    """

    row: str
    name: str
    make: Callable[[bytes], bytes]
    state: S
    told: str = ""
    kept: str = ""


def saying(text: str) -> Callable[[bytes], bytes]:
    """Return what puts a text where the honest answer has its progress."""
    written = text.replace("&", "&amp;").replace("<", "&lt;").replace("\t", "&#9;").replace("\r", "&#13;").encode()
    return lambda form: zipped({name: part.replace(MARK.encode(), written) for name, part in parts_of(form).items()})


def computing(formula: str, value: str = "") -> Callable[[bytes], bytes]:
    """Return what puts a formula there, with the value that Excel stored or without."""

    def make(form: bytes) -> bytes:
        parts = parts_of(form)
        cell = re.compile(rb'(<c r="\w+"(?: s="\d+")?) t="inlineStr"><is><t[^<>]*>' + MARK.encode() + rb"</t></is></c>")
        stored = f"<v>{value}</v>" if value else ""
        put = rb'\1 t="str"><f>' + formula.encode() + b"</f>" + stored.encode() + b"</c>"
        return zipped({name: cell.sub(put, part) for name, part in parts.items()})

    return make


def adding(**parts: bytes) -> Callable[[bytes], bytes]:
    """Return what adds parts below xl/; two underscores stand for a slash, one for a dot."""
    named = {f"xl/{name.replace('__', '/').replace('_', '.')}": part for name, part in parts.items()}
    return lambda form: with_parts(form, named)


def with_doctype(part: str, entity: str) -> Callable[[bytes], bytes]:
    """Return what puts a document type before the root of a part."""
    dtd = f"<!DOCTYPE r [{entity}]>".encode()
    return lambda form: patched(form, part, lambda xml: re.sub(rb"(<\?xml.*?\?>)?", rb"\1" + dtd, xml, count=1))


def without_hidden_sheets(form: bytes) -> bytes:
    """Every hidden sheet is gone from the workbook, as another editor may leave it; names that led there, too."""
    parts = parts_of(form)
    book = re.sub(rb'<sheet [^>]*state="(?:very)?[hH]idden"[^>]*/>', b"", parts["xl/workbook.xml"])
    book = re.sub(rb"<definedNames>.*?</definedNames>", b"", book, flags=re.DOTALL)
    return zipped(parts | {"xl/workbook.xml": book})


_LAUGHS = '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
_SECRET_FILE = '<!ENTITY e SYSTEM "file:///etc/passwd">'
_IMAGE = (
    _RELATIONS % b'<Relationship Id="r" Type="http://x/image" Target="http://x.invalid/a.png" TargetMode="External"/>'
)
_MACROS, _FORMULAS, _CACHE, _BOMBS = "macros", "text that starts like a formula", "formulas", "bombs and far cells"
_ENTITIES, _LINKS = "XXE, entities, DTD", "links, queries, remote images"
_KINDS, _TOKEN = "encrypted, foreign", "token lost"
_BROKEN = "truncated and broken"
_DANGEROUS = ("=cmd|' /C calc'!A0", "＝1+1", "  =HYPERLINK(1)", "+1+1", "－2+3", "@SUM(A1)", "=1\t+1")


_BY_NAME = {make.__name__: (make, kind) for make, kind in (bombs.BOMBS | foreign_bombs.BOMBS).items()}


def _bomb(name: str) -> Threat:
    make, kind = _BY_NAME[name]
    states = {"read": S.FILED, "bomb": S.QUARANTINED, "entities": S.QUARANTINED}
    told = "" if kind in ("read", "archive") else kind  # an archive is opened, and tells of what it holds
    return Threat(_BOMBS, name.replace("_", " "), make, states.get(kind, S.REJECTED), told)


THREATS: tuple[Threat, ...] = (
    Threat(_MACROS, "VBA", adding(vbaProject_bin=b"x" * 500), S.FILED, "M42-macro"),
    Threat(_MACROS, "Excel 4.0", adding(macrosheets__sheet1_xml=b"<macrosheet/>"), S.FILED, "M42-macro"),
    Threat(_FORMULAS, "unprintable signs", saying("已_x0000_完_x001F_成"), S.FILED, kept="已完成"),
    *(Threat(_FORMULAS, repr(text), saying(text), S.FILED, kept=text.strip()) for text in _DANGEROUS),
    Threat(_CACHE, "with a stored value", computing("1+1", "已完成桥梁主体"), S.FILED, kept="已完成桥梁主体"),
    Threat(_CACHE, "without one", computing("1+1"), S.FILED, "M41-uncached", STOOD),
    *map(
        _bomb,
        (
            "unpacking_to_gigabytes",
            "of_many_parts",
            "nested",
            "lying_about_size",
            "far_value",
            "far_corners",
            "stray_in_many_columns",
            "many_sheets",
            "many_names",
            "overlapping",
            "duplicate_names",
            "entry_of_zip64_lies",
            "text_index_out_of_range",
            "compound_of_two_gigabytes",
            "compound_in_a_circle",
            "compound_whose_list_is_endless",
        ),
    ),
    Threat(_BOMBS, "text that no cell can hold", saying("长" * 40_000), S.FILED, "M43-over", STOOD),
    *(
        Threat(_ENTITIES, f"{what} in {part}", with_doctype(part, entity), S.QUARANTINED, "entities")
        for what, entity in (("entity bomb", _LAUGHS), ("external entity", _SECRET_FILE))
        for part in (SHEET, "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "docProps/core.xml")
    ),
    Threat(
        _LINKS, "external workbook", adding(externalLinks__externalLink1_xml=b"<externalLink/>"), S.FILED, "M41-link"
    ),
    Threat(
        _LINKS, "web query", adding(connections_xml=b'<connections><x url="http://x.invalid"/></connections>'), S.FILED
    ),
    Threat(_LINKS, "remote image", adding(drawings___rels__drawing1_xml_rels=_IMAGE), S.FILED),
    Threat(_LINKS, "formula WEBSERVICE", computing('WEBSERVICE("http://x.invalid")', "已读"), S.FILED, kept="已读"),
    Threat(_KINDS, "encrypted", lambda _: ole_with("EncryptedPackage"), S.REJECTED, "encrypted"),
    Threat(_KINDS, "DRM", lambda _: b"b\x14#e\xdd\x00E-SafeNet\x00LOCK" + bytes(600), S.REJECTED, "drm"),
    Threat(_KINDS, "HTML named .xls", lambda _: b"<html><table><tr><td>1</td></tr></table></html>", S.REJECTED, "html"),
    Threat(_KINDS, "CSV named .xls", lambda _: "督查编号,进展\r\n1,2".encode("gbk"), S.REJECTED, "csv"),
    Threat(
        _KINDS,
        "XML 2003 named .xls",
        lambda _: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        S.REJECTED,
        "xml2003",
    ),
    Threat(_TOKEN, "hidden sheets gone", without_hidden_sheets, S.FILED),
    Threat(_BROKEN, "truncated", lambda form: form[: len(form) // 2], S.REJECTED, "damaged"),
    Threat(_BROKEN, "tail cut off", lambda form: form[:-30], S.REJECTED, "damaged"),
    Threat(_BROKEN, "merged areas beyond all bounds", lambda form: in_sheet(form, b"<mergeCells/>"), S.FILED),
)
