"""督查通知: which matters fall due in a period, whose they are, and by when their units report on them."""

from collections.abc import Iterable, Mapping
from datetime import date

from xlsync.model.table import Row
from xlsync.rules.assignment import is_asked, is_secret
from xlsync.rules.documents.content import Account, Content, Sources
from xlsync.rules.documents.listing import LeadOrder, officer_of, secret_note
from xlsync.rules.documents.tallies import due_of
from xlsync.vocabulary.errors import NothingToDo
from xlsync.vocabulary.labels import notice as words
from xlsync.vocabulary.labels.documents import DAY, SHORT_DAY
from xlsync.vocabulary.labels.periods import period_words
from xlsync.vocabulary.terms import Stage


def notice(sources: Sources) -> Content:
    """Return what a notice says; raises NothingToDo where nothing falls due between the day and the period's end.

    Asked for are open matters without a 密级 whose completion has not been reported. The answer is due after the
    office's usual workdays for a form (填报期限), or on the matter's own deadline where that comes first.
    """
    first, last = max(sources.today, sources.span.first), sources.span.last
    if first > last:
        raise NothingToDo(words.ALL_PAST.format(period=period_words(sources.span.code)))
    due = [row for row in sources.image["matters"] if _falls_due(row, first, last)]
    order = LeadOrder(sources.image)
    rows = order.sorted(row for row in due if is_asked(row))
    if not rows:
        raise NothingToDo(words.NOTHING_DUE.format(first=DAY.format(day=first), last=DAY.format(day=last)))
    reply_by = sources.calendar.add_workdays(sources.today, sources.policy.form_reply_workdays)
    account = Account()
    said = {
        "period": period_words(sources.span.code),
        "first": SHORT_DAY.format(day=first),
        "last": SHORT_DAY.format(day=last),
        "to": words.ADDRESSEES,
        "reply_by": DAY.format(day=reply_by),
        "closing_time": sources.policy.closing_time,
    }
    for key, value in said.items():
        account.say(words.FACTS[key], value)
    account.count(words.FACTS["matters"], "matters", rows)
    account.count(words.FACTS["early"], "matters", [row for row in rows if (due_of(row) or last) < reply_by])
    _enter_lines(account, order, rows, sources.image["people"].by_key())
    title = words.TITLE.format(period=said["period"])
    return Content(title, account.facts, account.figures, secret_note(filter(is_secret, due)))


def _falls_due(row: Row, first: date, last: date) -> bool:
    due = due_of(row)
    is_open = row["stage"] not in (Stage.CLOSED, Stage.CANCELLED, Stage.SUSPENDED, Stage.REPORTED)
    return is_open and due is not None and first <= due <= last


def _enter_lines(account: Account, order: LeadOrder, rows: Iterable[Row], people: Mapping[str, Row]) -> None:
    units: dict[str, Row] = {}
    for number, row in enumerate(rows, 1):
        unit, due = order.lead_of(row), due_of(row)
        units.setdefault(unit, row)
        said = {
            "number": number,
            "matter_id": row.text("matter_id"),
            "task": row.text("task"),
            "unit": unit,
            "joint": row.text("joint_units"),
            "due": SHORT_DAY.format(day=due) if due else "",
            "officer": officer_of(row, people),
        }
        line = account.line(words.FACTS["list"], row.text("matter_id"))
        line.facts.update({words.LINE_FACTS[key]: value for key, value in said.items()})
    account.figure(words.FACTS["units"], len(units), "matters", units.values())
