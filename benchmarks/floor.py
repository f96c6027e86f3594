"""The floor: calamine reads the same files once, the master is zipped again once. Usage: -m benchmarks.floor OFFICE"""

import sys
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from time import perf_counter

from python_calamine import CalamineWorkbook

from benchmarks.measuring import report


def touch(office: Path, master: Path, inbox: Path) -> Mapping[str, float]:
    """Read every cell of every form and copy every part of the master; return seconds by stage."""
    start = perf_counter()
    for path in sorted(inbox.glob("*.xlsx")):
        book = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()
    read = perf_counter()
    target = zipfile.ZipFile(office / "floor.zip", "w", zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(master) as source, target:
        for entry in source.infolist():
            target.writestr(entry, source.read(entry))
    return {"read": read - start, "write": perf_counter() - read}


if __name__ == "__main__":
    from xlsync.vocabulary.labels.messages import FOLDERS, MASTER_NAME

    # Not through the settings: pydantic would count as memory of the floor.
    root = Path(sys.argv[1])
    report(lambda: touch(root, root / MASTER_NAME, root / FOLDERS["inbox"]))
