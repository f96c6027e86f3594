"""Builds the macros of the master anew: VBA sources, ribbon, VBA project.

    python -m tools.build_macros

Writes xlsync/workbooks/macros/. Run it whenever a button, a worksheet function or a sheet of the master is added or
changed; a test fails until then.
"""

from pathlib import Path

import xlsync
from tools.macros.project import project
from tools.macros.ribbon import ribbon
from tools.macros.sources import modules, workbook_code
from xlsync.adapters.template.macros import BOOK_CODE_NAME, PROJECT_FILE, RIBBON_FILE

FOLDER = Path(xlsync.__file__).parent / "workbooks" / "macros"


def built() -> dict[str, bytes]:
    """Return every file of the folder by name."""
    sources = modules()
    binary, workbook_source = project(sources, workbook_code())
    texts = {f"{name}.bas": text for name, text in sources.items()} | {f"{BOOK_CODE_NAME}.cls": workbook_source}
    return {name: text.encode("ascii") for name, text in texts.items()} | {RIBBON_FILE: ribbon(), PROJECT_FILE: binary}


def main() -> None:
    """Write the folder."""
    FOLDER.mkdir(exist_ok=True)
    for name, content in built().items():
        (FOLDER / name).write_bytes(content)
        print(f"{name}: {len(content)} bytes")


if __name__ == "__main__":
    main()
