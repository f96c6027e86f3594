"""The process that reads: it binds itself, says that it is ready, and then does one named task after the other.

``python -P -m xlsync.adapters.reading.worker SECONDS SECONDS_PER_MB MEMORY_MB`` speaks frames on its pipes and ends
when its input ends. What it prints goes nowhere: nobody shall meet a traceback or a cell text there.
"""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import IO, Any

from xlsync.adapters.reading.exchange import packed, receive, send
from xlsync.adapters.reading.limits import Bounds, Budget, confine
from xlsync.adapters.reading.refusal import refusal
from xlsync.vocabulary.errors import UnreadableFile

READ = "read"
TASKS: dict[str, tuple[str, str]] = {
    READ: ("xlsync.adapters.reading.reader", "read_workbook"),
    "open": ("xlsync.adapters.envelopes.opener", "open_envelope"),
}
"""Module and function by the name of the task: called with the bytes and the options of the request, it returns a
plain value (see exchange) or raises UnreadableFile."""

_EARLY = ("reader", "xlsx", "xls", "xlsb", "ods")
_GARBAGE_FROM = 100_000  # what is read has few cycles, looking for them takes its time
Reply = tuple[dict[str, Any], bytes]


def serve(requests: IO[bytes], replies: IO[bytes], bounds: Bounds) -> None:
    """Answer requests until there are no more, or until this process is worn: its last reply says so."""
    send(replies, {"ready": True})
    while True:
        try:
            about, content = receive(requests)
        except EOFError:
            return
        bounds.allow(about["seconds"])
        told, body = answer(about, content)
        last = bounds.is_worn() or told.get("kind") == "slow"
        send(replies, told | {"last": last}, body)
        if last:
            return
        del content, body


def answer(about: dict[str, Any], content: bytes) -> Reply:
    """Return the reply to one request: its value, why the file was refused, or the type of what failed."""
    try:
        return {}, packed(_task(about["task"])(content, **about["options"]))
    except UnreadableFile as refused:
        return _refused(refused)
    except MemoryError:
        return _refused(refusal("slow"))
    except Exception as error:
        return {"failed": type(error).__name__}, b""


def _refused(stop: UnreadableFile) -> Reply:
    return {"kind": stop.kind, "reason": str(stop)}, b""


def _task(name: str) -> Callable[..., Any]:
    module, function = TASKS[name]
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def main(arguments: Sequence[str]) -> None:
    """Serve on the pipes of this process under the budget of the arguments."""
    for module in _EARLY:
        import_module(f"xlsync.adapters.reading.{module}")
    gc.set_threshold(_GARBAGE_FROM)
    gc.freeze()
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    seconds, seconds_per_mb, memory_mb = arguments
    bounds = confine(Budget(float(seconds), float(seconds_per_mb), int(memory_mb)))
    try:
        serve(sys.stdin.buffer, replies, bounds)
    except BrokenPipeError:
        return  # the parent is gone


if __name__ == "__main__":
    main(sys.argv[1:])
    os._exit(0)  # nothing to tidy up, and the parent may be waiting for the end
