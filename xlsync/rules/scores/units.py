"""The score of each unit: base + bonus - deductions of its confirmed lines, ranked inside its class."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from xlsync.model.table import Row, Value
from xlsync.rules.scores import rulebook as numbers
from xlsync.rules.scores.casebook import Casebook
from xlsync.rules.scores.lines import Event, PointLine, exact, line_of
from xlsync.rules.scores.rulebook import is_counted_in
from xlsync.vocabulary.labels import scores as words
from xlsync.vocabulary.terms import NO, YES, Role, RuleMeasure, Stage


@dataclass(frozen=True, slots=True)
class Tally:
    """How many matters a unit carries; cancelled ones are not counted. ``on_time`` of ``judged`` kept theirs."""

    matters: int = 0
    lead: int = 0
    closed: int = 0
    judged: int = 0
    on_time: int = 0


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One line of 单位得分. ``bonus`` and ``deduction`` are sums of confirmed lines, both >= 0; unrounded."""

    unit: str
    unit_class: str
    tally: Tally
    base: float
    bonus: float
    deduction: float
    score: float
    proposed_score: float
    remarks: str
    rank: int | None = None
    class_size: int = 0

    @property
    def is_ranked(self) -> bool:
        """Return whether the unit takes part in the ranking: only a unit with matters does."""
        return self.tally.matters > 0


def tallies(book: Casebook) -> dict[str, Tally]:
    """Return, for every unit of the sheet 单位, how many matters it carries as lead or joint unit."""
    counts: dict[str, list[int]] = {unit: [0, 0, 0, 0, 0] for unit in book.units}
    for matter_id, matter in book.matters.items():
        if matter["stage"] == Stage.CANCELLED:
            continue
        closed, kept = matter["stage"] == Stage.CLOSED, matter["on_time"]
        for unit, role in book.parties[matter_id].items():
            steps = (1, role is Role.LEAD, closed, kept in (YES, NO), kept == YES)
            counts[unit] = [count + step for count, step in zip(counts[unit], steps, strict=True)]
    return {unit: Tally(*count) for unit, count in counts.items()}


def multiply_few(book: Casebook, lines: list[PointLine], counts: dict[str, Tally]) -> list[PointLine]:
    """Return the lines with the deductions of units with few matters multiplied (S02)."""
    rule = book.rules.rule(numbers.FEW_MATTERS, book.today)
    if rule is None or rule.points == 1:
        return lines
    few = {unit for unit, tally in counts.items() if rule.fits(tally.matters)}
    return [
        _multiplied(line, rule.points, counts[line.unit].matters) if line.unit in few and line.rule_points < 0 else line
        for line in lines
    ]


def _multiplied(line: PointLine, factor: float, count: int) -> PointLine:
    told = line.add(words.FEW_MATTERS.format(count=count, factor=factor))
    return replace(told, factor=line.factor * factor, points=line.points * factor)


def workload_lines(book: Casebook, counts: dict[str, Tally]) -> list[PointLine]:
    """Return one line of W01 for each unit whose number of matters lies in one of its bands."""
    lines = []
    for unit, tally in counts.items():
        found = book.rules.band((numbers.WORKLOAD,), book.today, _pieces(tally.matters))
        if found:
            event = Event(found[0], book.today, words.WORKLOAD.format(count=tally.matters))
            lines.append(line_of(event, unit, "", ""))
    return lines


def _pieces(count: int) -> Callable[[str], float | None]:
    return lambda measure: count if is_counted_in(measure, RuleMeasure.MATTERS) else None


def unit_scores(book: Casebook, lines: Iterable[PointLine], counts: dict[str, Tally]) -> list[UnitScore]:
    """Return the scores of all units in the order of the sheet 单位, ranked inside their classes."""
    by_unit: dict[str, list[PointLine]] = defaultdict(list)
    for line in lines:
        by_unit[line.unit].append(line)
    return _ranked([_unit_score(book, row, counts[unit], by_unit[unit]) for unit, row in book.units.items()])


def _unit_score(book: Casebook, row: Row, tally: Tally, lines: list[PointLine]) -> UnitScore:
    base = book.rules.value(numbers.BASE, book.today, 0.0)
    floor = book.rules.value(numbers.FLOOR, book.today, float("-inf"))
    confirmed = [line.points for line in lines if line.is_confirmed]
    proposed = sum(line.points for line in lines if not line.is_confirmed)
    bonus = exact(sum(points for points in confirmed if points > 0))
    deduction = exact(-sum(points for points in confirmed if points < 0))
    plain = exact(base + bonus - deduction)
    return UnitScore(
        unit=row.text("unit"),
        unit_class=row.text("unit_class"),
        tally=tally,
        base=base,
        bonus=bonus,
        deduction=deduction,
        score=max(plain, floor),
        proposed_score=max(exact(plain + proposed), floor),
        remarks=_remarks(tally, lines, plain, floor, exact(proposed)),
    )


def _remarks(tally: Tally, lines: list[PointLine], plain: float, floor: float, proposed: float) -> str:
    vetoes = {line.rule.number: line.rule.case for line in lines if _is_veto(line)}
    said = [words.VETOED.format(rule=number, case=case) for number, case in vetoes.items()]
    if not tally.matters:
        said.append(words.UNRANKED)
    if plain < floor:
        said.append(words.FLOORED.format(sum=f"{plain:.2f}", floor=floor))
    if proposed:
        said.append(words.PROPOSED.format(points=f"{proposed:g}"))
    return words.REMARK_SEPARATOR.join(said)


def _is_veto(line: PointLine) -> bool:
    return line.rule.base == numbers.FRAUD and line.is_confirmed


def _ranked(scores: list[UnitScore]) -> list[UnitScore]:
    """Return the scores with ranks: 1 + the number of better units of the class, so that ties share a rank."""
    classes: dict[str, list[float]] = defaultdict(list)
    for score in scores:
        if score.is_ranked:
            classes[score.unit_class].append(score.score)
    return [_placed(score, classes[score.unit_class]) for score in scores]


def _placed(score: UnitScore, ranked: list[float]) -> UnitScore:
    better = sum(other > score.score + 1e-9 for other in ranked)
    return replace(score, rank=better + 1 if score.is_ranked else None, class_size=len(ranked))


def as_row(score: UnitScore) -> dict[str, Value]:
    """Return a score as a row of 单位得分."""
    tally = score.tally
    return {
        "unit": score.unit,
        "unit_class": score.unit_class or None,
        "matters": tally.matters,
        "lead_matters": tally.lead,
        "closed": tally.closed,
        "on_time_rate": tally.on_time / tally.judged if tally.judged else None,
        "base": score.base,
        "bonus": score.bonus,
        "deduction": score.deduction,
        "score": score.score,
        "proposed_score": score.proposed_score,
        "ranked": YES if score.is_ranked else NO,
        "rank": score.rank,
        "class_size": score.class_size,
        "remarks": score.remarks or None,
    }
