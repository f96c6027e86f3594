"""Writes the note that goes back to a unit: a plain text that a clerk can send as it is."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from xlsync.adapters.inbox import shown_name
from xlsync.adapters.mail import guarded
from xlsync.adapters.replace import write_durably
from xlsync.model.finding import Finding
from xlsync.model.submission import Outcome
from xlsync.model.table import Value
from xlsync.vocabulary.labels import receipts as words
from xlsync.vocabulary.labels.envelopes import REPLY_TO
from xlsync.vocabulary.labels.periods import period_words
from xlsync.vocabulary.terms import Severity

_NOT_RETURNED_MODE = 6  # domain.md 7: rows that were issued and did not come back
_SHOWN_VALUE = 60


class ReceiptFiles:
    """Receipts as .txt files (services.ports.ReceiptWriter).

    UTF-8 with a byte order mark and CRLF, because the Notepad of Windows 7 shows only such files rightly.
    """

    def __init__(self, office: str = "", today: date | None = None) -> None:
        """Keep who signs and the day of the note; without a day the note bears none."""
        self._office, self._today = office, today

    def write(
        self, outcome: Outcome, findings: Sequence[Finding], folder: Path, *, received_at: datetime | None = None
    ) -> Path:
        """Write the receipt, 退回 note or question of one file, whole or not at all; return its path."""
        text = "\n".join([*_head(outcome, received_at), *_groups(findings), *self._foot(outcome, findings)]) + "\n"
        path = folder / receipt_name(outcome)
        folder.mkdir(parents=True, exist_ok=True)
        write_durably(path, text.replace("\n", "\r\n").encode("utf-8-sig"))
        return path

    def _foot(self, outcome: Outcome, findings: Sequence[Finding]) -> Iterator[str]:
        yield _closing(outcome, {finding.severity for finding in findings})
        yield ""
        if self._office:
            yield words.SIGNED.format(office=self._office)
        if self._today:
            yield words.DAY.format(self._today)


def _closing(outcome: Outcome, severities: set[Severity]) -> str:
    title = _title(outcome)
    if title == words.RETURNED or severities & set(words.TO_MEND):
        return words.CLOSING_MEND
    if title == words.ASKED or Severity.QUESTION in severities:
        return words.CLOSING_ASKED
    return words.CLOSING_TAKEN


def receipt_name(outcome: Outcome) -> str:
    """Return the file name of a receipt: unit, period and the start of the file's hash, and what it is."""
    parts = (outcome.unit or words.NO_UNIT, outcome.period, outcome.sha256[:8], _title(outcome))
    return shown_name("_".join(part.replace("/", "-").replace("\\", "-") for part in parts if part) + ".txt")


def receipts_of(folder: Path, sha256: str) -> list[str]:
    """Return the names of the receipts that lie there for a file of this SHA-256."""
    return sorted(path.name for path in folder.glob(f"*_{sha256[:8]}_*.txt"))


def _title(outcome: Outcome) -> str:
    return words.TITLE_OF_STATE.get(outcome.state, words.TAKEN)


def _head(outcome: Outcome, received_at: datetime | None) -> Iterator[str]:
    yield words.HEADING.format(title=_title(outcome))
    yield ""
    yield words.GREETING.format(unit=outcome.unit or words.NO_UNIT)
    file = shown_name(outcome.file)
    if received_at is None:
        yield words.RECEIVED_UNDATED.format(file=file)
    else:
        yield words.RECEIVED.format(file=file, when=words.FILE_DATE.format(received_at))
    if "@" in outcome.sender:
        yield REPLY_TO.format(sender=outcome.sender)
    if outcome.period:
        yield words.PERIOD.format(period=period_words(outcome.period), form_id=outcome.form_id)
    yield from _result(outcome)
    yield ""


def _result(outcome: Outcome) -> Iterator[str]:
    title, reason = _title(outcome), outcome.told or outcome.reason
    if title != words.TAKEN:
        yield (words.RESULT_RETURNED if title == words.RETURNED else words.RESULT_ASKED).format(reason=reason)
        return
    yield words.RESULT.format(reason=reason)
    if outcome.conflicts:
        yield words.RESULT_CONFLICTS


def _groups(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the findings by what they ask for, in the words for the unit; matters that did not come back stand last."""
    others = [finding for finding in findings if finding.mode != _NOT_RETURNED_MODE]
    missing = [finding for finding in findings if finding.mode == _NOT_RETURNED_MODE]
    blocks = [
        (group.heading, group.note, [one for one in others if one.severity in group.severities])
        for group in words.GROUPS
    ]
    filled = [block for block in [*blocks, (words.NOT_RETURNED, words.NOT_RETURNED_NOTE, missing)] if block[2]]
    for ordinal, (heading, note, members) in zip(words.ORDINALS, filled, strict=False):
        yield words.GROUP_HEADING.format(ordinal=ordinal, heading=heading, count=len(members))
        if note:
            yield note
        yield from _members(members)
        yield ""


def _members(members: Sequence[Finding]) -> Iterator[str]:
    """Yield one line for each finding, and one remedy for all that follow each other with the same."""
    first = 1
    for number, finding in enumerate(members, 1):
        yield _line(number, finding)
        remedy = "" if finding.mode == _NOT_RETURNED_MODE else finding.told_remedy
        if number < len(members) and members[number].told_remedy == finding.told_remedy:
            continue
        if remedy:
            words_of = words.REMEDY if first == number else words.REMEDY_OF_MANY
            yield words_of.format(remedy=remedy, first=first, last=number)
        first = number + 1


def _line(number: int, finding: Finding) -> str:
    if finding.mode == _NOT_RETURNED_MODE and finding.matter:
        return f"{number}. {finding.matter}"
    matter = words.PLACE.format(matter=finding.matter) if finding.matter else ""
    place = words.CELL.format(sheet=finding.sheet, cell=finding.cell) if finding.cell else ""
    message, value = finding.told, _shown(finding.value)
    has_own_words = message != finding.message
    read = words.READ.format(value=value) if value and value not in message and not has_own_words else ""
    return guarded(f"{number}. {matter}{place}{message}{read}")


def _shown(value: Value) -> str:
    """Return a value on one line, cut short; whole numbers without their decimal point."""
    if isinstance(value, date):
        return words.SHOWN_DAY.format(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = " ".join(str(value).split()) if value is not None else ""
    return text if len(text) <= _SHOWN_VALUE else f"{text[: _SHOWN_VALUE - 1]}…"
