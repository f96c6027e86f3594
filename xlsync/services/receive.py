"""Examine one returned file: whose form it is, what it answers, and every doubt. Changes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from xlsync.model.finding import Finding
from xlsync.model.raw import RawWorkbook
from xlsync.model.submission import Answer, IssuedForm
from xlsync.model.table import Value
from xlsync.rules.reading.text import clean_text
from xlsync.rules.returned import signs
from xlsync.rules.returned.compare import as_day
from xlsync.rules.returned.cover import Cover, read_cover
from xlsync.rules.returned.facts import ReceiveContext, brief
from xlsync.rules.returned.identify import Identity, identify
from xlsync.rules.returned.match import RowMatcher, missing_matters
from xlsync.rules.returned.office import ExtensionWish, attempts
from xlsync.rules.returned.rows import RowRead, RowReader
from xlsync.rules.returned.sheets import Choice, choose, matched_sheets
from xlsync.vocabulary.phrases.words import FORM_STAGES
from xlsync.vocabulary.terms import Severity, Stage, SubmissionState

__all__ = ["Examination", "ReceiveContext", "examine"]

_ALIKE_FROM = 15  # shorter texts such as 已完成验收 are alike by nature
_MANY = 3  # so many rows with one cause are told in one sentence
_NOT_ASKED = (Stage.REPORTED, Stage.CLOSED, Stage.SUSPENDED, Stage.CANCELLED)


@dataclass(frozen=True)
class Examination:
    """A file as understood. ``state`` None: it proceeds; else where it stops, with the Chinese ``reason``.

    ``told`` is that reason as the unit is told it.

    ``returned`` and ``asked`` give, by matter, what the unit must mend and what the clerk must settle; ``not_returned``
    are matters of the form that did not come back. ``order`` sorts a unit's own files, the later one counts.
    """

    content_sha: str
    name: str
    state: SubmissionState | None = None
    reason: str = ""
    unit: str = ""
    form_id: str = ""
    period: str = ""
    order: str = ""
    answers: tuple[Answer, ...] = ()
    findings: tuple[Finding, ...] = ()
    returned: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    not_returned: tuple[str, ...] = ()
    extensions: tuple[ExtensionWish, ...] = ()
    filled_by: str = ""
    told: str = ""


@dataclass
class _Report:
    """What has been found so far."""

    findings: list[Finding] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    extensions: list[ExtensionWish] = field(default_factory=list)
    not_returned: tuple[str, ...] = ()
    stops: tuple[SubmissionState, Finding] | None = None

    def stop(self, state: SubmissionState, finding: Finding) -> None:
        """Note that the file goes no further, and why; the first reason counts."""
        self.findings.append(finding)
        self.stops = self.stops or (state, finding)


def examine(content_sha: str, name: str, book: RawWorkbook, *, context: ReceiveContext) -> Examination:
    """Return what a returned workbook says; whatever stands in it, the answer is an Examination and no exception."""
    cover = read_cover(book)
    identity = identify(book, cover, context)
    report = _Report([*identity.findings], stops=identity.blocked)
    if identity.form is not None and identity.blocked is None:
        _read_form(identity.form, book, cover, context, report)
    return replace(_examination(content_sha, name, identity, report, context), filled_by=cover.text("filled_by"))


def _examination(
    content_sha: str, name: str, identity: Identity, report: _Report, context: ReceiveContext
) -> Examination:
    form = identity.form
    state, blocking = report.stops or (None, None)
    findings = [replace(finding, source=name, unit=finding.unit or identity.unit) for finding in report.findings]
    stamp = context.saved_at or context.received_on.isoformat()
    return Examination(
        content_sha,
        name,
        state,
        f"{blocking.message}{blocking.remedy}" if blocking else "",
        identity.unit,
        form.form_id if form else "",
        form.period if form else "",
        f"{form.issued_on}/{stamp}" if form else "",
        tuple(report.answers),
        tuple(findings),
        _by_matter(findings, Severity.RETURN),
        _by_matter(findings, Severity.QUESTION),
        report.not_returned,
        tuple(report.extensions),
        told=f"{blocking.told}{blocking.told_remedy}" if blocking else "",
    )


def _by_matter(findings: list[Finding], severity: Severity) -> dict[str, str]:
    """Return the sentences of one severity by matter."""
    sentences: dict[str, str] = {}
    for finding in findings:
        if finding.matter and finding.severity is severity:
            sentences[finding.matter] = sentences.get(finding.matter, "") + finding.message
    return sentences


def _read_form(form: IssuedForm, book: RawWorkbook, cover: Cover, context: ReceiveContext, report: _Report) -> None:
    matcher = RowMatcher(form, context.secret)
    sheets = matched_sheets(book, cover.sheet, matcher)
    if not sheets:
        report.stop(SubmissionState.HELD, Finding("M34-layout", unit=form.unit))
        return
    form_words = {meaning: word for word, meaning in context.policy.words(FORM_STAGES).items()}
    choice = choose(sheets, form.unit, form_words)
    known = {cover.sheet, *(sheet.layout.sheet.name for sheet in sheets)}
    report.findings += [*choice.findings, *signs.of_layout(choice.sheet.layout, form.unit)]
    _read_rows(form, book, choice, context, report)
    report.findings += [*signs.of_other_sheets(book, known, form.unit), *signs.of_book(book, form.unit)]
    if context.policy.signoff_required and not cover.text("signed_by"):
        place = cover.cells.get("signed_by", "")
        report.stop(SubmissionState.REJECTED, Finding("M50", cover.sheet, place, unit=form.unit))


def _read_rows(form: IssuedForm, book: RawWorkbook, choice: Choice, context: ReceiveContext, report: _Report) -> None:
    layout, matched = choice.sheet.layout, choice.sheet.matched
    reader = RowReader(
        form, layout, context, date_1904=book.date_1904, areas=choice.sheet.areas, disputed=choice.disputed
    )
    report.findings += _gathered(matched.findings, layout.sheet.name)
    reads = [reader.read(row) for row in sorted(matched.rows.values(), key=lambda row: row.number)]
    for read in reads:
        report.findings += read.findings
        for finding, wish in attempts(choice.sheet, form, read.row, context, reader.form_words):
            report.findings.append(finding)
            report.extensions += [wish] if wish else []
    last_row = max((read.row.number for read in reads), default=layout.header_row)
    report.findings += signs.of_sheet(layout, form.unit, last_row)
    report.not_returned = missing_matters(form, matched.rows, matched.doubtful)
    report.findings += [Finding("M06", layout.sheet.name, "", matter, form.unit) for matter in report.not_returned]
    report.answers += [reader.answer(read) for read in reads if not read.says_nothing]
    _judge_news(form, reads, reader, context, report)


def _gathered(findings: list[Finding], sheet: str) -> list[Finding]:
    """Return the findings of rows, those of many lost row ids told as one."""
    lost = [finding for finding in findings if finding.code in ("M07", "M07-id")]
    if len(lost) < _MANY:
        return findings
    others = [finding for finding in findings if finding not in lost]
    return [*others, Finding("M07-many", sheet, lost[0].cell, facts={"count": len(lost)})]


def _judge_news(
    form: IssuedForm, reads: list[RowRead], reader: RowReader, context: ReceiveContext, report: _Report
) -> None:
    """Note rows without news: a form without any stops, else each row that was due for feedback."""
    if not any(read.changed for read in reads) and not (reads and report.not_returned):
        if any(read.values.keys() & {"progress", "percent"} for read in reads):
            report.stop(SubmissionState.HELD, Finding("M27-same", unit=form.unit))
        else:
            report.stop(SubmissionState.REJECTED, Finding("M27-empty", unit=form.unit))
        return
    for read in reads:
        if not read.changed and _is_due(form, read, context):
            code = "M27" if "progress" in read.values else "M27-blank"
            report.findings.append(reader.spot(read.row, "progress").finding(code))
    report.findings += _alike(form, reads, reader, context)


def _is_due(form: IssuedForm, read: RowRead, context: ReceiveContext) -> bool:
    """Return whether the form asked for news of a matter: not when it is done, nor before its next feedback is due."""
    if read.values.get("stage") in _NOT_ASKED:
        return False
    row = context.matters.get(read.row.issued.matter_id)
    upcoming, due = as_day(row["next_feedback"]) if row else None, as_day(form.due_on)
    return upcoming is None or due is None or upcoming <= due


def _is_own_text(read: RowRead) -> bool:
    """Return whether the unit typed a new progress into this very row, rather than merging cells."""
    return "progress" in read.changed and all(finding.code != "M09-text" for finding in read.findings)


def _alike(form: IssuedForm, reads: list[RowRead], reader: RowReader, context: ReceiveContext) -> Iterator[Finding]:
    """Yield new progress texts that repeat, word for word, another row of the file or another unit of the period."""
    first: dict[str, str] = {}
    for read in reads:
        text: Value = read.values.get("progress")
        if not isinstance(text, str) or len(text) < _ALIKE_FROM or not _is_own_text(read):
            continue
        key = clean_text(text)
        other = first.setdefault(key, read.row.issued.matter_id)
        reported = context.indexes.reported.get((form.period, key))
        spot = reader.spot(read.row, "progress")
        if other != read.row.issued.matter_id:
            yield spot.finding("M27-alike", value=brief(text), other=other)
        elif reported is not None and reported["unit"] != form.unit:
            facts = {"other": reported["matter_id"], "other_unit": reported["unit"]}
            yield spot.finding("M27-alike-unit", value=brief(text), **facts)
