"""LibreOffice as reader: many files in one call, each saved again by it, and what it saved read by calamine."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.lossless.readback import Sheets, by_calamine

_BATCH = 40
_SECONDS_PER_BATCH = 300
_SECONDS_ALONE = 60


def has_libreoffice() -> bool:
    """Return whether soffice is on the path."""
    return shutil.which("soffice") is not None


def by_libreoffice(contents: Mapping[str, bytes]) -> dict[str, Sheets | None]:
    """Return what LibreOffice sees in each file, by the file's key; None where it can open none of it."""
    found: dict[str, Sheets | None] = {}
    keys = list(contents)
    for start in range(0, len(keys), _BATCH):
        batch = {key: contents[key] for key in keys[start : start + _BATCH]}
        seen = dict(_read(batch, _SECONDS_PER_BATCH))
        # One file that LibreOffice cannot end with takes the rest of its batch along: those are tried alone.
        for key in batch.keys() - seen.keys():
            seen |= dict(_read({key: batch[key]}, _SECONDS_ALONE))
        found |= {key: seen.get(key) for key in batch}
    return found


def _read(contents: Mapping[str, bytes], seconds: int) -> Iterator[tuple[str, Sheets]]:
    with tempfile.TemporaryDirectory(prefix="lossless-") as name:
        folder = Path(name)
        files = {f"f{place:04}": key for place, key in enumerate(contents)}
        sources = [folder / f"{stem}{_suffix(key)}" for stem, key in files.items()]
        for source, content in zip(sources, contents.values(), strict=True):
            source.write_bytes(content)
        _convert(folder, sources, seconds)
        for stem, key in files.items():
            saved = folder / "saved" / f"{stem}.xlsx"
            if saved.is_file():
                yield key, by_calamine(saved.read_bytes())


def _suffix(key: str) -> str:
    return ".xlsm" if key.endswith(".xlsm") else ".xlsx"


def _convert(folder: Path, sources: list[Path], seconds: int) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", str(folder / "saved")]
    try:
        subprocess.run([*command, *map(str, sources)], capture_output=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return
