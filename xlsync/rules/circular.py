"""The figures of a quarterly 督查通报: counted from the ledger, each sum made of the rows it names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xlsync.model.table import MasterImage, Row
from xlsync.rules.assignment import lead_units
from xlsync.rules.documents.content import Account, Content, Sources, grouped
from xlsync.rules.documents.tallies import (
    Tally,
    counted_matters,
    enter_tally,
    family_tallies,
    order_number,
    prove_tallies,
    tally,
)
from xlsync.rules.rounding import half_up
from xlsync.rules.spans import Quarter
from xlsync.rules.units import UnitNames
from xlsync.vocabulary.errors import NothingToDo
from xlsync.vocabulary.labels import circular as words
from xlsync.vocabulary.labels.documents import ADDRESSEES, SEPARATOR
from xlsync.vocabulary.labels.periods import QUARTERS
from xlsync.vocabulary.terms import YES


@dataclass(frozen=True)
class CircularFigures:
    """Everything that a circular says: the whole, by family, units in front and behind, the ranking by class.

    ``late_reporters`` are units with the answers of theirs that came late.
    """

    quarter: Quarter
    as_of: date
    whole: Tally
    families: tuple[Tally, ...]
    leading: tuple[Row, ...]
    lagging: tuple[Tally, ...]
    late_reporters: tuple[tuple[str, list[Row]], ...]
    ranking: tuple[Row, ...]


def circular_figures(image: MasterImage, quarter: Quarter, as_of: date, *, praised: int, named: int) -> CircularFigures:
    """Return the figures as the ledger stands; raises FiguresContradict where a sum is not made of its parts.

    Counted are the matters registered up to the end of the quarter, those revoked left out; *due* are those whose
    deadline fell into the quarter. In front are the units up to rank ``praised`` of their class that left nothing
    overdue and reported nothing late in the quarter; ``named`` is how many are named as behind and as late.
    """
    rows = counted_matters(image, quarter.last)
    leads = lead_units(image, UnitNames(image))
    by_unit = grouped(rows, lambda row: leads.get(row.text("matter_id"), ""))
    units = [tally(unit, group, quarter) for unit, group in by_unit.items() if unit]
    behind = sorted((unit for unit in units if unit.overdue), key=lambda unit: (-unit.overdue, unit.name))
    late = _late_reporters(image, quarter)
    faulted = {unit.name for unit in behind} | {unit for unit, _ in late}
    ranking = sorted((row for row in image["scores"] if row["ranked"] == YES), key=_rank)
    front = (row for row in ranking if order_number(row["rank"]) <= praised and row.text("unit") not in faulted)
    whole, families = tally("", rows, quarter), family_tallies(image, rows, quarter)
    prove_tallies(whole, families)
    return CircularFigures(
        quarter, as_of, whole, families, tuple(front), tuple(behind[:named]), late[:named], tuple(ranking)
    )


def _late_reporters(image: MasterImage, quarter: Quarter) -> tuple[tuple[str, list[Row]], ...]:
    rows = (row for row in image["feedback"] if row["period"] == quarter.code and row["late_workdays"])
    return tuple(sorted(grouped(rows, lambda row: row.text("unit")).items(), key=lambda item: (-len(item[1]), item[0])))


def _rank(row: Row) -> tuple[str, float]:
    return row.text("unit_class"), order_number(row["rank"])


def circular(sources: Sources) -> Content:
    """Return what a circular says; raises NothingToDo for a quarter without matters, FiguresContradict."""
    quarter, policy = sources.span, sources.policy
    assert isinstance(quarter, Quarter)  # the registry of kinds lets no other period in
    figures = circular_figures(
        sources.image, quarter, sources.today, praised=policy.praise_top, named=policy.named_behind
    )
    named = {"year": quarter.year, "quarter": QUARTERS[quarter.number]}
    if not figures.whole.total:
        raise NothingToDo(words.NO_MATTERS.format(**named))
    account = Account()
    enter_tally(account, figures.whole)
    said = named | {"to": ADDRESSEES, "appeal": str(policy.appeal_workdays)} | _units_said(figures)
    for key, value in said.items():
        account.say(words.FACTS[key], value)
    _enter_units(account, figures)
    for family in figures.families:
        enter_tally(account.line(words.FACTS["families"], family.name), family)
    account.say(words.FACTS["ranking"], [_rank_facts(row) for row in figures.ranking])
    return Content(words.TITLE.format(**named), account.facts, account.figures)


def _units_said(figures: CircularFigures) -> dict[str, str]:
    return {
        "praised": SEPARATOR.join(row.text("unit") for row in figures.leading),
        "lagging": _list(words.LAGGING.format(unit=unit.name, count=unit.overdue) for unit in figures.lagging),
        "late": _list(words.LATE.format(unit=unit, count=len(rows)) for unit, rows in figures.late_reporters),
    }


def _enter_units(account: Account, figures: CircularFigures) -> None:
    """Add the figures that stand inside the lists of units; the lists themselves are words."""
    lagging, late = Account(words.FACTS["lagging"]), Account(words.FACTS["late"])
    for unit in figures.lagging:
        lagging.count(unit.name, "matters", unit.rows["overdue"])
    for name, rows in figures.late_reporters:
        late.count(name, "feedback", rows)
    account.figures.extend((*lagging.figures, *late.figures))


def _list(items: Iterable[str]) -> str:
    return SEPARATOR.join(items)


def _rank_facts(row: Row) -> dict[str, str]:
    facts = {label: row.text(key) for key, label in words.RANK_FACTS.items()}
    score = row["score"]
    facts[words.RANK_FACTS["score"]] = f"{half_up(float(score), 2):.2f}" if isinstance(score, int | float) else ""
    return facts
