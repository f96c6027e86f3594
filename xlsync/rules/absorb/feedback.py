"""The sheet 反馈登记: the one row of a matter, period and unit, and its returned answers as rows of their own.

before     | now      | main row                                    | beside it
none       | any      | the answer                                  |
待确认      | any news | the answer                                  |
any        | 待确认    | stays; what is said all the same is noted   |
退回        | 接受, 退回 | the answer                                  | the returned one, as …/R1, …/R2
接受        | 接受      | the answer, its first day and lateness kept  |
接受        | 退回      | stays                                       | the returned one, as …/R1, …/R2
"""

from dataclasses import dataclass
from itertools import count

from xlsync.model.calendar import WorkCalendar
from xlsync.model.submission import Answer
from xlsync.model.table import Row, Value
from xlsync.rules.absorb.arrival import Arrival
from xlsync.rules.absorb.batch import Absorption
from xlsync.vocabulary.labels.merging import CLAUSE_MARK, CORRECTED_ON, NOTE_OF_LATER, SUPPLEMENTED_ON
from xlsync.vocabulary.terms import FeedbackState, Role

_SAID = ("stage", "progress", "percent", "actual_value", "problems", "next_steps", "coordination", "evidence")
_ALSO_SAID = ("done_on", "unit_person", "contact")
_RETURNED_KEY = "{key}/R{number}"
_FIRST_TIME = ("received_on", "due_on", "late_workdays")


@dataclass(frozen=True)
class Entry:
    """One answer as it is registered; ``values`` by column key, ``notes`` in the order shown.

    ``is_news`` says that the answer holds something new, ``is_told`` that its notes belong on the row in any case,
    ``corrects`` that some of it replaces what the unit said before.
    """

    arrival: Arrival
    answer: Answer
    role: Role
    state: FeedbackState
    notes: tuple[str, ...]
    is_news: bool
    is_told: bool
    corrects: bool


def feedback_key(arrival: Arrival, answer: Answer) -> str:
    """Return the key of the one row of a matter, period and unit."""
    return f"{answer.matter_id}/{arrival.period}/{arrival.unit}"


def register(entry: Entry, batch: Absorption) -> None:
    """Write an answer on 反馈登记 as the table at the top of this file says."""
    key = feedback_key(entry.arrival, entry.answer)
    present = batch.row("feedback", key)
    before = present["state"] if present is not None else None
    if entry.state is FeedbackState.ASKED and before is not None and not (entry.is_news and before == entry.state):
        note_on_present(entry.arrival, entry.answer, entry.notes if entry.is_told else (), batch)
    elif entry.state is FeedbackState.RETURNED and before == FeedbackState.ACCEPTED:
        _write(entry, _free_key(key, batch), None, batch)
    else:
        if present is not None and before == FeedbackState.RETURNED:
            kept = _free_key(key, batch)
            batch.put("feedback", kept, {**present.values, "feedback_id": kept}, entry.arrival.source(""))
        _write(entry, key, present if before == FeedbackState.ACCEPTED else None, batch)


def note_on_present(arrival: Arrival, answer: Answer, notes: tuple[str, ...], batch: Absorption) -> None:
    """Add notes to the row that the unit has already, where it has one: the answer there stays."""
    key = feedback_key(arrival, answer)
    present = batch.row("feedback", key)
    if present is None or not notes:
        return
    later = NOTE_OF_LATER.format(day=arrival.received_on, note=CLAUSE_MARK.join(notes))
    note = CLAUSE_MARK.join(part for part in (present.text("note"), later) if part)
    batch.put("feedback", key, {"note": note}, arrival.source(""))


def _free_key(key: str, batch: Absorption) -> str:
    keys = (_RETURNED_KEY.format(key=key, number=number) for number in count(1))
    return next(free for free in keys if batch.row("feedback", free) is None)


def _write(entry: Entry, key: str, accepted: Row | None, batch: Absorption) -> None:
    """Write the row of an answer; ``accepted`` is the earlier answer whose day counts."""
    arrival, answer = entry.arrival, entry.answer
    first_cell = next(iter(answer.cells.values()), "")
    dated: dict[str, Value] = {
        "received_on": arrival.received_on,
        "due_on": arrival.due_on,
        "late_workdays": _late(arrival, batch.calendar),
    }
    notes = list(entry.notes)
    if accepted is not None:
        dated = {column: accepted[column] for column in _FIRST_TIME}
        notes.append((CORRECTED_ON if entry.corrects else SUPPLEMENTED_ON).format(day=arrival.received_on))
    wanted: dict[str, Value] = {
        "feedback_id": key,
        "matter_id": answer.matter_id,
        "unit": arrival.unit,
        "role": entry.role.value,
        "period": arrival.period,
        **dated,
        "state": entry.state.value,
        **{column: answer.values.get(column) for column in (*_SAID, *_ALSO_SAID)},
        "note": CLAUSE_MARK.join(notes) or None,
        "filled_by": arrival.filled_by or None,
        "file": arrival.file,
        "cell": first_cell,
    }
    batch.put("feedback", key, wanted, arrival.source(first_cell))


def _late(arrival: Arrival, calendar: WorkCalendar) -> int | None:
    if arrival.due_on is None or arrival.received_on <= arrival.due_on:
        return None
    return calendar.workdays_between(arrival.due_on, arrival.received_on)
