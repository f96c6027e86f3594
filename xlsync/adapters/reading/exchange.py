"""What the reading process and its parent say to each other: frames of two parts, and values that can run no code."""

import io
import json
import pickle
import struct
from collections.abc import Mapping
from typing import IO, Any

_HEAD = struct.Struct("<IQ")
_MOST_ABOUT, _MOST_BODY = 1 << 20, 1 << 28
_VALUES = frozenset(
    {
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("xlsync.model.envelope", "Opened"),
        ("xlsync.model.envelope", "Part"),
        ("xlsync.model.envelope", "Refusal"),
        ("xlsync.model.raw", "RawSheet"),
        ("xlsync.model.raw", "RawWorkbook"),
    }
)
"""Classes that a value may be made of, besides texts, numbers, bytes, lists, tuples, dicts and sets."""


def send(stream: IO[bytes], about: Mapping[str, Any], body: bytes = b"") -> None:
    """Write one frame: what it is about (JSON), and bytes."""
    text = json.dumps(about).encode()  # ASCII only, so a name with odd bytes passes, too
    stream.write(_HEAD.pack(len(text), len(body)) + text)
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Return the next frame; raises EOFError at the end, and ValueError for what is no frame."""
    about_size, body_size = _HEAD.unpack(_exactly(stream, _HEAD.size))
    if about_size > _MOST_ABOUT or body_size > _MOST_BODY:
        raise ValueError("size of a frame")
    about = json.loads(_exactly(stream, about_size))
    if not isinstance(about, dict):
        raise ValueError("no frame")
    return about, _exactly(stream, body_size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    got = stream.read(size)
    if len(got) < size:
        raise EOFError
    return got


def packed(value: Any) -> bytes:
    """Return a value as bytes."""
    return pickle.dumps(value, protocol=5)


def unpacked(body: bytes) -> Any:
    """Return the value of bytes; raises ValueError for anything but plain values and the classes allowed."""
    try:
        return _Unpacking(io.BytesIO(body)).load()
    except Exception as error:  # a forged pickle can raise nearly anything
        raise ValueError("no plain value") from error


class _Unpacking(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _VALUES:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)
