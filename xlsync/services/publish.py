"""Publish: a document from the ledger with the next number of its kind, taken only once the file is whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, TypeVar

from xlsync.model.plan import Plan, RowAppend, Source
from xlsync.model.table import MasterImage, Row, Value
from xlsync.rules.circular import CircularFigures, Quarter, Tally, circular_figures
from xlsync.rules.policy import OfficePolicy, needed_setting
from xlsync.rules.rounding import half_up
from xlsync.vocabulary.errors import NothingToDo, TargetLocked
from xlsync.vocabulary.labels import circular as words
from xlsync.vocabulary.labels.periods import QUARTERS

T = TypeVar("T")


class DocumentWriter(Protocol):
    """Fills a Word template."""

    def write(self, template: str, facts: Mapping[str, Any], path: Path) -> None:
        """Write the document whole or not at all; raises TemplateBroken, TargetLocked."""
        ...


@dataclass(frozen=True)
class Published:
    """A document: its number, its file and the figures in it (text, value), and the plan that registers the number."""

    number: str
    path: Path
    figures: Sequence[Mapping[str, Any]]
    plan: Plan


def publish_circular(
    image: MasterImage,
    quarter: Quarter,
    *,
    policy: OfficePolicy,
    today: date,
    folder: Path,
    writer: DocumentWriter,
    dry_run: bool = False,
) -> Published:
    """Write the quarter's 督查通报 and return it.

    Raises, with no number used, NothingToDo for a quarter without matters, FiguresContradict, SettingsInvalid where the
    office has not said its name or the region of its numbers.
    """
    named = {key: needed_setting(image["settings"], key) for key in ("office_name", "number_region")}
    figures = circular_figures(image, quarter, today, praised=policy.praise_top, named=policy.named_behind)
    if not figures.whole.total:
        raise NothingToDo(words.NO_MATTERS.format(year=quarter.year, quarter=QUARTERS[quarter.number]))
    settings = {row.text("key"): row.text("value") for row in image["settings"]} | named
    sequence = _next_sequence(image, today.year)
    number = words.NUMBER.format(
        region=settings["number_region"], code=settings["number_code_circular"], year=today.year, sequence=sequence
    )
    title = words.TITLE.format(year=quarter.year, quarter=QUARTERS[quarter.number])
    path = folder / str(today.year) / words.FILE_NAME.format(number=number, title=title)
    facts = _facts(figures, settings, number)
    digest = "" if dry_run else _written(writer, facts, path)
    row = _register(sequence, number, title, today, path.relative_to(folder.parent), digest)
    return Published(number, path, _listed(facts), Plan(words.KIND, appends=(row,)))


def _written(writer: DocumentWriter, facts: Mapping[str, Any], path: Path) -> str:
    if path.exists():  # a number that is not in the register must never overwrite a document that is
        raise TargetLocked(str(path))
    writer.write(words.TEMPLATE, facts, path)
    return sha256(path.read_bytes()).hexdigest()


def _next_sequence(image: MasterImage, year: int) -> int:
    """Return the number after the last one of the kind and year; voided numbers stay taken."""
    taken = [row["sequence"] for row in image["documents"] if row["kind"] == words.KIND and row["year"] == year]
    return max((int(value) for value in taken if isinstance(value, int | float)), default=0) + 1


def _register(sequence: int, number: str, title: str, today: date, path: Path, digest: str) -> RowAppend:
    key = f"{words.KIND}-{today.year}-{sequence:03d}"
    values: dict[str, Value] = {
        "number_id": key,
        "kind": words.KIND,
        "year": today.year,
        "sequence": sequence,
        "number": number,
        "title": title,
        "issued_on": today,
        "state": words.IN_FORCE,
        "path": path.as_posix(),
        "sha256": digest,
    }
    return RowAppend("documents", key, values, Source(words.KIND))


def _facts(figures: CircularFigures, settings: Mapping[str, str], number: str) -> dict[str, Any]:
    by_key = {
        "year": figures.quarter.year,
        "quarter": QUARTERS[figures.quarter.number],
        "as_of": words.DAY.format(day=figures.as_of),
        "office": settings["office_name"],
        "number": number,
        "to": words.ADDRESSEES,
        "dated": words.DAY.format(day=figures.as_of),
        "praised": words.SEPARATOR.join(row.text("unit") for row in figures.leading),
        "lagging": _list(figures.lagging, lambda unit: words.LAGGING.format(unit=unit.name, count=unit.overdue)),
        "late": _list(figures.late_reporters, lambda pair: words.LATE.format(unit=pair[0], count=pair[1])),
        "appeal": settings["appeal_workdays"],
        "families": [_tally_facts(tally) for tally in figures.families],
        "ranking": [_rank_facts(row) for row in figures.ranking],
    }
    return {words.FACTS[key]: value for key, value in by_key.items()} | _tally_facts(figures.whole)


def _list(items: Sequence[T], text: Callable[[T], str]) -> str:
    return words.SEPARATOR.join(text(item) for item in items)


def _tally_facts(tally: Tally) -> dict[str, Any]:
    counts = {label: getattr(tally, key) for key, label in words.WHOLE_FACTS.items()}
    return {words.NAME: tally.name, words.CLOSED_RATE: _share(tally.closed, tally.total), **counts}


def _rank_facts(row: Row) -> dict[str, Any]:
    facts: dict[str, Any] = {label: row.text(key) for key, label in words.RANK_FACTS.items()}
    score = row["score"]
    facts[words.RANK_FACTS["score"]] = f"{half_up(float(score), 2):.2f}" if isinstance(score, int | float) else ""
    return facts


def _share(part: int, whole: int) -> str:
    return f"{half_up(part * 100 / whole, 1):.1f}%" if whole else words.NO_SHARE


def _listed(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"text": name, "value": value} for name, value in facts.items() if isinstance(value, int | str)]
