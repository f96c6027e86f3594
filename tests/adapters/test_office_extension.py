"""The LibreOffice extension as built: every button with its picture, the same bytes every time."""

import ast
import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from tools.extension_icons import PICTURES
from xlsync import __version__
from xlsync.adapters.office_extension.building import Start, extension, start_here
from xlsync.adapters.office_extension.installed import installed_version
from xlsync.services.buttons import BUTTONS

OOR = "{http://openoffice.org/2001/registry}"
START = Start("/usr/bin/python3", "/srv/xlsync", "office")
COMPONENT = "python/clicks.py"
ALLOWED = {"json", "os", "subprocess", "sys", "threading", "pathlib", "typing", "uno", "unohelper", "com"}


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with ZipFile(BytesIO(extension(START))) as package:
        return {name: package.read(name) for name in package.namelist()}


def node(parts: dict[str, bytes], path: str):
    """Return the node of Addons.xcu at a path of names."""
    found = etree.fromstring(parts["Addons.xcu"])
    for name in path.split("/"):
        found = next(child for child in found if child.get(f"{OOR}name") == name)
    return found


def values(entry) -> dict[str, str]:
    """Return the properties of a node."""
    return {prop.get(f"{OOR}name"): prop.findtext("value") or "" for prop in entry.findall("prop")}


def test_the_same_machine_gets_the_same_bytes():
    assert extension(START) == extension(START)
    assert start_here("office") == start_here("office")


@pytest.mark.parametrize(
    "place", ["AddonUI/OfficeToolBar/xlsync.toolbar", "AddonUI/OfficeMenuBar/xlsync.menu/Submenu"], ids=["bar", "menu"]
)
def test_every_button_stands_in_order_with_a_line_between_groups(parts, place):
    entries = [values(entry) for entry in node(parts, place) if entry.tag == "node"]
    names = [entry.get(f"{OOR}name") for entry in node(parts, place) if entry.tag == "node"]
    assert names == sorted(names)
    shown = [entry.get("Title") for entry in entries]
    expected: list[str | None] = []
    for before, button in zip((None, *BUTTONS), BUTTONS, strict=False):
        expected += [None] if before and before.group != button.group else []
        expected.append(button.label)
    assert shown == expected
    asked = [entry["URL"].partition("?")[2] for entry in entries if "Title" in entry]
    assert asked == [button.key for button in BUTTONS]


def test_every_button_has_a_picture_in_both_sizes(parts):
    for button in BUTTONS:
        pictures = node(parts, f"AddonUI/Images/xlsync.{button.key}/UserDefinedImages")
        places = values(pictures)
        for key, size in (("ImageSmallURL", 16), ("ImageBigURL", 26)):
            content = parts[places[key].removeprefix("%origin%/")]
            assert content.startswith(b"\x89PNG")
            assert int.from_bytes(content[16:20]) == int.from_bytes(content[20:24]) == size


def test_every_button_is_drawn():
    """Mend with: python tools/extension_icons.py"""
    assert set(PICTURES) == {button.key for button in BUTTONS}


def test_libreoffice_listens_on_the_pipe_given(parts):
    setup = etree.fromstring(parts["Setup.xcu"])
    assert setup.findtext(".//value") == "pipe,name=office;urp;StarOffice.ComponentContext"


def test_the_extension_has_our_version_and_names_every_file(parts):
    described = etree.fromstring(parts["description.xml"])
    assert described.find("{*}version").get("value") == __version__
    listed = etree.fromstring(parts["META-INF/manifest.xml"])
    named = {entry.get("{http://openoffice.org/2001/manifest}full-path") for entry in listed}
    assert named == {COMPONENT, "Addons.xcu", "CalcWindowState.xcu", "Setup.xcu"}
    assert named <= set(parts)


def test_the_part_inside_libreoffice_knows_where_xlsync_is(parts):
    start = json.loads(parts["python/start.json"])
    assert (start["python"], start["folder"], start["pipe"]) == (START.python, START.folder, START.pipe)
    assert start["labels"] == {button.key: button.label for button in BUTTONS}


def test_the_part_inside_libreoffice_runs_in_an_old_python_and_needs_nothing_of_ours(parts):
    tree = ast.parse(parts[COMPONENT], feature_version=(3, 6))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= ALLOWED


def test_every_sentence_of_the_part_inside_libreoffice_exists(parts):
    said = json.loads(parts["python/start.json"])["said"]
    tree = ast.parse(parts[COMPONENT])
    asked = {
        node.slice.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Constant)
        and ast.unparse(node.value).endswith("['said']")
    }
    asked |= {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Refused" and isinstance(node.args[0], ast.Constant)
    }
    assert asked == set(said)


def test_the_version_installed_is_read_from_the_profile(tmp_path: Path, parts):
    """A profile without it, with it, and after it was taken out (its files are still there)."""
    assert installed_version(tmp_path) is None
    cache = tmp_path / "user" / "uno_packages" / "cache"
    folder = cache / "uno_packages" / "lu1.tmp_" / "xlsync.oxt"
    folder.mkdir(parents=True)
    (folder / "description.xml").write_bytes(parts["description.xml"])
    (cache / "uno_packages.pmap").write_bytes(b"Pmp1\xffxlsync.office.extension\nlu1.tmp\xffxlsync.oxt\n")
    assert installed_version(tmp_path) == __version__
    (cache / "uno_packages.pmap").write_bytes(b"Pmp1\n")
    assert installed_version(tmp_path) is None


def test_another_extension_is_not_ours(tmp_path: Path):
    cache = tmp_path / "user" / "uno_packages" / "cache"
    folder = cache / "uno_packages" / "lu1.tmp_" / "other.oxt"
    folder.mkdir(parents=True)
    namespace = "http://openoffice.org/extensions/description/2006"
    text = f'<description xmlns="{namespace}"><identifier value="other"/></description>'
    (folder / "description.xml").write_text(text)
    (cache / "uno_packages.pmap").write_bytes(b"Pmp1\xffother\nlu1.tmp\xffother.oxt\n")
    assert installed_version(tmp_path) is None
