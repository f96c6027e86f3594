"""The rotating UTF-8 log of an office: what ran and what failed, never the text of a cell."""

import contextlib
import logging
import tempfile
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

_BYTES, _KEPT = 1_000_000, 5
_NAME = "xlsync"


class _QuietHandler(RotatingFileHandler):
    """A log that is silent where it cannot be written: a full disk is told once, by the command itself."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Let the line go."""


def open_log(path: Path, level: str = "INFO") -> logging.Logger:
    """Return the log, now writing to ``path`` (its folder is made); raises OSError where that cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = _QuietHandler(path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    log = logging.getLogger(_NAME)
    close_log()
    log.addHandler(handler)
    log.setLevel(level)
    log.propagate = False
    return log


def close_log() -> None:
    """Close the file that the log writes to."""
    log = logging.getLogger(_NAME)
    for handler in tuple(log.handlers):
        log.removeHandler(handler)
        with contextlib.suppress(OSError):  # lines that a full disk did not take are tried again on closing
            handler.close()


def stray_log() -> Path:
    """Return where an error is logged when there is no office."""
    return Path(tempfile.gettempdir()) / "xlsync.log"


def record_crash(error: BaseException, path: Path) -> None:
    """Append the way to an unexpected error to the log at ``path``: places and types only.

    The message of an exception often holds the value that caused it, that is: the text of a cell. So it is kept only
    when the office has set log_level to DEBUG.
    """
    log = logging.getLogger(_NAME)
    if not log.handlers:
        open_log(path)
    steps = "".join(traceback.format_tb(error.__traceback__))
    words = f": {error}" if log.isEnabledFor(logging.DEBUG) else ""
    log.error("%s%s\n%s", type(error).__name__, words, steps)
