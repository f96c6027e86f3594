"""The checks can fail: each sees the loss that it is there for."""

import io
import zipfile

import pytest

from tests.lossless import sdk
from tests.lossless.growth import check_growth
from tests.lossless.opc import Workbook
from tests.lossless.parts import check_parts, permitted
from tests.lossless.readback import by_calamine, by_openpyxl, check_values
from tests.lossless.request import request_for
from tests.lossless.rest import check_rest
from tests.lossless.schema import has_schemas, new_errors
from tests.lossless.survey import survey
from tests.lossless.trial import edit_of, not_a_workbook
from tests.lossless.workbooks import OWN
from xlsync.adapters.workbook_file.sheets_patch import patch_sheets

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


@pytest.fixture(scope="module")
def before():
    return OWN["formats.xlsx"]()


@pytest.fixture(scope="module")
def request_made(before):
    return request_for(Workbook(before), "formats.xlsx")


@pytest.fixture(scope="module")
def after(before, request_made):
    return patch_sheets(before, {request_made.sheet: edit_of(request_made)})


def repacked(content: bytes, changes=None, order=1, date=None) -> bytes:
    """Return the same entries, written anew by zipfile."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist()[::order]:
            data = old.read(info)
            change = (changes or {}).get(info.filename)
            info.date_time = date or info.date_time
            new.writestr(info, change(data) if change else data)
    return out.getvalue()


def replaced(old, new):
    def change(content):
        assert old in content
        return content.replace(old, new, 1)

    return change


def test_a_patched_file_passes_every_check(before, after, request_made):
    assert check_parts(before, after, {request_made.sheet}, {request_made.sheet}) == []
    assert check_rest(Workbook(before), Workbook(after), request_made) == []
    for read in (by_openpyxl, by_calamine):
        assert check_values(read, before, after, request_made, is_1904=False) == []


@pytest.mark.parametrize(
    ("told", "options"),
    [
        ("part changed: xl/theme/theme1.xml", {"changes": {"xl/theme/theme1.xml": lambda data: data + b" "}}),
        ("part changed: docProps/app.xml", {"date": (2020, 1, 1, 0, 0, 0)}),
        ("order of entries", {"order": -1}),
        ("content types", {"changes": {"[Content_Types].xml": replaced(b'Extension="xml"', b'Extension="xmk"')}}),
        ("relationships of the workbook", {"changes": {"xl/_rels/workbook.xml.rels": replaced(b'"rId2"', b'"rId22"')}}),
        ("styles: dxfs changed", {"changes": {"xl/styles.xml": replaced(b"FFFFC7CE", b"FFFFC7CF")}}),
        (
            "workbook part: workbookView became sheets",
            {"changes": {BOOK: replaced(b"<workbookView ", b"<!-- gone --><workbookView ")}},
        ),
    ],
)
def test_a_lost_part_is_seen(before, told, options):
    found = check_parts(before, repacked(before, **options), {"格式"}, {"格式"})
    assert told in found or any(line.startswith(told.split(" became")[0]) for line in found)


@pytest.mark.parametrize(
    ("word", "old", "new"),
    [
        ("cell", b"<v>1.5</v>", b"<v>1.6</v>"),
        ("cell", b'<c r="D3"', b'<c r="D3" s="0"'),
        ("row", b'<row r="2"', b'<row r="2" ht="5"'),
        ("lost", b'stopIfTrue="1"', b'stopIfTrue="0"'),
        ("lost", b'showErrorMessage="1"', b'showErrorMessage="0"'),
        ("lost", b"x14:sparkline>", b"x14:sparklinf>"),
    ],
)
def test_a_lost_piece_of_the_sheet_is_seen(before, after, request_made, word, old, new):
    changes = {SHEET: lambda data: data.replace(old, new)}
    found = check_rest(Workbook(before), Workbook(repacked(after, changes)), request_made)
    assert any(line.startswith(word) for line in found)


@pytest.mark.parametrize(
    ("word", "part", "old", "new"),
    [
        ("did not grow", SHEET, b'sqref="C2:C10"', b'sqref="C2:C7"'),
        ("conditionalFormatting: C2:C7 became C2:C11", SHEET, b'sqref="C2:C10"', b'sqref="C2:C11"'),
        ("did not grow", SHEET, b'sqref="B2:B10"', b'sqref="B2:B7"'),
        ("table 督查表: Box", "xl/tables/table1.xml", b'ref="A1:E10"', b'ref="A1:E9"'),
        ("more than its area", "xl/tables/table1.xml", "事项".encode(), "項目".encode()),
        ("style 1 instead of 0", SHEET, b'<c r="C9"', b'<c r="C9" s="1"'),
    ],
)
def test_a_table_that_did_not_grow_right_is_seen(before, after, request_made, word, part, old, new):
    """The table of six rows gets three more; formats and validations of its columns go with it."""
    assert check_growth(Workbook(before), Workbook(after), request_made) == []
    found = check_growth(Workbook(before), Workbook(repacked(after, {part: replaced(old, new)})), request_made)
    assert any(word in line for line in found)


@pytest.mark.parametrize("read", [by_openpyxl, by_calamine])
@pytest.mark.parametrize(
    ("told", "old", "new"),
    [
        ("instead of", "改后：已办结".encode(), "改后：未办结".encode()),
        ("instead of", b"<v>20160304.125</v>", b"<v>20160304.5</v>"),
        ("became", b"<v>1.5</v>", b"<v>1.6</v>"),
    ],
)
def test_a_wrong_value_is_seen(before, after, request_made, read, told, old, new):
    wrong = repacked(after, {SHEET: replaced(old, new)})
    assert any(told in line for line in check_values(read, before, wrong, request_made, is_1904=False))


def test_an_attribute_that_the_schema_does_not_know_is_seen(before, after):
    """Only where the schemas are: they are no part of the project."""
    wrong = Workbook(repacked(after, {SHEET: replaced(b"<sheetData>", b'<sheetData foo="1">')}))
    found = new_errors(Workbook(before), wrong, permitted(wrong, {"格式"}, {"格式"})) if has_schemas() else ["foo"]
    assert any("foo" in message for message in found)


def test_a_missing_validator_is_an_error_that_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setattr(sdk, "FOLDER", tmp_path)
    monkeypatch.setattr(sdk, "_GIVEN", None)
    with pytest.raises(sdk.ValidatorMissing, match="npm install"):
        survey([], validator=True)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "BadZipFile"),
        (b"PK\x03\x04", "BadZipFile"),
        (repacked(OWN["empty.xlsx"](), {BOOK: lambda data: data[:-9]}), "XMLSyntaxError"),
        (repacked(OWN["empty.xlsx"](), {BOOK: replaced(b"<workbook ", b"<!DOCTYPE a><workbook ")}), "document type"),
    ],
)
def test_a_file_that_is_no_workbook_is_told_apart(content, told):
    assert not_a_workbook(content).startswith(told)
