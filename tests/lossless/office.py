"""LibreOffice as reader: many files in one call, each saved again by it, and what it saved read by calamine."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.lossless.readback import Sheets, by_calamine

_PATIENCE = 40.0
"""Seconds without a new file after which LibreOffice is taken to be stuck with the one in hand."""
_LOOK_EVERY = 0.2


def by_libreoffice(contents: Mapping[str, bytes]) -> dict[str, Sheets | None]:
    """Return what LibreOffice sees in each file, by the file's key; None where it cannot open it or never ends."""
    with tempfile.TemporaryDirectory(prefix="lossless-") as name:
        folder = Path(name)
        sources = {key: folder / f"f{place:05}{_suffix(key)}" for place, key in enumerate(contents)}
        for key, source in sources.items():
            source.write_bytes(contents[key])
        _convert_all(folder, list(sources.values()))
        return {key: _saved(folder, source) for key, source in sources.items()}


def _suffix(key: str) -> str:
    return ".xlsm" if key.endswith(".xlsm") else ".xlsx"


def _target(folder: Path, source: Path) -> Path:
    return folder / "saved" / f"{source.stem}.xlsx"


def _saved(folder: Path, source: Path) -> Sheets | None:
    target = _target(folder, source)
    return by_calamine(target.read_bytes()) if target.is_file() else None


def _convert_all(folder: Path, sources: list[Path]) -> None:
    """Let one call take all files; where it sticks or dies with one, the next call goes on behind that one."""
    left = sources
    while left:
        is_ended = _convert(folder, left)
        done = [place for place, source in enumerate(left) if _target(folder, source).is_file()]
        left = [] if is_ended else left[max(done, default=-1) + 2 :]


def _convert(folder: Path, sources: list[Path]) -> bool:
    """Return whether LibreOffice came to its end by itself."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", str(folder / "saved")]
    silent = subprocess.DEVNULL
    # A session of its own: soffice is a script, and ending it alone would leave the real program running.
    with subprocess.Popen([*command, *map(str, sources)], stdout=silent, stderr=silent, start_new_session=True) as run:
        for _ in _while_it_works(run, folder / "saved"):
            time.sleep(_LOOK_EVERY)
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
            return False
    return run.returncode == 0


def _while_it_works(run: "subprocess.Popen[bytes]", saved: Path) -> Iterator[None]:
    """Yield as long as the program runs and brings a new file now and then."""
    count, since = -1, time.monotonic()
    while run.poll() is None and time.monotonic() - since < _PATIENCE:
        found = len(list(saved.glob("*.xlsx"))) if saved.is_dir() else 0
        if found != count:
            count, since = found, time.monotonic()
        yield
