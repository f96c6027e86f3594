"""What a person must know of an answer: it replaces an earlier one, or something of it is not taken."""

from collections.abc import Callable, Iterator, Mapping

from xlsync.model.finding import Finding
from xlsync.model.table import Value
from xlsync.rules.absorb.arrival import Arrival, Earlier
from xlsync.rules.absorb.batch import Absorption
from xlsync.rules.absorb.feedback import feedback_key
from xlsync.rules.absorb.saying import MATTERS, Said, change_shown, headers, short_value
from xlsync.vocabulary.labels.merging import CLAUSE_MARK


def replaced(arrival: Arrival, said: Said, batch: Absorption) -> Iterator[Finding]:
    """Yield each cell in which a file replaces the unit's own earlier answer: a correction, or a second version."""
    answer = said.answer
    earlier = arrival.earlier.get(answer.matter_id, Earlier({}, same_batch=False))
    another = earlier.same_batch or _signed(arrival, said, batch, lambda one, other: one != other)
    for column in (column for column in said.given if column in earlier.values):
        yield Finding(
            "M39" if another else "M38",
            answer.sheet,
            answer.cells.get(column, ""),
            answer.matter_id,
            arrival.unit,
            MATTERS.header(column),
            short_value(column, said.given[column]),
            arrival.file,
            {"earlier": short_value(column, earlier.values[column])},
        )


def taken_back(arrival: Arrival, said: Said, batch: Absorption) -> Iterator[Finding]:
    """Yield one question where cells are back at what was issued: the unit's earlier answer stands until it confirms.

    A row wholly as issued in another person's file is no sign of anything: that desk answered other rows.
    """
    same_person = _signed(arrival, said, batch, lambda one, other: one == other)
    if said.back and (said.changed or said.extra or same_person):
        yield _of_row("M38-back", arrival, said, said.back)


def overtaken(arrival: Arrival, said: Said) -> Iterator[Finding]:
    """Yield one note where an older file says something else than the unit's later answer, which stands."""
    if said.is_news:
        yield _of_row("M38-older", arrival, said, said.given, said.extra)


def untaken(code: str, arrival: Arrival, said: Said) -> Iterator[Finding]:
    """Yield one question with everything that an answer says, none of which enters the ledger."""
    if said.is_news:
        first = next(iter(said.given), "")
        yield Finding(
            code,
            said.answer.sheet,
            said.answer.cells.get(first, ""),
            said.answer.matter_id,
            arrival.unit,
            headers(said.given),
            said.in_full(),
            arrival.file,
        )


def of_role(arrival: Arrival, said: Said) -> Finding:
    """Return the question whether a unit that led the matter when the form went out still leads it."""
    return Finding("M38-lead", said.answer.sheet, matter=said.answer.matter_id, unit=arrival.unit, source=arrival.file)


def _of_row(code: str, arrival: Arrival, said: Said, cells: Mapping[str, Value], more: str = "") -> Finding:
    answer = said.answer
    lines = [change_shown(column, said.base.get(column), value) for column, value in cells.items()]
    lines += [more] if more else []
    return Finding(
        code,
        answer.sheet,
        answer.cells.get(next(iter(cells), ""), ""),
        answer.matter_id,
        arrival.unit,
        headers(cells),
        None,
        arrival.file,
        {"changes": CLAUSE_MARK.join(lines)},
    )


def _signed(arrival: Arrival, said: Said, batch: Absorption, judge: Callable[[str, str], bool]) -> bool:
    """Return a judgement on the two names on the covers (填报人), False where one of them is missing."""
    before = batch.row("feedback", feedback_key(arrival, said.answer))
    names = (before.text("filled_by") if before is not None else "", arrival.filled_by)
    return all(names) and judge(*names)
