"""Any file that arrives becomes values with their oddities, or one stop with a kind and a sentence of what to do."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters import workbooks_for_reading as made
from xlsync.adapters.reading import WorkbookReader
from xlsync.adapters.reading.extent import MAX_ROW
from xlsync.adapters.reading.package import Limits, Package
from xlsync.model.raw import RawSheet
from xlsync.vocabulary.errors import UnreadableFile
from xlsync.vocabulary.labels.files import UNREADABLE

SAMPLES = Path(__file__).parent / "samples"
HONEST = made.honest()
FAR_VALUE = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
FAR_BLANK = b'<row r="1048576" s="1"><c r="XFD1048576" s="1"/></row>'
FAR_SPACE = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t xml:space="preserve"> </t></is></c></row>'


def _sheet(content: bytes) -> RawSheet:
    return WorkbookReader().read(content, "任意名.xls").sheets[0]


def _kind(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableFile) as stopped:
        WorkbookReader(limits).read(content, "填报表.xlsx")
    return stopped.value.kind


def test_cells_keep_their_places_and_types():
    """The form as its unit sees it, row 1 and column A empty:

    B2 督查编号 | B3 YS-2016-PS-0001 | C3 7 | D3 2016-3-5 | E3 TRUE | F3 one space | B5:C6 merged; row 4, H:I hidden
    """
    sheet = _sheet(HONEST)
    assert sheet.value(2, 2) == "督查编号" and sheet.value(1, 1) is None
    row = [sheet.value(3, column) for column in range(1, 7)]
    assert row == [None, "YS-2016-PS-0001", 7, date(2016, 3, 5), "TRUE", " "]
    assert sheet.merged == [(5, 2, 6, 3)]
    assert (sheet.hidden_rows, sheet.hidden_columns) == (1, 2)
    assert not (sheet.errors or sheet.formulas or sheet.comments or sheet.marked or sheet.filtered)


def test_what_readers_hide_is_seen():
    workbook = WorkbookReader().read(made.odd(), "x")
    sheet = workbook.sheets[0]
    assert sheet.errors == {(2, 5): "#N/A", (3, 2): "#DIV/0!"}
    assert sheet.formulas == {(2, 2), (2, 5), (3, 2), (4, 2)} and sheet.uncached == {(4, 2)}
    assert sheet.comments == {(3, 3): "批注：已完成"}
    assert sheet.marked == {(4, 4): "red", (5, 4): "strike", (6, 4): "red"}
    assert sheet.filtered and workbook.sheets[1].hidden


@pytest.mark.parametrize("name", ["oddities.xls", "oddities.ods", "oddities_libreoffice.xlsx"])
def test_the_same_oddities_are_seen_as_libreoffice_saves_them(name: str):
    """The odd form saved by LibreOffice as .xls, .ods and .xlsx; .xls shows no marks inside a text."""
    workbook = WorkbookReader().read((SAMPLES / name).read_bytes(), name)
    sheet = workbook.sheets[0]
    assert workbook.format == name.rpartition(".")[2]
    assert sheet.errors == {(2, 5): "#N/A", (3, 2): "#DIV/0!"}
    assert {(2, 2), (2, 5), (3, 2), (4, 2)} <= sheet.formulas
    assert sheet.comments == {(3, 3): "批注：已完成"}
    assert sheet.marked.items() >= {(4, 4): "red", (5, 4): "strike"}.items()
    assert sheet.merged == [(12, 1, 13, 2)] and sheet.filtered
    assert sheet.value(9, 1) == date(2016, 3, 5)
    assert (sheet.hidden_rows, sheet.hidden_columns) == (1, 2) and workbook.sheets[1].hidden


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (FAR_VALUE, "too_far"),
        (b'<row r="1048576"><c><v>1</v></c></row>', "too_far"),
        (b'<row r="9"><c r="XFD9"><v>1</v></c></row>', "too_far"),
        (b'<row r="9"><c foo="&gt;" r="XFD1048576"><v>1</v></c></row>', "too_far"),
        (b'<row r="9"><c foo=">" r="XFD1048576"><v>1</v></c></row>', "damaged"),
    ],
)
def test_content_far_away_is_refused_before_it_is_laid_out(rows: bytes, kind: str):
    start = time.perf_counter()
    assert _kind(made.with_rows(rows)) == kind
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("rows", [FAR_BLANK, FAR_SPACE, FAR_BLANK.replace(b'r="XFD1048576" ', b"")])
def test_blanks_far_away_are_cut_and_the_form_is_read(rows: bytes):
    assert _sheet(made.with_rows(rows)).rows == _sheet(HONEST).rows


def test_a_million_formatted_empty_rows_are_cut_within_two_seconds():
    row = '<row r="{0}" s="1" customFormat="1"><c r="A{0}" s="1"/><c r="B{0}" s="1"/></row>'
    rows = "".join(map(row.format, range(10, 1_048_577))).encode()
    content = made.with_rows(rows)
    start = time.process_time()
    assert _sheet(content).rows == _sheet(HONEST).rows
    assert time.process_time() - start < 2


def test_a_row_at_the_bound_is_read_and_the_next_is_not():
    row = '<row r="{0}"><c r="A{0}"><v>5</v></c></row>'
    assert _sheet(made.with_rows(row.format(MAX_ROW).encode())).value(MAX_ROW, 1) == 5
    assert _kind(made.with_rows(row.format(MAX_ROW + 1).encode())) == "too_far"


def test_a_prefixed_sheet_reads_like_a_plain_one():
    """Some programs write <x:row>; the unit never knows."""
    prefixed = made.patched(
        HONEST,
        lambda xml: (
            xml.replace(b"</", b"\0")
            .replace(b"<?", b"\1")
            .replace(b"<", b"<x:")
            .replace(b"\0", b"</x:")
            .replace(b"\1", b"<?")
        ).replace(b"xmlns=", b"xmlns:x="),
    )
    assert _sheet(prefixed).rows == _sheet(HONEST).rows


HOSTILE = {
    "empty": b"",
    "html": b"<html><table><tr><td>1</td></tr></table></html>",
    "csv": "督查编号,进展\r\nYS-1,已完成\r\n".encode("gbk"),
    "xml2003": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "pdf": b"%PDF-1.4\n",
    "word": made.zip_of(word__document_xml=b"<w/>"),
    "slides": made.zip_of(ppt__presentation_xml=b"<p/>"),
    "image": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "archive": made.zip_of(form_xlsx=HONEST),
    "message": b"From: a@example.org\r\nSubject: x\r\n\r\n",
    "encrypted": made.ole_with("EncryptedPackage"),
    "old_excel": made.ole_with("Book"),
    "drm": b"b\x14#e\xdd\x00E-SafeNet\x00LOCK" + bytes(600),
    "unknown": bytes(range(256)) * 4,
    "entities": made.patched(
        HONEST, lambda xml: xml.replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1)
    ),
    "damaged": HONEST[:-200],
    "too_far": made.with_rows(FAR_VALUE),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_every_unreadable_file_says_what_it_is_and_what_to_do(kind: str):
    with pytest.raises(UnreadableFile) as stopped:
        WorkbookReader().read(HOSTILE[kind], "填报表.xlsx")
    assert stopped.value.kind == kind in UNREADABLE
    assert "请" in str(stopped.value) and "{" not in str(stopped.value)


@pytest.mark.parametrize(
    ("content", "limits", "kind"),
    [
        (made.with_rows(b" " * 2_000_000), Limits(ratio_from=1_000_000, ratio=50), "bomb"),
        (HONEST, Limits(parts=5), "bomb"),
        (made.with_rows(b" " * 2_000_000), Limits(unpacked=1_000_000), "too_large"),
        (HONEST, Limits(packed=1_000), "too_large"),
        (HONEST, Limits(cells=5), "too_large"),
        (made.with_false_size(made.with_rows(b" " * 2_000_000)), None, "damaged"),
    ],
)
def test_limits_hold_before_parsing(content: bytes, limits: Limits | None, kind: str):
    assert _kind(content, limits) == kind


def test_the_name_never_decides_what_a_file_is():
    ods = (SAMPLES / "oddities.ods").read_bytes()
    assert WorkbookReader().read(ods, "填报表.xlsx").format == "ods"
    assert WorkbookReader().read(HONEST, "填报表.pdf").format == "xlsx"


def test_macros_and_links_are_noted_and_never_followed():
    assert WorkbookReader().read(made.with_part("xl/vbaProject.bin", b"x"), "").has_macros
    assert WorkbookReader().read(made.with_part("xl/externalLinks/externalLink1.xml", b"x"), "").has_external_links


SAMPLE_FILES = [HONEST, made.odd(), *(path.read_bytes() for path in sorted(SAMPLES.iterdir()))]


@settings(max_examples=150)
@given(st.sampled_from(SAMPLE_FILES), st.data())
def test_a_spoilt_file_is_read_or_refused_and_never_crashes(content: bytes, data: st.DataObject):
    """Bytes flipped or the end cut off, anywhere: values, or UnreadableFile; nothing else."""
    at = data.draw(st.integers(0, len(content) - 1))
    spoilt = data.draw(st.sampled_from([content[:at], content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]]))
    try:
        WorkbookReader().read(spoilt, "")
    except UnreadableFile as stopped:
        assert stopped.kind in UNREADABLE


def test_a_clean_form_costs_few_milliseconds():
    reader, fastest = WorkbookReader(), 1.0
    for _ in range(20):
        start = time.perf_counter()
        reader.read(HONEST, "")
        fastest = min(fastest, time.perf_counter() - start)
    assert fastest < 0.01


def test_a_binary_workbook_is_read_with_its_errors():
    workbook = WorkbookReader().read(made.binary(), "填报表.xlsx")
    sheet = workbook.sheets[0]
    assert workbook.format == "xlsb" and sheet.name == made.SHEET
    assert [sheet.value(1, 1), sheet.value(1, 2), sheet.value(2, 1)] == [7, None, 7]
    assert sheet.errors == {(1, 2): "#REF!"}
    assert _kind(made.binary(last_row=1_048_576)) == "too_far"


def test_a_part_is_never_inflated_beyond_its_claim():
    package = Package(made.with_false_size(made.with_rows(b" " * 2_000_000)), Limits())
    with pytest.raises(UnreadableFile):
        package.part(made.SHEET_PART)
