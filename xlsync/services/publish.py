"""Publish: a document from the ledger with the next number of its kind, taken only once the file is whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from xlsync.model.plan import Plan, RowAppend, Source
from xlsync.model.table import MasterImage, Value
from xlsync.rules.documents.content import Figure, Sources
from xlsync.rules.policy import needed_setting
from xlsync.services.kinds import DocumentKind
from xlsync.vocabulary.errors import TargetLocked
from xlsync.vocabulary.labels import documents as words


class DocumentWriter(Protocol):
    """Fills a Word template."""

    def write(self, template: str, facts: Mapping[str, Any], path: Path) -> None:
        """Write the document whole or not at all; raises TemplateBroken, TargetLocked."""
        ...


@dataclass(frozen=True)
class Published:
    """A document: its number, its file, the figures in it, what to tell the clerk, and the plan that registers it."""

    number: str
    path: Path
    figures: Sequence[Figure]
    notes: Sequence[str]
    plan: Plan


def publish(
    kind: DocumentKind, sources: Sources, *, folder: Path, writer: DocumentWriter, dry_run: bool = False
) -> Published:
    """Write a document of a kind, numbered in the year of the sources' day, and return it.

    Raises, with no number used, NothingToDo for a period with nothing to say, FiguresContradict, SettingsInvalid where
    the office has not said its name or the region and code of its numbers.
    """
    office = needed_setting(sources.image["settings"], "office_name")
    sequence = _next_sequence(sources.image, kind.name, sources.today.year)
    number = _number(kind, sources, sequence)
    content = kind.content(sources)
    path = folder / str(sources.today.year) / words.FILE_NAME.format(number=number, title=content.title)
    facts = dict(content.facts) | _common(sources, office, number, sequence)
    digest = "" if dry_run else _written(writer, kind.template, facts, path)
    row = _register(kind.name, sequence, number, content.title, sources.today, path.relative_to(folder.parent), digest)
    return Published(number, path, content.figures, content.notes, Plan(kind.name, appends=(row,)))


def _common(sources: Sources, office: str, number: str, sequence: int) -> dict[str, Any]:
    day = words.DAY.format(day=sources.today)
    said = {"office": office, "number": number, "sequence": sequence, "issue_year": sources.today.year}
    return {words.COMMON_FACTS[key]: value for key, value in (said | {"as_of": day, "dated": day}).items()}


def _number(kind: DocumentKind, sources: Sources, sequence: int) -> str:
    """Return the number; of region and code only what the form of the kind's numbers asks for has to be filled in."""
    rows = {"region": "number_region", "code": f"number_code_{kind.key}"}
    asked = {
        name: needed_setting(sources.image["settings"], key)
        for name, key in rows.items()
        if f"{{{name}}}" in kind.number_form
    }
    return kind.number_form.format(kind=kind.name, year=sources.today.year, sequence=sequence, **asked)


def _written(writer: DocumentWriter, template: str, facts: Mapping[str, Any], path: Path) -> str:
    if path.exists():  # a number that is not in the register must never overwrite a document that is
        raise TargetLocked(str(path))
    writer.write(template, facts, path)
    return sha256(path.read_bytes()).hexdigest()


def _next_sequence(image: MasterImage, kind: str, year: int) -> int:
    """Return the number after the last one of the kind and year; voided numbers stay taken."""
    taken = [row["sequence"] for row in image["documents"] if row["kind"] == kind and row["year"] == year]
    return max((int(value) for value in taken if isinstance(value, int | float)), default=0) + 1


def _register(kind: str, sequence: int, number: str, title: str, today: date, path: Path, digest: str) -> RowAppend:
    key = f"{kind}-{today.year}-{sequence:03d}"
    values: dict[str, Value] = {
        "number_id": key,
        "kind": kind,
        "year": today.year,
        "sequence": sequence,
        "number": number,
        "title": title,
        "issued_on": today,
        "state": words.IN_FORCE,
        "path": path.as_posix(),
        "sha256": digest,
    }
    return RowAppend("documents", key, values, Source(kind))
