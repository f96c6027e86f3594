"""The files of the extension that say what LibreOffice shows: toolbar, menu, pictures, pipe, name and version."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from xlsync import __version__
from xlsync.adapters.office_extension.registry import component, entry, group, prop, words
from xlsync.services.buttons import BUTTONS, Button
from xlsync.vocabulary.labels.buttons import TAB
from xlsync.vocabulary.labels.office_extension import NAME, PUBLISHER

IDENTIFIER = "xlsync.office.extension"
SERVICE = "xlsync.office.Click"
COMPONENT = "python/clicks.py"
TOOLBAR = "private:resource/toolbar/addon_xlsync.toolbar"

_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_SEPARATOR = "private:separator"
_TEXT_AND_PICTURE = 2
_ROW_BELOW_THE_OTHERS = "0,3"


def click(button: Button) -> str:
    """Return the address that a click on a button calls."""
    return f"service:{SERVICE}?{button.key}"


def addons() -> str:
    """Return Addons.xcu: the toolbar, the menu and their pictures, in the order of the buttons."""
    toolbar = group("OfficeToolBar", [entry("xlsync.toolbar", _items())])
    menu = entry("xlsync.menu", [words("Title", TAB), prop("Context", _CALC), group("Submenu", _items())])
    pictures = group("Images", map(_picture, BUTTONS))
    return component(
        "org.openoffice.Office", "Addons", group("AddonUI", [toolbar, group("OfficeMenuBar", [menu]), pictures])
    )


def _items() -> Iterator[str]:
    """Yield the buttons, a line between two groups. LibreOffice sorts by name, so the names count up."""
    for number, button in enumerate(BUTTONS):
        if number and button.group != BUTTONS[number - 1].group:
            yield entry(f"N{number:02}a", [prop("URL", _SEPARATOR)])
        yield entry(f"N{number:02}b", _item(button))


def _item(button: Button) -> list[str]:
    return [
        prop("URL", click(button)),
        words("Title", button.label),
        prop("Target", "_self"),
        prop("Context", _CALC),
        prop("ImageIdentifier", ""),
    ]


def _picture(button: Button) -> str:
    sizes = {"ImageSmallURL": 16, "ImageBigURL": 26}
    places = [prop(name, f"%origin%/{icon(button.key, size)}") for name, size in sizes.items()]
    return entry(f"xlsync.{button.key}", [prop("URL", click(button)), group("UserDefinedImages", places)])


def icon(key: str, size: int) -> str:
    """Return the place of a picture within the extension; ``size`` in pixels."""
    return f"icons/{key}_{size}.png"


def window_state() -> str:
    """Return CalcWindowState.xcu: the toolbar is docked below the others and shown, with text and picture."""
    state = [
        words("UIName", TAB),
        prop("Docked", True),
        prop("DockPos", _ROW_BELOW_THE_OTHERS),
        prop("DockingArea", 0),
        prop("Visible", True),
        prop("ContextSensitive", False),
        prop("HideFromToolbarMenu", False),
        prop("Style", _TEXT_AND_PICTURE),
    ]
    states = group("UIElements", [group("States", [entry(TOOLBAR, state)])])
    return component("org.openoffice.Office.UI", "CalcWindowState", states)


def listening(pipe: str) -> str:
    """Return Setup.xcu: LibreOffice listens on a pipe of this name, which only its own user can open."""
    url = f"pipe,name={pipe};urp;StarOffice.ComponentContext"
    return component("org.openoffice", "Setup", group("Office", [prop("ooSetupConnectionURL", url)]))


def description() -> str:
    """Return description.xml: identifier, name and version; the version is that of xlsync."""
    names = "".join(f'<name lang="{language}">{escape(NAME)}</name>' for language in ("en", "zh-CN"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<description xmlns="http://openoffice.org/extensions/description/2006">\n'
        f"<identifier value={quoteattr(IDENTIFIER)}/>\n<version value={quoteattr(__version__)}/>\n"
        f"<display-name>{names}</display-name>\n"
        f'<publisher><name lang="en">{escape(PUBLISHER)}</name></publisher>\n</description>\n'
    )


def manifest(registries: list[str]) -> str:
    """Return META-INF/manifest.xml: the part in Python, and the registry files."""
    types = {COMPONENT: "uno-component;type=Python"} | dict.fromkeys(registries, "configuration-data")
    lines = [
        f'<manifest:file-entry manifest:media-type="application/vnd.sun.star.{kind}" manifest:full-path="{path}"/>'
        for path, kind in types.items()
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">'
    return "\n".join([head, *lines, "</manifest:manifest>", ""])
