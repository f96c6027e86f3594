"""Whose form is it, and is it genuine. The token stands in three places; any one genuine token names the form.

one genuine form            -> that form; places that lost the token are noted
two tokens that differ      -> held: parts of two files, or an altered one
known form, wrong signature -> held;  unknown form -> rejected
no token                    -> recognised by unit and matter numbers, and held for a person
another unit's form, or one older than the latest issued to the unit -> rejected
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlsync.model.finding import Finding
from xlsync.model.form import KEY_ROW
from xlsync.model.raw import RawSheet, RawWorkbook
from xlsync.model.submission import IssuedForm
from xlsync.rules.reading.text import clean_text
from xlsync.rules.returned.cover import Cover
from xlsync.rules.returned.facts import ReceiveContext, is_blank
from xlsync.rules.returned.senders import doubt_of_sender
from xlsync.rules.signing import is_genuine
from xlsync.vocabulary.labels.form import COVER_SHEET, TOKEN_SHEET
from xlsync.vocabulary.labels.periods import period_words
from xlsync.vocabulary.phrases.returned import LIST_JOINT, LOST_PLACES
from xlsync.vocabulary.terms import Severity, SubmissionState

_TOKEN = re.compile(r"\s*(\S+\.[0-9a-f]{32})\s*")
_SEARCHED_ROWS, _SEARCHED_COLUMNS = 20 + KEY_ROW, 3


@dataclass(frozen=True)
class Identity:
    """The form, or why not: ``blocked`` says that the file stops here, with the finding that is the reason."""

    form: IssuedForm | None = None
    findings: tuple[Finding, ...] = ()
    blocked: tuple[SubmissionState, Finding] | None = None
    unit: str = ""


def identify(book: RawWorkbook, cover: Cover, context: ReceiveContext) -> Identity:
    """Return the form that a workbook is, with what was lost on the way."""
    tokens = _tokens(book, cover)
    if not tokens:
        return _by_content(book, cover, context)
    texts = set(tokens.values())
    if len(texts) > 1:
        return _stopped(SubmissionState.HELD, Finding("M35-differ", value=LIST_JOINT.join(sorted(texts))))
    token = texts.pop()
    form_id = token.rpartition(".")[0]
    form = context.form(form_id)
    if form is None:
        return _stopped(SubmissionState.REJECTED, Finding("M35-unknown", facts={"form_id": form_id}))
    if not is_genuine(form, token, context.secret):
        return _stopped(SubmissionState.HELD, Finding("M35-forged", unit=form.unit, facts={"form_id": form_id}), form)
    lost = LIST_JOINT.join(name for place, name in LOST_PLACES.items() if place not in tokens)
    noted = (Finding("M35", unit=form.unit, facts={"lost": lost}),) if lost else ()
    return _rightful(Identity(form, noted, unit=form.unit), form, cover, context)


def _rightful(found: Identity, form: IssuedForm, cover: Cover, context: ReceiveContext) -> Identity:
    """Return the identity after asking: the right unit, the right period, a sender of that unit."""
    notes = [*found.findings]
    written = cover.text("unit")
    if written and written != form.unit:
        meant = context.names.one(written, None)
        code = "M40-unit" if meant not in (None, form.unit) else "M29" if meant else "M29-unknown"
        finding = Finding(code, cover.sheet, cover.cells["unit"], unit=form.unit, value=written)
        if meant not in (None, form.unit):
            return _stopped(SubmissionState.REJECTED, finding, form, notes)
        notes.append(finding)
    latest = context.latest.get(form.unit)
    if latest is not None and latest.period != form.period and latest.issued_on >= form.issued_on:
        facts = {"period": period_words(form.period), "latest": period_words(latest.period)}
        return _stopped(SubmissionState.REJECTED, Finding("M40-period", unit=form.unit, facts=facts), form, notes)
    doubt = doubt_of_sender(form.unit, context)
    if doubt is not None and doubt.severity is Severity.QUESTION:
        return _stopped(SubmissionState.HELD, doubt, form, notes)
    notes += [doubt] if doubt else []
    return Identity(form, tuple(notes), unit=form.unit)


def _by_content(book: RawWorkbook, cover: Cover, context: ReceiveContext) -> Identity:
    unit = context.names.one(cover.text("unit"), None) or ""
    numbers = _matter_numbers(book, context)
    if not unit and not numbers:
        return _stopped(SubmissionState.HELD, Finding("M34"))
    finding = Finding("M35-none", unit=unit or cover.text("unit"), facts={"rows": len(numbers)})
    return Identity(blocked=(SubmissionState.HELD, finding), findings=(finding,), unit=unit)


def _matter_numbers(book: RawWorkbook, context: ReceiveContext) -> set[str]:
    cells = (value for sheet in book.sheets for row in sheet.rows for value in row if isinstance(value, str))
    return {key for key in map(clean_text, cells) if key in context.matters}


def _stopped(
    state: SubmissionState, finding: Finding, form: IssuedForm | None = None, notes: list[Finding] | None = None
) -> Identity:
    return Identity(form, (*(notes or ()), finding), (state, finding), form.unit if form else "")


def _tokens(book: RawWorkbook, cover: Cover) -> dict[str, str]:
    """Return the tokens found, by place; copies of the data sheet that carry other tokens are places of their own."""
    found = {"cover": _token(cover.text("form_id"))}
    for sheet in book.sheets:
        if sheet.name == TOKEN_SHEET:
            found["hidden"] = next(_marks(sheet), "")
        elif sheet.name not in (cover.sheet, COVER_SHEET):
            for token in _marks(sheet):
                place = "data" if found.setdefault("data", token) == token else token
                found[place] = token
    return {place: token for place, token in found.items() if token}


def _marks(sheet: RawSheet) -> Iterator[str]:
    """Yield the tokens near the top left corner, where inserted rows and columns may have moved them."""
    for row in sheet.rows[:_SEARCHED_ROWS]:
        for value in row[:_SEARCHED_COLUMNS]:
            if isinstance(value, str) and not is_blank(value) and (token := _token(value)):
                yield token


def _token(text: str) -> str:
    found = _TOKEN.fullmatch(text)
    return found[1] if found else ""
