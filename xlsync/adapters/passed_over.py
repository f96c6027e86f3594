"""What lies in 收件箱 and is not read yet, though people see it lie there: empty files, files still arriving."""

import time
from dataclasses import dataclass
from pathlib import Path

from xlsync.adapters.inbox import RESTED_SECONDS, candidates, is_whole, shown_name


@dataclass(frozen=True)
class PassedOver:
    """The names, cleaned for showing, of files without a byte, and of files that are not whole yet."""

    empty: tuple[str, ...] = ()
    arriving: tuple[str, ...] = ()


def passed_over(folder: Path) -> PassedOver:
    """Return what a merge leaves lying in a folder now."""
    empty, arriving = [], []
    for path in candidates(folder):
        try:
            about = path.stat()
        except OSError:
            continue  # it has just left
        if not about.st_size:
            empty.append(shown_name(path.name))
        elif time.time() - about.st_mtime <= RESTED_SECONDS and not is_whole(path):
            arriving.append(shown_name(path.name))
    return PassedOver(tuple(empty), tuple(arriving))
