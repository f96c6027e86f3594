"""Makes the ready-made returns anew: the demo's own forms, filled in, then saved by LibreOffice as a unit would.

    python tools/ready_returns.py

Writes workbooks/demo/ready/ for every entry of returns.toml that names a ready file. Run it whenever the demo's data
change: the tokens in the forms are signed over what was issued.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from xlsync.demo.office import DEMO_TODAY, office_tables
from xlsync.demo.returns.form import saved
from xlsync.demo.returns.making import Desk, ready_folder
from xlsync.demo.returns.packing import saved_at
from xlsync.demo.returns.table import Return, returns
from xlsync.demo.run import DEMO_SECRET, QUARTER
from xlsync.entry.bootstrap import changing
from xlsync.entry.commands.issue import issue_desk
from xlsync.entry.commands.refresh import refresh_desk
from xlsync.entry.console import Console
from xlsync.entry.founding import found_office
from xlsync.entry.settings import office_at

ISSUED_ON = "2016-10-12"
FILTERS = {".xls": "xls:MS Excel 97", ".ods": "ods:calc8", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}
SECONDS = 120


def issued_forms(root: Path) -> list[Path]:
    """Found the demo office in a new folder, issue its forms, and return their paths."""
    office = found_office(root, office_tables(), secret=DEMO_SECRET, settings=f"today = {DEMO_TODAY}\n")
    on_the_day = office_at(office.root, [("today", ISSUED_ON)])
    with changing(on_the_day) as desk:
        refresh_desk(desk)
    with changing(on_the_day) as desk:
        report = issue_desk(desk, {"dry_run": False, "unit": (), "period": QUARTER, "mail": False}, Console())
    return [Path(form["path"]) for form in report.data["forms"]]


def ready_entries() -> list[Return]:
    """Return the entries whose files are carried ready-made."""
    return [entry for entry in returns() if entry.ready]


def made_anew(forms: Sequence[Path], folder: Path) -> Iterator[tuple[Return, Path]]:
    """Yield every ready entry with its file as LibreOffice saves it now."""
    desk = Desk(forms)
    for number, entry in enumerate(ready_entries()):
        source = folder / f"{number}.xlsx"
        source.write_bytes(saved_at(saved(desk.filled(entry)), entry.day))
        suffix = Path(entry.ready).suffix
        target = folder / "out"
        _save(source, FILTERS[suffix], target, folder / "profile")
        yield entry, target / f"{number}{suffix}"


def _save(source: Path, form: str, target: Path, profile: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        raise SystemExit("soffice was not found: install LibreOffice")
    command = [program, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", form]
    subprocess.run([*command, "--outdir", target, source], check=True, capture_output=True, timeout=SECONDS)


def main() -> None:
    """Make all ready files and say how large they are."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for entry, path in made_anew(issued_forms(folder / "office"), folder):
            target = ready_folder() / entry.ready
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(path.read_bytes())
            print(f"{entry.ready}: {target.stat().st_size:,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
