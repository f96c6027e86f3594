"""Events of one matter that bring points by themselves: each function looks for one kind and gives point lines.

K01-K03 and J01 look at the closing and concern every party of the matter; K04-K06 and K09 look at what one unit did or
left undone. An open matter past its deadline has no late closing yet: it gets nothing of K01 and K02 until it is
closed, and only the proposal of a band of mode 自动建议 (K03: 期末未办结), counted to today.

K04 (反馈迟报): one feedback has one due day. The first feedback of the lead unit is due on 反馈时限: that day holds by
the assignment itself, whether or not a form was issued. It is late up to the first accepted answer (the closing, or
today, when there is none before); no later answer erases that, and what was returned or waits to be confirmed settles
nothing. Every row of 反馈登记 is judged by its own 应反馈日期. The first accepted answer may be late by both days: it
is one event and counts once, with the larger lateness. Nobody can answer for a matter with 密级: no answer is missed.
"""

from collections.abc import Callable, Iterator
from datetime import date

from xlsync.model.table import Row
from xlsync.rules.assignment import is_secret
from xlsync.rules.scores import rulebook as numbers
from xlsync.rules.scores.casebook import Casebook, due_of
from xlsync.rules.scores.lines import Event, PointLine, shared_line, shown
from xlsync.vocabulary.labels import scores as words
from xlsync.vocabulary.terms import FeedbackState, Satisfaction, Stage

LATE_TEXTS = {
    (True, False): words.LATE_CLOSED,
    (False, False): words.LATE_REPORTED,
    (False, True): words.LATE_OPEN,
}

UnitEvents = Callable[[Casebook, Row, str], Iterator[Event]]
DayCounter = Callable[[str], float | None]
"""Days of lateness in the measure of a rule, None where the measure does not fit or nothing is late."""


def lines_of(book: Casebook, matter: Row) -> list[PointLine]:
    """Return the point lines of one matter for all its units, caps not yet applied."""
    parties = book.parties[matter.text("matter_id")]
    shared = [event for find in MATTER_EVENTS for event in find(book, matter)]
    return [
        shared_line(book, event, unit, matter, role)
        for unit, role in parties.items()
        for event in (*shared, *_own_events(book, matter, unit))
    ]


def _own_events(book: Casebook, matter: Row, unit: str) -> Iterator[Event]:
    for find in UNIT_EVENTS:
        yield from find(book, matter, unit)


def late_closing(book: Casebook, matter: Row) -> Iterator[Event]:
    """Yield the one band of K01-K03 that holds the lateness: the weightiest, never the sum."""
    due = due_of(matter)
    if due is None:
        return
    ended, closed = book.ended_on(matter), matter["stage"] == Stage.CLOSED
    if closed and ended is None:
        return  # 错误清单 asks for the date; without it no lateness is claimed
    until = ended or book.today
    if until <= due:
        return
    found = book.rules.band(numbers.LATE_CLOSING, until, book.days_late(due, until))
    if found is None or not (closed or found[0].is_proposed):
        return
    rule, days = found
    text = LATE_TEXTS[closed, ended is None].format(due=shown(due), day=shown(until), days=days, measure=rule.measure)
    yield Event(rule, until, text, due, ended, days)


def early_closing(book: Casebook, matter: Row) -> Iterator[Event]:
    """Yield J01 for a matter closed long enough before its deadline."""
    due, done = due_of(matter), book.ended_on(matter)
    if matter["stage"] != Stage.CLOSED or due is None or done is None or done >= due:
        return
    found = book.rules.band((numbers.EARLY_CLOSING,), done, book.days_early(due, done))
    if found:
        rule, days = found
        text = words.EARLY_CLOSED.format(due=shown(due), done=shown(done), days=days, measure=rule.measure)
        yield Event(rule, done, text, due, done, days)


def unsatisfied_proposal(book: Casebook, matter: Row) -> Iterator[Event]:
    """Yield K10 for a proposal whose deputy is not satisfied with the result."""
    row = book.proposals.get(matter.text("matter_id"))
    if row is None or row["result_satisfaction"] != Satisfaction.UNSATISFIED:
        return
    told_on = row.day("opinion_back_on")
    day = told_on or book.today
    for rule in book.rules.of((numbers.UNSATISFIED_PROPOSAL,), day)[:1]:
        text = words.UNSATISFIED.format(answer=Satisfaction.UNSATISFIED, entry=row.text("matter_id"))
        yield Event(rule, day, text, happened_on=told_on)


def late_feedback(book: Casebook, matter: Row, unit: str) -> Iterator[Event]:
    """Yield K04 for each answer of a unit that came late, and for a first feedback that has not come at all."""
    rows = book.answers.get((matter.text("matter_id"), unit), ())
    first = next((row for row in rows if row["state"] == FeedbackState.ACCEPTED), None)
    for row in rows:
        found = [event for event in (_late_answer(book, row),) if event]
        if row is first:
            found += _late_first(book, matter, unit, row)
        if found:
            yield max(found, key=lambda event: event.workdays or 0)
    if first is None:
        yield from _late_first(book, matter, unit, None)


def _late_answer(book: Casebook, row: Row) -> Event | None:
    """Return the lateness of one answer by its own due day."""
    due, received = row.day("due_on"), row.day("received_on")
    if received is None:
        return None
    return _answer_event(book, row, due, received, _lateness(book, row, due, received))


def _late_first(book: Casebook, matter: Row, unit: str, answer: Row | None) -> Iterator[Event]:
    """Yield the lateness of the first feedback: up to the first accepted answer, the closing or today."""
    due, ended = matter.day("feedback_due"), book.ended_on(matter)
    if due is None or is_secret(matter) or book.lead_of(matter.text("matter_id")) != unit:
        return
    received = answer.day("received_on") if answer is not None else None
    until = min(day for day in (received, ended, book.today) if day is not None)
    if until <= due:
        return
    late = book.days_late(due, until)
    came = answer is not None and until == received
    event = _answer_event(book, answer, due, until, late) if came and answer else _missing_event(book, due, until, late)
    if event:
        yield event


def _answer_event(book: Casebook, row: Row, due: date | None, received: date, late: DayCounter) -> Event | None:
    found = book.rules.band((numbers.LATE_FEEDBACK,), received, late)
    if found is None:
        return None
    rule, days = found
    text = words.LATE_ANSWER.format(
        due=shown(due) if due else words.NOBODY,
        received=shown(received),
        days=days,
        measure=rule.measure,
        entry=row.text("feedback_id"),
    )
    return Event(rule, received, text, due, received, days)


def _missing_event(book: Casebook, due: date, until: date, late: DayCounter) -> Event | None:
    found = book.rules.band((numbers.LATE_FEEDBACK,), until, late)
    if found is None:
        return None
    rule, days = found
    text = words.NO_ANSWER.format(due=shown(due), today=shown(until), days=days, measure=rule.measure)
    return Event(rule, until, text, due, None, days)


def _lateness(book: Casebook, row: Row, due: date | None, received: date) -> DayCounter:
    """Return the counter of an answer's lateness: by its dates; by 迟报工作日 where the due day is not noted."""
    if due is not None:
        return book.days_late(due, received) if received > due else lambda _: None
    noted = row["late_workdays"]
    return lambda _: noted if isinstance(noted, int | float) and noted > 0 else None


def unanswered_urges(book: Casebook, matter: Row, unit: str) -> Iterator[Event]:
    """Yield K05 for each urge that the unit did not answer before the next urge, the closing or today."""
    if is_secret(matter):
        return
    for row, urged, until in _urges_with_end(book, matter, unit):
        if numbers.NO_ANSWER_TO_URGE not in book.urge_rules.get(row.text("level"), ()) or until <= urged:
            continue
        answers = (answer.day("received_on") for answer in book.answers.get((matter.text("matter_id"), unit), ()))
        if any(day is not None and urged <= day <= until for day in answers):
            continue
        for rule in book.rules.of((numbers.NO_ANSWER_TO_URGE,), urged)[:1]:
            text = words.UNANSWERED_URGE.format(urged=shown(urged), entry=row.text("urge_id"), until=shown(until))
            yield Event(rule, urged, text, happened_on=urged)


def _urges_with_end(book: Casebook, matter: Row, unit: str) -> Iterator[tuple[Row, date, date]]:
    """Yield each urge of a unit with its day and the day up to which an answer to it was awaited."""
    rows = book.urges.get((matter.text("matter_id"), unit), [])
    days = [day for row in rows if (day := row.day("urged_on"))]
    last = (book.ended_on(matter) if matter["stage"] == Stage.CLOSED else None) or book.today
    for place, (row, day) in enumerate(zip(rows, days, strict=True), start=1):
        yield row, day, min(days[place] if place < len(days) else last, last)


def cards(book: Casebook, matter: Row, unit: str) -> Iterator[Event]:
    """Yield the proposal of each card (黄牌, 红牌) that an urge brings by the dictionary."""
    for row in book.urges.get((matter.text("matter_id"), unit), ()):
        urged = row.day("urged_on") or book.today
        for number in book.urge_rules.get(row.text("level"), ()):
            rule = book.rules.rule(number, urged)
            if rule is None or rule.base == numbers.NO_ANSWER_TO_URGE:
                continue
            text = words.CARD.format(urged=shown(urged), level=row.text("level"), entry=row.text("urge_id"))
            yield Event(rule, urged, text, happened_on=urged)


def returned_answers(book: Casebook, matter: Row, unit: str) -> Iterator[Event]:
    """Yield K06 for each returned answer: the first by 分值, the second and later by 第二次起分值."""
    rows = book.answers.get((matter.text("matter_id"), unit), ())
    returned = [row for row in rows if row["state"] == FeedbackState.RETURNED]
    for times, row in enumerate(returned, start=1):
        received = row.day("received_on") or book.today
        for rule in book.rules.of((numbers.RETURNED_FEEDBACK,), received)[:1]:
            text = words.RETURNED_ANSWER.format(received=shown(received), times=times, entry=row.text("feedback_id"))
            points = rule.points if times == 1 else rule.points_next
            yield Event(rule, received, text, row.day("due_on"), received, points=points)


MATTER_EVENTS = (late_closing, early_closing, unsatisfied_proposal)
UNIT_EVENTS: tuple[UnitEvents, ...] = (late_feedback, unanswered_urges, returned_answers, cards)
