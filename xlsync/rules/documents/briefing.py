"""重要工作情况通报: how the key projects, the indicators of the areas and the important matters stand."""

from collections.abc import Sequence

from xlsync.rules.documents.content import Account, Content, Sources
from xlsync.rules.documents.projects import enter_projects
from xlsync.rules.documents.tallies import counted_matters, enter_tally, family_tallies, prove_tallies, tally
from xlsync.rules.indicators import MARKED_LAST, Area, Standing, indicator_months, standings
from xlsync.rules.rounding import half_up
from xlsync.vocabulary.errors import NothingToDo
from xlsync.vocabulary.labels import briefing as words
from xlsync.vocabulary.labels.documents import ADDRESSEES, SEPARATOR
from xlsync.vocabulary.labels.periods import period_words
from xlsync.vocabulary.phrases.indicators import CUMULATIVE, POINT

_TOTAL_PLACES = 2


def briefing(sources: Sources) -> Content:
    """Return what a briefing says of a month or a quarter; raises NothingToDo, FiguresContradict.

    Projects and matters stand as on the day of the count; each indicator speaks of its newest month with figures that
    the period does not end before.
    """
    account, period = Account(), period_words(sources.span.code)
    account.say(words.FACTS["period"], period)
    account.say(words.FACTS["to"], ADDRESSEES)
    matters = _enter_matters(account, sources)
    indicators = _enter_indicators(account, sources)
    projects = enter_projects(account, sources.image["projects"].rows, sources.span.last)
    if not (matters or indicators or projects):
        raise NothingToDo(words.NOTHING.format(period=period))
    return Content(words.TITLE.format(period=period), account.facts, account.figures)


def _enter_matters(account: Account, sources: Sources) -> int:
    span = sources.span
    rows = counted_matters(sources.image, span.last)
    whole, families = tally("", rows, span), family_tallies(sources.image, rows, span)
    prove_tallies(whole, families)
    enter_tally(account, whole)
    registered = [row for row in rows if (row.day("registered_on") or span.last) >= span.first]
    done = [row for row in whole.rows["closed"] if (day := row.day("closed_on")) and span.first <= day <= span.last]
    account.count(words.FACTS["registered"], "matters", registered)
    account.count(words.FACTS["done"], "matters", done)
    account.say(words.FACTS["families"], [])
    for family in families:
        enter_tally(account.line(words.FACTS["families"], family.name), family)
    return whole.total


def _enter_indicators(account: Account, sources: Sources) -> int:
    """Add a line for each indicator that has figures up to the end of the period; name those that have none."""
    last = f"{sources.span.last:%Y-%m}"
    months = {
        name: [month for month in known if month <= last] for name, known in indicator_months(sources.image).items()
    }
    shown = standings(sources.image, {name: known[-1] for name, known in months.items() if known})
    account.say(words.FACTS["indicators"], [])
    account.say(words.FACTS["without"], SEPARATOR.join(name for name, known in months.items() if not known))
    for standing in shown:
        _enter_standing(account.line(words.FACTS["indicators"], standing.indicator), standing)
    catalogue = sources.image["indicator_catalogue"].by_key()
    return account.count(
        words.FACTS["indicator_count"], "indicator_catalogue", [catalogue[one.indicator] for one in shown]
    )


def _enter_standing(line: Account, standing: Standing) -> None:
    names = words.INDICATOR_FACTS
    ranked = standing.ranked
    rows = [area.row for area in standing.areas]
    line.say(names["name"], standing.indicator)
    line.say(names["month"], period_words(standing.month))
    line.count(names["areas"], "indicators", rows)
    amounts = [area.amount for area in standing.areas if area.amount is not None]
    whole = standing.basis in (CUMULATIVE, POINT) and len(amounts) == len(rows)
    total = f"{half_up(sum(amounts), _TOTAL_PLACES):.{_TOTAL_PLACES}f}{standing.measure}" if whole else ""
    line.figure(names["total"], total, "indicators", rows)
    for key, some in (("first", ranked[:MARKED_LAST]), ("last", ranked[MARKED_LAST:][-MARKED_LAST:])):
        line.figure(names[key], _areas(some, standing), "indicators", [area.row for area in some])


def _areas(areas: Sequence[Area], standing: Standing) -> str:
    return SEPARATOR.join(words.AREA.format(area=area.name, value=value_text(area.value, standing)) for area in areas)


def value_text(value: float, standing: Standing) -> str:
    """Return the value that areas are compared by as a reader sees it, with its unit."""
    if standing.is_percent:
        return f"{half_up(value, 1):.1f}%"
    return f"{half_up(value, _TOTAL_PLACES):.{_TOTAL_PLACES}f}{standing.measure}"
