"""What this machine has: spreadsheet programs, fonts, network drives. Answers only, nothing is changed."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_NETWORK_FILE_SYSTEMS = frozenset(
    {"cifs", "smb", "smb2", "smb3", "smbfs", "nfs", "nfs4", "9p", "fuse.sshfs", "afpfs", "webdav", "davfs", "vboxsf"}
)
_DRIVE_REMOTE = 4  # GetDriveTypeW
_PLACES = {
    "LibreOffice": ("soffice", "libreoffice", "/Applications/LibreOffice.app", r"{ProgramFiles}\LibreOffice\program"),
    "Excel": ("/Applications/Microsoft Excel.app",),
    "WPS": ("et", "/Applications/wpsoffice.app"),
}
_WINDOWS_CLASSES = {"Excel": "Excel.Application", "WPS": "Ket.Application"}


def programs() -> list[str]:
    """Return the names of the spreadsheet programs found."""
    return [name for name, places in _PLACES.items() if any(map(_is_there, places)) or _is_registered(name)]


def _is_there(place: str) -> bool:
    if os.sep in place or "\\" in place:
        return Path(place.format(ProgramFiles=os.environ.get("ProgramFiles", ""))).exists()  # noqa: SIM112  # as Windows spells it
    return shutil.which(place) is not None


def _is_registered(name: str) -> bool:
    if sys.platform != "win32" or name not in _WINDOWS_CLASSES:
        return False
    import winreg

    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, _WINDOWS_CLASSES[name]))
    except OSError:
        return False
    return True


def font_families() -> set[str]:
    """Return the names of the installed fonts, in every language they name themselves in."""
    if sys.platform == "win32":
        return _windows_fonts()
    if shutil.which("fc-list") is None:
        return set()
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, check=False, timeout=30)
    text = listed.stdout.decode("utf-8", errors="replace")
    return {name.strip() for line in text.splitlines() for name in line.split(",")}


def _windows_fonts() -> set[str]:
    if sys.platform != "win32":
        return set()
    import winreg

    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts") as key:
        count = winreg.QueryInfoKey(key)[1]
        entries = [winreg.EnumValue(key, number)[0] for number in range(count)]
    return {name.strip() for entry in entries for name in entry.partition("(")[0].split("&")}


def is_on_share(folder: Path) -> bool:
    """Return whether a folder stands on a network drive; False where the system does not say."""
    if sys.platform == "win32":
        import ctypes

        drive = folder.absolute().drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE
    mounts = Path("/proc/mounts")
    return mounts.is_file() and _file_system(folder.resolve(), mounts.read_text()) in _NETWORK_FILE_SYSTEMS


def _file_system(folder: Path, mounts: str) -> str:
    """Return the type of the file system that a folder stands on: that of the longest mount point above it."""
    # A space in a mount point stands there as its octal number.
    fields = ([part.replace("\\040", " ") for part in line.split()] for line in mounts.splitlines())
    above = {point: kind for _, point, kind, *_ in fields if folder.is_relative_to(point)}
    return above[max(above, key=len)] if above else ""


def is_writable(folder: Path) -> bool:
    """Return whether a file can be made in a folder; asks by doing, since access rights lie on network drives."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
