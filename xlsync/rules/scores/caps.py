"""Ceilings: what a unit can lose or gain by one rule in one matter, in one matter at all, by one rule in one year.

Lines are taken confirmed first, then proposed, each in the order of their days: a proposal never pushes a confirmed
point over the ceiling. A ceiling holds the points themselves (after the factor), so that the sum printed never
exceeds it. What a person has decided (人工) is not cut by the ceiling of the matter, only by its own rule's.
"""

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date

from xlsync.rules.scores.lines import PointLine
from xlsync.rules.scores.manual import HAND_MODES
from xlsync.rules.scores.rulebook import Rulebook
from xlsync.vocabulary.labels import scores as words
from xlsync.vocabulary.terms import CapScope

Ceiling = tuple[Hashable, float] | None
"""The group that shares a ceiling and its (signed) height, None where the line has none of this kind."""


def cap_lines(lines: list[PointLine], rules: Rulebook, today: date) -> list[PointLine]:
    """Return the lines, in the order given, with points cut where a ceiling is reached; the evidence says so."""
    order = sorted(range(len(lines)), key=lambda place: _turn(lines[place]))
    cut = [lines[place] for place in order]
    matter_cap = rules.matter_cap(today)
    cut = _cut(cut, _in_rule, words.CAPPED_IN_RULE)
    cut = _cut(cut, lambda line: _in_matter(line, matter_cap), words.CAPPED_IN_MATTER)
    cut = _cut(cut, _in_year, words.CAPPED_IN_YEAR)
    capped = dict(zip(order, cut, strict=True))
    return [capped[place] for place in range(len(lines))]


def _turn(line: PointLine) -> tuple[bool, date, str]:
    return not line.is_confirmed, line.happened_on or line.due or date.max, line.rule.number


def _in_rule(line: PointLine) -> Ceiling:
    if line.rule.cap is None or line.rule.cap_scope != CapScope.RULE_IN_MATTER:
        return None
    return (line.unit, line.matter_id, line.rule.base), line.rule.cap


def _in_matter(line: PointLine, matter_cap: float | None) -> Ceiling:
    if matter_cap is None or not line.matter_id or line.points >= 0 or line.rule.mode in HAND_MODES:
        return None
    return (line.unit, line.matter_id), matter_cap


def _in_year(line: PointLine) -> Ceiling:
    if line.rule.cap is None or line.rule.cap_scope != CapScope.YEAR:
        return None
    return (line.unit, line.rule.base, line.period[:4]), line.rule.cap


def _cut(lines: list[PointLine], ceiling_of: Callable[[PointLine], Ceiling], words_of_cut: str) -> list[PointLine]:
    used: dict[Hashable, float] = {}
    result = []
    for line in lines:
        ceiling = ceiling_of(line)
        if ceiling is not None:
            group, height = ceiling
            before = used.get(group, 0.0)
            line = _lowered(line, height, height - before, words_of_cut)
            used[group] = before + line.points
        result.append(line)
    return result


def _lowered(line: PointLine, height: float, left: float, words_of_cut: str) -> PointLine:
    """Return the line with at most the points that are left under a ceiling of its own sign."""
    points = max(line.points, min(left, 0.0)) if height < 0 else min(line.points, max(left, 0.0))
    if abs(points - line.points) < 1e-9:
        return line
    return replace(line, points=points).add(words_of_cut.format(cap=abs(height)))
