"""xlsync issue: one form per unit, with --mail one draft each."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from xlsync.adapters.mail import write_draft
from xlsync.entry.bootstrap import Desk, changing
from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office
from xlsync.services.issue import Issued, issue, open_units
from xlsync.vocabulary.labels import reports as words
from xlsync.vocabulary.labels.mail import form_body, form_subject


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Write the forms; with dry_run only name them."""
    with changing(office) as desk:
        return issue_desk(desk, options, console)


def issue_desk(desk: Desk, options: Mapping[str, object], console: Console) -> Report:
    """Issue from an open desk (the demo does, too)."""
    dry_run = bool(options["dry_run"])
    wanted = tuple(str(unit) for unit in _many(options["unit"]))
    forms: list[Issued] = []
    with console.progress(words.ISSUING, len(wanted) or open_units(desk.image)) as advance:
        for issued in issue(
            desk.image,
            desk.work,
            policy=desk.policy,
            today=desk.now.date(),
            period=str(options["period"] or ""),
            units=wanted,
            dry_run=dry_run,
        ):
            forms.append(issued)
            advance(1)
    drafts = _drafts(desk, forms) if options["mail"] and not dry_run else []
    return _report(forms, drafts, dry_run, desk)


def _many(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, tuple | list) else ()


def _drafts(desk: Desk, forms: list[Issued]) -> list[Path]:
    mails = {row.text("unit"): row.text("mail") for row in desk.image["units"]}
    return [_draft(desk, issued, mails.get(issued.form.unit, "")) for issued in forms if mails.get(issued.form.unit)]


def _draft(desk: Desk, issued: Issued, address: str) -> Path:
    form, path = issued.form, issued.path.with_suffix(".eml")
    write_draft(
        path,
        to=address,
        subject=form_subject(form.unit, form.period),
        body=form_body(form.unit, form.period, form.due_on, len(form.rows)),
        attachment=issued.path,
        sender=desk.office.settings.mail_from,
    )
    return path


def _report(forms: list[Issued], drafts: list[Path], dry_run: bool, desk: Desk) -> Report:
    data = {
        "forms": [
            {
                "unit": issued.form.unit,
                "path": issued.path,
                "form_id": issued.form.form_id,
                "rows": len(issued.form.rows),
            }
            for issued in forms
        ],
        "drafts": drafts,
        "dry_run": dry_run,
    }
    rows = sum(len(issued.form.rows) for issued in forms)
    line = words.ISSUED.format(forms=len(forms), rows=rows, folder=forms[0].path.parent, due=forms[0].form.due_on)
    lines = [words.would(line, dry_run)]
    if desk.calendar.workdays_between(desk.now.date(), _due(forms)) < desk.policy.form_min_workdays:
        lines.append(words.SHORT_NOTICE.format(days=desk.policy.form_min_workdays))
    if drafts:
        lines.append(words.DRAFTED.format(drafts=len(drafts)))
    return Report(data, lines)


def _due(forms: list[Issued]) -> date:
    return date.fromisoformat(forms[0].form.due_on)
