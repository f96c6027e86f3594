"""How the key projects stand against the year's plan and the time that has passed, from unrounded figures."""

from collections.abc import Sequence
from datetime import date

from xlsync.model.table import Row
from xlsync.rules.documents.content import Account, prove_sum, share_text
from xlsync.rules.rounding import half_up
from xlsync.vocabulary.labels import briefing as words
from xlsync.vocabulary.labels.documents import SEPARATOR

_MONTHS = 12
_TEN_THOUSANDS = 10_000  # the sheet counts in 万元, sentences in 亿元
_LAST_NAMED = 3


def enter_projects(account: Account, projects: Sequence[Row], last: date) -> int:
    """Add the projects as they stand and return how many; the time is that of the months up to ``last``.

    A project without a plan or an investment belongs to no side and to no sum: blank is not nought.
    """
    time = last.month / _MONTHS
    known = sorted((row for row in projects if _has_money(row)), key=lambda row: -_share(row))
    sides = {
        "ahead": [row for row in known if _share(row) >= time],
        "behind": [row for row in known if _share(row) < time],
        "unknown": [row for row in projects if not _has_money(row)],
    }
    month = words.MONTHS if last.month > 1 else words.FIRST_MONTH
    account.say(words.FACTS["months"], month.format(year=last.year, month=last.month))
    account.count(words.FACTS["projects"], "projects", projects)
    counts = [account.count(words.FACTS[side], "projects", rows) for side, rows in sides.items()]
    prove_sum(words.FACTS["projects"], len(projects), counts)
    _enter_sums(account, known, time)
    _enter_lines(account, [*known, *sides["unknown"]], time)
    behind = sides["behind"][-_LAST_NAMED:]
    named = SEPARATOR.join(_named(row, time) for row in reversed(behind))
    account.figure(words.FACTS["last_projects"], named, "projects", behind)
    return len(projects)


def _named(row: Row, time: float) -> str:
    return words.PROJECT.format(name=row.text("name"), points=_points_text(_share(row) - time))


def _enter_sums(account: Account, known: Sequence[Row], time: float) -> None:
    plan, done = (sum(_number(row, key) for row in known) for key in ("year_plan", "year_invested"))
    figures = {
        "year_plan": f"{half_up(plan / _TEN_THOUSANDS, 1):.1f}",
        "invested": f"{half_up(done / _TEN_THOUSANDS, 1):.1f}",
        "plan_share": share_text(done, plan),
        "points": _points_text(done / plan - time) if plan else "",
    }
    for key, text in figures.items():
        account.figure(words.FACTS[key], text, "projects", known)
    account.say(words.FACTS["time_share"], share_text(time, 1))


def _enter_lines(account: Account, projects: Sequence[Row], time: float) -> None:
    account.say(words.FACTS["list"], [])
    for number, row in enumerate(projects, 1):
        line, names = account.line(words.FACTS["list"], row.text("name")), words.PROJECT_FACTS
        has_money = _has_money(row)
        said = {
            "number": number,
            "name": row.text("name"),
            "unit": row.text("unit"),
            "plan": _amount_text(row, "year_plan"),
            "invested": _amount_text(row, "year_invested"),
            "progress": row.text("actual_progress"),
        }
        for key, value in said.items():
            line.say(names[key], value)
        share = share_text(_share(row), 1) if has_money else words.UNKNOWN
        line.figure(names["share"], share, "projects", [row])
        points = _points_text(_share(row) - time) if has_money else words.UNKNOWN
        line.figure(names["points"], points, "projects", [row])


def _points_text(share: float) -> str:
    """Return the distance from the time that has passed, in points of 100: 超13.8, 欠2.4, 持平."""
    points = half_up(share * 100, 1)
    form = words.AHEAD if points > 0 else words.BEHIND if points < 0 else words.EVEN
    return form.format(points=f"{abs(points):.1f}")


def _has_money(row: Row) -> bool:
    return _number(row, "year_plan") > 0 and isinstance(row["year_invested"], int | float)


def _share(row: Row) -> float:
    return _number(row, "year_invested") / _number(row, "year_plan")


def _number(row: Row, key: str) -> float:
    value = row[key]
    return float(value) if isinstance(value, int | float) else 0.0


def _amount_text(row: Row, key: str) -> str:
    return f"{_number(row, key):,.0f}" if isinstance(row[key], int | float) else words.UNKNOWN
