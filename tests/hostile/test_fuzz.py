"""Good files spoilt at random, read apart: a workbook or a refusal each time, soon, and this process goes on."""

import random
import time
from pathlib import Path

import pytest

from tests.adapters.workbooks_for_reading import binary, honest, odd
from xlsync.adapters.reading.apart import SeparateReader
from xlsync.model.raw import RawWorkbook
from xlsync.vocabulary.errors import UnreadableFile
from xlsync.vocabulary.labels.files import UNREADABLE

SAMPLES = Path(__file__).parents[1] / "adapters" / "samples"
GOOD = [honest(), odd(), binary(), *(path.read_bytes() for path in sorted(SAMPLES.glob("oddities*")))]
SECONDS = 4.0  # each takes milliseconds; a machine busy with other things may need more


def spoilt(content: bytes, dice: random.Random) -> bytes:
    """Return a file with bytes changed, pieces doubled, cut out or moved, or its end lost."""
    new = bytearray(content)
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        at, size = dice.randrange(len(new)), dice.choice((1, 4, 64, 512))
        piece = new[at : at + size]
        match dice.randrange(6):
            case 0:
                new[at] ^= 1 << dice.randrange(8)
            case 1:
                new[at : at + size] = dice.randbytes(len(piece))
            case 2:
                new[at:at] = piece
            case 3:
                del new[at : at + size]
            case 4:
                new[at : at + 4] = dice.choice((b"\xff" * 4, bytes(4), b"\xff\xff\xff\x7f"))
            case _:
                del new[at + 1 :]
        new = new or bytearray(b"P")
    return bytes(new)


def try_all(count: int, seed: int) -> None:
    reader, dice = SeparateReader(), random.Random(seed)
    for number in range(count):
        content = spoilt(dice.choice(GOOD), dice)
        start = time.monotonic()
        try:
            assert isinstance(reader.read(content, ""), RawWorkbook)
        except UnreadableFile as stopped:
            assert stopped.kind in UNREADABLE
        assert time.monotonic() - start < SECONDS, (seed, number)


def test_three_hundred_spoilt_files_are_read_or_refused():
    try_all(300, seed=1)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(2, 12))
def test_ten_thousand_spoilt_files_are_read_or_refused(seed: int):
    try_all(1_000, seed)
