"""A spreadsheet program kept still while cells are written, and given back as it was.

Nothing is ever activated or selected: the person's selection, active sheet and filters are not touched.
"""

import contextlib
from collections.abc import Iterator
from functools import partial
from typing import Any

from xlsync.adapters.workbook_live.calls import PAUSES, patiently

_STILL = {"screen_updating": False, "display_alerts": False, "enable_events": False, "interactive": False}
_NOT_COMPUTING = {"calculation": "manual"}
"""Not while the workbook is saved: Excel stores this setting in the file."""
_GIVING_BACK = (*PAUSES, *[2.0] * 15)
"""Seconds before each further try to give a setting back: a person who stays shut out is worse than one who waits."""


@contextlib.contextmanager
def quiet(app: Any, *, computes: bool = False) -> Iterator[None]:
    """Keep the app from drawing, asking, running macros, taking input and (unless ``computes``) computing.

    Each setting becomes what it was, whatever happens, also when another cannot be set back; that error is raised at
    the end. Input is taken again in any case: only a process of ours that died can have shut the person out before.
    Raises ExcelBusy.
    """
    with contextlib.ExitStack() as restoring:
        for name, value in (_STILL if computes else {**_STILL, **_NOT_COMPUTING}).items():
            held = name == "interactive" or patiently(partial(getattr, app, name))
            restoring.callback(patiently, partial(setattr, app, name, held), _GIVING_BACK)
            patiently(partial(setattr, app, name, value))
        yield
