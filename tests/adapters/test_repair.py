"""A master that a real LibreOffice saved, beside the same master before: what was lost, and what comes back.

The save goes through LibreOffice without a window, which loses the frozen panes as well.
"""

import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from tests.lossless import sdk
from tests.lossless.lint import lint
from xlsync.adapters.repair.mending import mended
from xlsync.adapters.repair.parts import content_type
from xlsync.adapters.repair.reference import blank_master, is_whole
from xlsync.adapters.repair.tags import tags, value, with_attribute
from xlsync.adapters.template import master as template
from xlsync.adapters.template.book import Book
from xlsync.adapters.workbook_file.image import read_image
from xlsync.adapters.workbook_file.layout import Layout
from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_file.patch import patched
from xlsync.model.plan import CellChange, Plan, Source
from xlsync.model.sheets import CONF_SHEET, SHEETS
from xlsync.vocabulary.errors import NotAMaster

MATTER = {
    "matter_id": "YS-2016-政批-0001",
    "task": "=公式样的文字，共3项",
    "lead_unit": "市住建局",
    "contact": "0531-00123",
    "problems": "混排abc文字",
}
TABLES = {"matters": [{**MATTER, "task": "原文"}], "settings": [{"key": "office_name", "value": "政府督查室"}]}


@dataclass(frozen=True)
class Saved:
    """A master as built, and as LibreOffice saved it."""

    whole: bytes
    damaged: bytes


def of_the_staff(book: Book) -> None:
    """Add what staff may add: a table with totals and a formula, coloured text, a sheet hidden for good."""
    sheet = book.sheet("我的统计")
    sheet.set_vba_name("Sheet91")
    columns = [
        {"header": "单位", "total_string": "合计"},
        {"header": "件数"},
        {"header": "两倍", "formula": "=我的表[[#This Row],[件数]]*2"},
    ]
    sheet.add_table("B3:D7", {"name": "我的表", "style": "Table Style Medium 2", "total_row": True, "columns": columns})
    for row, line in enumerate([("甲局", 1), ("乙局", 2), ("丙局", 3)], 3):
        sheet.write_row(row, 1, line)
    red, bold = book.workbook.add_format({"font_color": "red"}), book.workbook.add_format({"bold": True})
    sheet.write_rich_string("G3", red, "红字", bold, "粗字abc")
    sheet.write_string("G4", "宋体的说明", book.workbook.add_format({"font_name": "宋体", "font_size": 14}))
    hidden = book.sheet("很隐蔽")
    hidden.very_hidden()
    hidden.set_vba_name("Sheet92")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    folder = tmp_path_factory.mktemp("repair")
    path = folder / "督查台账.xlsm"
    project = template.add_project
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(template, "add_project", lambda book: (project(book), of_the_staff(book)))
        template.build_master(path, TABLES)
    whole = path.read_bytes()
    first = read_image(whole, path.name)
    typed = CellChange("matters", MATTER["matter_id"], "task", "原文", MATTER["task"], Source("合并"))
    whole = patched(whole, Plan("合并", (typed,), (), 1), first)
    path.write_bytes(whole)
    return Saved(whole, *by_libreoffice(path))


AS_OPENED, PLAIN = "xlsm:Calc MS Excel 2007 VBA XML", "xlsm:Calc Office Open XML"
"""How a person's save writes a file with macros, and how one that chose a type without macros does."""


def by_libreoffice(*paths: Path, kind: str = AS_OPENED) -> list[bytes]:
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing: what its save takes away is tested nowhere else"
    folder = paths[0].parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, "--headless", profile, "--convert-to", kind, "--outdir", str(folder / "out"), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return [(folder / "out" / path.name).read_bytes() for path in paths]


@pytest.fixture(scope="module")
def saved_plain(saved: Saved, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Return the whole and the mended master as LibreOffice saves them as workbooks without macros."""
    folder = tmp_path_factory.mktemp("plain")
    whole, found = folder / "台账.xlsm", folder / "修复.xlsm"
    whole.write_bytes(saved.whole)
    found.write_bytes(mended(saved.damaged, saved.whole, "x").content)
    return by_libreoffice(whole, found, kind=PLAIN)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def sheets(content: bytes) -> dict[str, bytes]:
    layout = Layout(Package(content))
    return {name: layout.package.read(part) for name, part in layout.sheets.items()}


def part_of(content: bytes, kind: str) -> bytes:
    layout = Layout(Package(content))
    part = layout.part_of_kind(kind)
    return layout.package.read(part) if part else b""


def ribbon(content: bytes) -> bytes:
    layout = Layout(Package(content))
    return next(layout.package.read(part) for part, kind in layout.related("").values() if "ui/extensib" in kind)


def code_names(content: bytes) -> dict[str, str | None]:
    named = {
        name: next((value(tag, "codeName") for tag in tags(xml, "sheetPr")), None)
        for name, xml in sheets(content).items()
    }
    book = tags(Package(content).read("xl/workbook.xml"), "workbookPr")
    return {**named, "": value(book[0], "codeName")}


def states(content: bytes) -> dict[str | None, str]:
    return {
        value(tag, "name"): value(tag, "state") or "visible"
        for tag in tags(Package(content).read("xl/workbook.xml"), "sheet")
    }


def table_facts(content: bytes) -> dict[str, object]:
    layout = Layout(Package(content))
    found = {}
    for table in (table for sheet in layout.sheets for table in layout.tables(sheet)):
        root = etree.fromstring(layout.package.read(table.part))
        style = root.find("{*}tableStyleInfo")
        columns = [
            (c.get("name"), c.get("totalsRowLabel"), [child.text for child in c]) for c in root.iter("{*}tableColumn")
        ]
        filtered = root.find("{*}autoFilter")
        found[table.name] = (
            table.area,
            table.totals,
            columns,
            None if style is None else dict(style.attrib),
            None if filtered is None else filtered.get("ref"),
        )
    return found


def rules(content: bytes) -> dict[str, set[tuple[str | None, ...]]]:
    names = ("sqref", "promptTitle", "prompt", "error")
    return {
        name: {tuple(value(tag, fact) for fact in names) for tag in tags(xml, "dataValidation")}
        for name, xml in sheets(content).items()
    }


def test_the_save_takes_away_what_excel_needs(saved):
    """Where a younger LibreOffice keeps more, this test says so."""
    assert not any(code_names(saved.damaged).values())
    assert states(saved.damaged)["很隐蔽"] == "hidden"
    assert b"tableStyleInfo" not in b"".join(parts(saved.damaged).values())
    assert part_of(saved.damaged, "vbaProject") != part_of(saved.whole, "vbaProject")
    assert b"quotePrefix" not in part_of(saved.damaged, "styles")
    assert not is_whole(saved.damaged)
    assert is_whole(saved.whole)


def test_all_that_matters_comes_back(saved):
    found = mended(saved.damaged, saved.whole, "督查台账.xlsm")
    assert code_names(found.content) == code_names(saved.whole)
    assert states(found.content) == states(saved.whole)
    assert table_facts(found.content) == table_facts(saved.whole)
    assert rules(found.content) == rules(saved.whole)
    assert part_of(found.content, "vbaProject") == part_of(saved.whole, "vbaProject")
    assert part_of(found.content, "theme") == part_of(saved.whole, "theme")
    assert ribbon(found.content) == ribbon(saved.whole)
    assert is_whole(found.content)
    assert found.lost == {}
    panes = [len(tags(xml, "pane")) for xml in sheets(found.content).values()]
    assert panes == [len(tags(xml, "pane")) for xml in sheets(saved.whole).values()]


def test_nothing_else_changes(saved):
    """The cells of a sheet stay byte for byte, but for the text that gets its quote back; the values all stay."""
    found = mended(saved.damaged, saved.whole, "督查台账.xlsm")
    before, after = read_image(saved.damaged, "x"), read_image(found.content, "x")
    assert before.tables == after.tables
    assert before["matters"].rows == read_image(saved.whole, "x")["matters"].rows
    data = re.compile(rb"<sheetData.*</sheetData>|<sheetData/>", re.DOTALL)
    changed = [
        name
        for name, xml in sheets(found.content).items()
        if (data.search(xml) or [b""])[0] != (data.search(sheets(saved.damaged)[name]) or [b""])[0]
    ]
    assert changed == [SHEETS["matters"].sheet]
    old, new = parts(saved.damaged), parts(found.content)
    kept = [name for name in old if "drawing" in name or name.startswith("docProps") or "comments" in name]
    assert [name for name in kept if old[name] != new[name]] == []


def test_chinese_is_shown_in_the_font_of_the_office_again(saved):
    """LibreOffice writes another font where 微软雅黑 is missing, and cuts mixed texts into runs; red text stays red."""
    found = mended(saved.damaged, saved.whole, "督查台账.xlsm")
    fonts = {value(tag, "val") for tag in tags(part_of(found.content, "styles"), "name")}
    strange = {value(tag, "val") for tag in tags(part_of(saved.damaged, "styles"), "name")} - fonts
    texts = part_of(found.content, "sharedStrings")
    cut = [etree.fromstring(b"<si>%s</si>" % item) for item in re.findall(rb"<si>(.*?)</si>", texts) if b"<r>" in item]
    if strange:  # 微软雅黑 is not installed here
        assert "宋体" in fonts
        assert {"".join(item.itertext()) for item in cut} == {"红字粗字abc"}
    assert "红字粗字abc" in {"".join(item.itertext()) for item in cut}
    assert b"FFFF0000" in texts


def test_a_text_that_begins_like_a_formula_has_its_quote_again(saved):
    found = mended(saved.damaged, saved.whole, "督查台账.xlsm")
    assert found.mends["quotes"] == 1
    assert b'quotePrefix="1"' in part_of(found.content, "styles")
    assert read_image(found.content, "x")["matters"].rows[0]["task"] == MATTER["task"]


def test_mending_twice_is_mending_once(saved):
    once = mended(saved.damaged, saved.whole, "x").content
    again = mended(once, saved.whole, "x")
    assert (dict(again.mends), again.content) == ({}, once)


def test_the_writer_works_before_and_after(saved):
    """A cell is changed in the damaged file, then in the mended one; both hold it."""
    for content in (saved.damaged, mended(saved.damaged, saved.whole, "x").content):
        seen = read_image(content, "x")
        change = CellChange("matters", MATTER["matter_id"], "progress", None, "已开工", Source("测试"))
        written = patched(content, Plan("测试", (change,), (), 2), seen)
        assert read_image(written, "x")["matters"].rows[0]["progress"] == "已开工"
    found = mended(written, saved.whole, "x")
    assert read_image(found.content, "x")["matters"].rows[0]["progress"] == "已开工"


def test_a_part_that_is_gone_altogether_comes_back(saved):
    """As by a program that drops the ribbon and the macros, or keeps the ribbon without its relation."""
    layout = Layout(Package(saved.damaged))
    gone = {part for part, kind in layout.related("").values() if "ui/extensib" in kind}
    gone.add(layout.part_of_kind("vbaProject") or "")
    relations = {
        name: re.sub(rb"<Relationship [^>]*(?:vbaProject|extensibility)[^>]*/>", b"", Package(saved.damaged).read(name))
        for name in ("_rels/.rels", "xl/_rels/workbook.xml.rels")
    }
    for dropped in (frozenset(gone), frozenset()):
        bare = Package(saved.damaged).replaced(relations, dropped)
        found = mended(bare, saved.whole, "x")
        assert part_of(found.content, "vbaProject") == part_of(saved.whole, "vbaProject")
        assert ribbon(found.content) == ribbon(saved.whole)
        back = Layout(Package(found.content))
        assert content_type(back, back.part_of_kind("vbaProject") or "") == "application/vnd.ms-office.vbaProject"
        assert {"macros", "ribbon"} <= found.mends.keys()


def test_a_ribbon_without_its_relation_is_found_and_comes_back(saved):
    """As openpyxl leaves a file that it saves: the part is there, the tab is gone, all else is in place."""
    bare = re.sub(rb"<Relationship [^>]*extensibility[^>]*/>", b"", Package(saved.whole).read("_rels/.rels"))
    content = Package(saved.whole).replaced({"_rels/.rels": bare})
    assert not is_whole(content)
    found = mended(content, saved.whole, "x")
    assert dict(found.mends) == {"ribbon": 1}
    assert is_whole(found.content) and ribbon(found.content) == ribbon(saved.whole)


def test_a_file_saved_without_macros_is_one_with_macros_again(saved, saved_plain):
    """Excel refuses a file that is named .xlsm and says that it has no macros."""
    plain, _ = saved_plain
    assert b"macroEnabled" not in Package(plain).read("[Content_Types].xml")
    found = mended(plain, saved.whole, "x")
    assert {"macros", "file_type"} <= found.mends.keys()
    assert part_of(found.content, "vbaProject") == part_of(saved.whole, "vbaProject")
    assert content_type(Layout(Package(found.content)), "xl/workbook.xml").endswith("macroEnabled.main+xml")


def test_libreoffice_opens_the_mended_file(saved, saved_plain):
    _, opened = saved_plain
    assert read_image(opened, "x").tables == read_image(saved.damaged, "x").tables


def test_lost_parts_of_people_are_told(saved):
    """A slicer that the whole version had is gone."""
    layout = Layout(Package(saved.whole))
    part = layout.sheets["我的统计"]
    name = f"xl/worksheets/_rels/{part.rpartition('/')[2]}.rels"
    kind = "http://schemas.microsoft.com/office/2007/relationships/slicer"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="../slicers/slicer1.xml"/>'.encode()
    held = Package(saved.whole).read(name)
    whole = Package(saved.whole).replaced({name: held.replace(b"</Relationships>", relation + b"</Relationships>")})
    assert mended(saved.damaged, whole, "x").lost == {"slicer": 1}


def test_without_any_whole_version_the_declarations_serve(saved):
    found = mended(saved.damaged, blank_master(".xlsm"), "x")
    assert code_names(found.content)[SHEETS["matters"].sheet] == code_names(saved.whole)[SHEETS["matters"].sheet]
    ours = {schema.table_name for schema in SHEETS.values()}
    facts, expected = table_facts(found.content), table_facts(saved.whole)
    assert {name: facts[name] for name in ours} == {name: expected[name] for name in ours}
    assert states(found.content)[CONF_SHEET] == "hidden"


def test_what_is_no_master_is_refused(saved):
    with pytest.raises(NotAMaster):
        mended(b"no workbook", saved.whole, "x")


def test_no_check_finds_more_in_the_mended_file(saved):
    """The lint has nothing to say that it did not say of LibreOffice's file."""
    after = mended(saved.damaged, saved.whole, "x").content
    assert {str(one) for one in lint(after, ".xlsm")} <= {str(one) for one in lint(saved.damaged, ".xlsm")}


@pytest.mark.proof
def test_the_sdk_finds_no_more_in_the_mended_files(saved, saved_plain):
    for damaged in (saved.damaged, saved_plain[0]):
        assert sdk.new_errors(damaged, mended(damaged, saved.whole, "x").content, ".xlsm") == []


def test_an_attribute_is_put_into_a_tag():
    assert with_attribute(b'<a b="1" c="2"/>', b' b="3"') == b'<a c="2" b="3"/>'
    assert with_attribute(b"<a>", b'b="3"') == b'<a b="3">'
    assert tags(b"<x:col a='>'/><colour/>", "col") == [b"<x:col a='>'/>"]
