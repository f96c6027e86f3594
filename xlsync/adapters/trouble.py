"""What the disk says, as one sentence for people: full, denied, or failing."""

import errno
from pathlib import Path

from xlsync.adapters.replace import TEMPORARY
from xlsync.vocabulary.errors import DiskFailing, DiskFull, WriteDenied, XlsyncError
from xlsync.vocabulary.labels.locks import OFFICE_FOLDER

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FAILING = frozenset(
    {errno.EIO, errno.ESTALE, errno.ENXIO, errno.ENODEV, errno.ENETDOWN, errno.EHOSTDOWN, errno.EHOSTUNREACH}
    | {errno.ETIMEDOUT, errno.ENOTCONN, errno.ECONNRESET}
)
# How Windows says it, where Python knows no number of its own for it: handle disk full, disk full; network name gone.
_FULL_ON_WINDOWS, _FAILING_ON_WINDOWS = frozenset({39, 112}), frozenset({53, 59, 64, 67, 1117})


def trouble_of(error: BaseException) -> XlsyncError | None:
    """Return the sentence for an error of the disk, None for any other error."""
    if not isinstance(error, OSError):
        return None
    place, code = _place(error), getattr(error, "winerror", None)
    if error.errno in _FULL or code in _FULL_ON_WINDOWS:
        return DiskFull(place)
    if error.errno in _FAILING or code in _FAILING_ON_WINDOWS:
        return DiskFailing(place)
    return WriteDenied(place) if error.errno in _DENIED else None


def _place(error: OSError) -> str:
    """Return the file that an error is about, for a temporary file its folder; a word where the error does not say."""
    name = error.filename2 or error.filename
    if not isinstance(name, str):
        return OFFICE_FOLDER
    path = Path(name)
    return str(path.parent if path.name.startswith(TEMPORARY) else path)
