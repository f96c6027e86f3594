"""The checks of one returned row, as one list: each is a plain function that yields its objections."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from xlsync.model.finding import Finding
from xlsync.model.table import Row, Value
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.returned.compare import as_day
from xlsync.rules.returned.facts import Spot, shown
from xlsync.vocabulary.phrases.returned import DONE, ONGOING
from xlsync.vocabulary.terms import Stage


@dataclass(frozen=True)
class RowFacts:
    """A row as read: all its values, the columns that changed, what was issued in it, and its row of the ledger.

    ``last`` is never an answer to this same form: a correction may well go down.
    """

    values: Mapping[str, Value]
    changed: frozenset[str]
    last: Mapping[str, Value]
    ledger: Row | None
    policy: OfficePolicy
    received_on: date
    spot: Callable[[str], Spot]


@dataclass(frozen=True, slots=True)
class Objection:
    """A finding about a row; ``drop`` names the column whose value is not taken, '' for none."""

    finding: Finding
    drop: str = ""


def objections(facts: RowFacts) -> list[Objection]:
    """Return everything that contradicts itself, the calendar or what was reported before."""
    return [objection for check in CHECKS for objection in check(facts)]


def done_but_under_way(facts: RowFacts) -> Iterator[Objection]:
    """Yield a matter reported done whose text says that it is under way.

    Where the text says done as well, its last word counts: nothing where that is done, else a question.
    """
    text = facts.values.get("progress")
    if not _is_done(facts) or not isinstance(text, str):
        return
    word = max(ONGOING, key=text.rfind)
    done = [found for found in DONE.finditer(text) if found.end() <= text.rfind(word)]
    if word not in text or DONE.search(text, text.rfind(word)):
        return
    if done:
        yield Objection(facts.spot("stage").finding("M26-both", word=word, done=done[-1][0]))
    else:
        yield Objection(facts.spot("stage").finding("M26", word=word))


def done_but_not_whole(facts: RowFacts) -> Iterator[Objection]:
    """Yield a matter reported done at less than 100 %."""
    share = facts.values.get("percent")
    if _is_done(facts) and isinstance(share, int | float) and share < 1 and {"stage", "percent"} & facts.changed:
        yield Objection(facts.spot("percent").finding("M26-percent", value=_written(facts), percent=_share(share)))


def done_date_of_an_open_matter(facts: RowFacts) -> Iterator[Objection]:
    """Yield a date of completion beside a stage that is still open."""
    day, stage = facts.values.get("done_on"), _stage(facts)
    if "done_on" in facts.changed and day is not None and stage in (Stage.OPEN, Stage.WAITING):
        yield Objection(facts.spot("done_on").finding("M26-date", value=day, stage=_written(facts)))


def done_in_the_future(facts: RowFacts) -> Iterator[Objection]:
    """Yield a date of completion later than the day on which the file came."""
    day = as_day(facts.values.get("done_on"))
    if "done_on" in facts.changed and day is not None and day > facts.received_on:
        received = shown(facts.received_on)
        yield Objection(facts.spot("done_on").finding("M17-future", value=day, received=received), "done_on")


def done_before_it_began(facts: RowFacts) -> Iterator[Objection]:
    """Yield a date of completion earlier than the day of registration."""
    day = as_day(facts.values.get("done_on"))
    registered = as_day(facts.ledger["registered_on"]) if facts.ledger else None
    if "done_on" in facts.changed and day is not None and registered is not None and day < registered:
        spot = facts.spot("done_on")
        yield Objection(spot.finding("M17-early", value=day, registered=shown(registered)), "done_on")


def negative_value(facts: RowFacts) -> Iterator[Objection]:
    """Yield a cumulative value below zero."""
    value = facts.values.get("actual_value")
    if "actual_value" in facts.changed and isinstance(value, int | float) and value < 0:
        yield Objection(facts.spot("actual_value").finding("M20-range"), "actual_value")


def jump_or_fall(facts: RowFacts) -> Iterator[Objection]:
    """Yield a cumulative value that fell, or that changed by so many times that 亿 and 万 may be confused."""
    value, last = facts.values.get("actual_value"), facts.last.get("actual_value")
    if "actual_value" not in facts.changed or not isinstance(value, int | float) or not isinstance(last, int | float):
        return
    if last <= 0 or value < 0:
        return
    times = max(value / last, last / value if value else 0.0)
    spot = facts.spot("actual_value")
    if times >= facts.policy.jump_factor:
        yield Objection(spot.finding("M22", value=value, last=shown(last), times=f"{times:,.0f}"), "actual_value")
    elif value < last:
        yield Objection(spot.finding("M23", value=value, last=shown(last)), "actual_value")


def share_fell(facts: RowFacts) -> Iterator[Objection]:
    """Yield a share of completion smaller than last time."""
    value, last = facts.values.get("percent"), facts.last.get("percent")
    numbers = isinstance(value, int | float) and isinstance(last, int | float)
    if "percent" in facts.changed and numbers and value < last:  # type: ignore[operator]
        spot = facts.spot("percent")
        yield Objection(spot.finding("M23", value=_share(value), last=_share(last)), "percent")


def _share(value: Value) -> str:
    return f"{value * 100:.6g}%" if isinstance(value, int | float) else ""


def _stage(facts: RowFacts) -> Value:
    return facts.values.get("stage")


def _written(facts: RowFacts) -> Value:
    """Return the stage in the words of the form."""
    return shown(facts.spot("stage").value)


def _is_done(facts: RowFacts) -> bool:
    return _stage(facts) in (Stage.REPORTED, Stage.CLOSED) and bool({"stage", "progress", "percent"} & facts.changed)


CHECKS: tuple[Callable[[RowFacts], Iterator[Objection]], ...] = (
    done_but_under_way,
    done_but_not_whole,
    done_date_of_an_open_matter,
    done_in_the_future,
    done_before_it_began,
    negative_value,
    jump_or_fall,
    share_fell,
)
