"""督查专报: the matters that are overdue or lit red, whose they are, why, and what units ask of the leaders."""

from collections.abc import Iterable, Sequence
from datetime import date

from xlsync.model.table import Row
from xlsync.rules.assignment import ENDED, is_secret
from xlsync.rules.documents.content import Account, Content, Sources, grouped, prove_sum, share_text
from xlsync.rules.documents.listing import LeadOrder, secret_note
from xlsync.rules.documents.tallies import due_of, family_tallies, is_lit
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.reading.text import clean_text
from xlsync.vocabulary.errors import NothingToDo
from xlsync.vocabulary.labels import special as words
from xlsync.vocabulary.labels.documents import DAY, SEPARATOR
from xlsync.vocabulary.terms import Light, Stage

_REASONS = ("unreported", "reported", "behind", "other")


def special(sources: Sources) -> Content:
    """Return what the report says of the day; raises NothingToDo without a red matter, FiguresContradict.

    Each red matter is counted under one reason: overdue and not reported done, overdue and waiting for the check,
    behind in time, or another (lit by hand). Matters with a 密级 are left out and said to be.
    """
    going = [row for row in sources.image["matters"] if row["stage"] not in ENDED]
    red = [row for row in going if is_lit(row, Light.RED)]
    order = LeadOrder(sources.image)
    rows = sorted((row for row in red if not is_secret(row)), key=lambda row: (-_overdue(row), row.text("matter_id")))
    if not rows:
        raise NothingToDo(words.NOTHING_RED.format(today=DAY.format(day=sources.today)))
    account = Account()
    account.say(words.FACTS["to"], words.REPORT_TO)
    open_rows = [row for row in going if not is_secret(row)]
    account.count(words.FACTS["total"], "matters", open_rows)
    account.count(words.FACTS["red"], "matters", rows)
    account.figure(words.FACTS["share"], share_text(len(rows), len(open_rows)), "matters", rows)
    _enter_reasons(account, rows, sources.today)
    _enter_parties(account, sources, rows, order)
    _enter_lines(account, rows, order, sources.policy)
    return Content(words.TITLE, account.facts, account.figures, secret_note(filter(is_secret, red)))


def _overdue(row: Row) -> int:
    days = row["overdue_workdays"]
    return int(days) if isinstance(days, int | float) else 0


def _reason(row: Row, today: date) -> str:
    """Return why a matter is red; a deadline that has passed counts before everything else."""
    if (due_of(row) or today) < today:
        return "reported" if row["stage"] == Stage.REPORTED else "unreported"
    return "behind" if row["manual_light"] is None else "other"


def _enter_reasons(account: Account, rows: Sequence[Row], today: date) -> None:
    reasons = grouped(rows, lambda row: _reason(row, today))
    counts = [account.count(words.FACTS[reason], "matters", reasons.get(reason, [])) for reason in _REASONS]
    prove_sum(words.FACTS["red"], len(rows), counts)


def _enter_parties(account: Account, sources: Sources, rows: Sequence[Row], order: LeadOrder) -> None:
    """Add families, units and the longest delay; as many units are named as the office names in a 通报."""
    families = family_tallies(sources.image, rows, sources.span)
    prove_sum(words.FACTS["families"], len(rows), (family.total for family in families))
    units = sorted(grouped(rows, order.lead_of).items(), key=lambda item: (-len(item[1]), order.place(item[0])))
    named = units[: sources.policy.named_behind]
    parts = Account(words.FACTS["families"]), Account(words.FACTS["named"])
    said = (
        [
            words.FAMILY.format(name=one.name, count=parts[0].count(one.name, "matters", one.rows["total"]))
            for one in families
        ],
        [words.UNIT.format(unit=unit, count=parts[1].count(unit, "matters", group)) for unit, group in named],
    )
    for name, items, part in zip(("families", "named"), said, parts, strict=True):
        account.say(words.FACTS[name], SEPARATOR.join(items))
        account.figures.extend(part.figures)
    account.figure(words.FACTS["units"], len(units), "matters", (group[0] for _, group in units))
    _enter_longest(account, rows[0], order)


def _enter_longest(account: Account, row: Row, order: LeadOrder) -> None:
    days = _overdue(row)
    said = words.LONGEST.format(unit=order.lead_of(row), matter=row.text("matter_id"), days=days) if days else ""
    account.figure(words.FACTS["longest"], said, "matters", [row] if days else [])


def _enter_lines(account: Account, rows: Iterable[Row], order: LeadOrder, policy: OfficePolicy) -> None:
    silent, asking = list[Row](), list[Row]()
    account.say(words.FACTS["wishes"], [])
    for number, row in enumerate(rows, 1):
        problems, wish = (_said(row, key, policy) for key in ("problems", "coordination"))
        due = due_of(row)
        said = {
            "number": number,
            "matter_id": row.text("matter_id"),
            "task": row.text("task"),
            "unit": order.lead_of(row),
            "due": DAY.format(day=due) if due else "",
            "overdue": row.text("overdue_workdays"),
            "state": row.text("light_reason"),
            "problems": problems or words.NO_REASON,
            "wish": wish,
        }
        facts = {words.LINE_FACTS[key]: value for key, value in said.items()}
        account.line(words.FACTS["list"], row.text("matter_id")).facts.update(facts)
        if wish:
            asking.append(row)
            account.facts[words.FACTS["wishes"]].append(facts)
        if not problems:
            silent.append(row)
    account.count(words.FACTS["silent"], "matters", silent)
    account.count(words.FACTS["asked"], "matters", asking)


def _said(row: Row, column: str, policy: OfficePolicy) -> str:
    """Return what a unit wrote, '' where it wrote one of the office's words for nothing (无, —)."""
    text = row.text(column)
    return "" if policy.is_null(clean_text(text)) else text.strip().rstrip(words.FULL_STOP)
