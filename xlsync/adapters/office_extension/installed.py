"""Which version of the extension a user profile of LibreOffice holds, read from files, so that it may run meanwhile."""

import os
import sys
from pathlib import Path
from xml.etree import ElementTree

from xlsync.adapters.office_extension.parts import IDENTIFIER

_NAMESPACE = "{http://openoffice.org/extensions/description/2006}"


def default_profile() -> Path:
    """Return where LibreOffice keeps the profile of the person who runs this."""
    if sys.platform == "win32":
        return Path(os.environ["APPDATA"]) / "LibreOffice" / "4"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "LibreOffice" / "4"
    settings = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(settings) / "libreoffice" / "4"


def installed_version(profile: Path) -> str | None:
    """Return the version of our extension in a profile, None where it is not installed there.

    An extension that was taken out leaves its files until the next start, so the list of those installed is asked
    too: it names the folder of each.
    """
    cache = profile.joinpath("user", "uno_packages", "cache")
    try:
        installed = (cache / "uno_packages.pmap").read_bytes()
    except OSError:
        return None
    for path in sorted(cache.glob("uno_packages/*/*/description.xml")):
        folder = path.parents[1].name.removesuffix("_")
        if folder.encode() in installed and (version := _version(path)):
            return version
    return None


def _version(path: Path) -> str | None:
    """Return the version that a description tells, None where it is that of another extension."""
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError):
        return None
    told = {name: root.find(f"{_NAMESPACE}{name}") for name in ("identifier", "version")}
    values = {name: "" if node is None else node.get("value", "") for name, node in told.items()}
    return values["version"] if values["identifier"] == IDENTIFIER else None
