"""Each bomb is refused, or read like the honest file it is, in under two seconds of its process, within its memory."""

import resource
import time
import tracemalloc
from pathlib import Path

import pytest

from tests.adapters.workbooks_for_reading import honest
from tests.hostile import bombs, foreign_bombs
from xlsync.adapters.inbox import is_whole
from xlsync.adapters.reading.apart import SeparateProcess
from xlsync.adapters.reading.limits import Budget
from xlsync.adapters.reading.worker import READ
from xlsync.vocabulary.errors import UnreadableFile

SECONDS = 2.0
FORM = honest()
BOMBS = {make.__name__: (make, kind) for make, kind in (bombs.BOMBS | foreign_bombs.BOMBS).items()}


def seconds_of_children() -> float:
    """Return the processor seconds of all processes that this one has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def outcome(content: bytes, budget: Budget | None = None) -> tuple[str, float]:
    """Return the kind of refusal, 'read' for none, and the processor seconds that a fresh process took."""
    process, before = SeparateProcess(budget or Budget(seconds=20)), seconds_of_children()
    try:
        process.call(READ, content, name="填报表.xlsx")
        kind = "read"
    except UnreadableFile as stopped:
        kind = stopped.kind
    process.close()
    return kind, seconds_of_children() - before


HEAVY = frozenset(
    [
        "million_formatted_rows",
        "odd_places_at_the_limit",
        "xls_at_the_limit",
        "xls_of_small_records",
        "xlsb_of_small_records",
        "relations_at_the_limit",
        "red_texts_at_the_limit",
        "large_shared_texts",
        "one_long_text",
        "large_relations",
        "huge_attribute",
        "many_names",
        "large_styles",
        "many_red_styles",
        "million_filled_rows",
        "many_hyperlinks",
        "large_blank_sheet",
    ]
)
"""Those that take about a second each: tried by `make proof`."""


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.proof) if n in HEAVY else n for n in BOMBS])
def test_a_bomb_costs_less_than_two_seconds(name: str, record_property):
    make, expected = BOMBS[name]
    start = time.perf_counter()
    kind, seconds = outcome(make(FORM))
    record_property("seconds", round(time.perf_counter() - start, 2))
    assert kind == expected
    assert seconds < SECONDS


@pytest.mark.parametrize("make", [make for make in foreign_bombs.BOMBS if make.__name__.startswith("compound_")])
def test_the_look_whether_a_compound_file_is_whole_costs_next_to_nothing(make: foreign_bombs.Make, tmp_path: Path):
    """The watch itself looks at what arrives, before any process apart reads it."""
    path = tmp_path / "填报表.xls"
    path.write_bytes(make(FORM))
    tracemalloc.start()
    try:
        is_whole(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 * path.stat().st_size + 1_000_000
