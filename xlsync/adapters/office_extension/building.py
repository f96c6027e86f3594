"""The extension as one file (.oxt): made from the list of buttons, the same bytes for the same machine."""

import json
import sys
from dataclasses import asdict, dataclass
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsync
from xlsync.adapters.office_extension.parts import (
    COMPONENT,
    addons,
    description,
    icon,
    listening,
    manifest,
    window_state,
)
from xlsync.services.buttons import BUTTONS
from xlsync.vocabulary.labels.messages import SETTINGS_NAME
from xlsync.vocabulary.labels.office_extension import SAID

FILE_NAME = "xlsync.oxt"
ICON_SIZES = (16, 26)
_ENTRY = "xlsync.entry.office_menu"


@dataclass(frozen=True)
class Start:
    """What a click starts: the interpreter, the folder in which it finds xlsync, and the pipe back to the office."""

    python: str
    folder: str
    pipe: str


def start_here(pipe: str) -> Start:
    """Return how to start the xlsync that runs now, with no console window on Windows."""
    python = Path(sys.executable)
    silent = python.with_name("pythonw.exe")
    return Start(str(silent if silent.exists() else python), str(Path(xlsync.__file__).parents[1]), pipe)


def extension(start: Start) -> bytes:
    """Return the extension for one machine, deterministically."""
    registries = {
        "Addons.xcu": addons(),
        "CalcWindowState.xcu": window_state(),
        "Setup.xcu": listening(start.pipe),
    }
    texts = {
        "META-INF/manifest.xml": manifest(list(registries)),
        "description.xml": description(),
        **registries,
        COMPONENT: _shipped("clicks.py").decode("utf-8"),
        "python/start.json": _start_text(start),
    }
    parts = {name: text.encode("utf-8") for name, text in texts.items()} | _icons()
    return _zipped(parts)


def _start_text(start: Start) -> str:
    given = {
        **asdict(start),
        "module": _ENTRY,
        "office_mark": SETTINGS_NAME,
        "labels": {button.key: button.label for button in BUTTONS},
        "said": SAID,
    }
    return json.dumps(given, ensure_ascii=False, indent=1)


def _icons() -> dict[str, bytes]:
    names = [icon(button.key, size) for button in BUTTONS for size in ICON_SIZES]
    return {name: _shipped(name) for name in names}


def _shipped(name: str) -> bytes:
    return files("xlsync").joinpath("workbooks", "extension", *name.split("/")).read_bytes()


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as package:
        for name in sorted(parts):
            about = ZipInfo(name)  # without a time: 1980-01-01
            about.compress_type = ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            package.writestr(about, parts[name])
    return made.getvalue()
