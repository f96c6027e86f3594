"""Many files of one unit, each saved a little later and with another progress: a form sent again and again."""

import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from tests.services.small_ledger import EAST, FINANCE, FUND, HOUSING, ROAD, SCHOOL, fill
from xlsync.entry.settings import Office

_MARK = "7007007"  # digits, for Chinese may stand in a part as references
_FIRST_SAVED = datetime(2016, 10, 13, 1)
_LEADS = {FINANCE: FUND, HOUSING: ROAD, EAST: SCHOOL}


def resent(office: Office, count: int, folder: Path) -> Iterator[Path]:
    """Yield as many files as asked for, of the units in turn, each saved a minute after the one before it."""
    folder.mkdir()
    forms = [
        fill(office, unit, {matter: {"progress": f"已办结第{_MARK}项"}}, at=_FIRST_SAVED).rename(
            folder / f"{number}.xlsx"
        )
        for number, (unit, matter) in enumerate(_LEADS.items())
    ]
    packages = [_parts(form) for form in forms]
    stamp = f"{_FIRST_SAVED:%Y-%m-%dT%H:%M:%SZ}".encode()
    for number in range(count):
        saved = f"{_FIRST_SAVED + timedelta(minutes=number):%Y-%m-%dT%H:%M:%SZ}".encode()
        path = folder / f"{number:03}_反馈.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for part, content in packages[number % len(packages)].items():
                package.writestr(part, content.replace(_MARK.encode(), f"{number:07}".encode()).replace(stamp, saved))
        yield path


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}
