"""xlsync issue: one form per unit, with --mail one draft each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xlsync.adapters.mail import write_draft
from xlsync.entry.bootstrap import Desk, changing
from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office
from xlsync.services.issue import Issued, issue, open_units, secret_matters
from xlsync.vocabulary.labels import reports as words
from xlsync.vocabulary.labels.documents import SEPARATOR
from xlsync.vocabulary.labels.mail import form_body, form_subject


@dataclass(frozen=True)
class Batch:
    """What one issue made; ``no_mail`` are units without an address, ``secret`` matters left out for their 密级."""

    forms: list[Issued]
    drafts: list[Path]
    no_mail: list[str]
    secret: int

    @property
    def rows(self) -> int:
        """Return the lines of all forms: a matter stands on the form of each of its units."""
        return sum(len(issued.form.rows) for issued in self.forms)

    @property
    def matters(self) -> int:
        """Return the matters, each counted once."""
        return len({row.matter_id for issued in self.forms for row in issued.form.rows})


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
    mails = {row.text("unit"): row.text("mail") for row in desk.image["units"]} if options["mail"] else {}
    drafts = (
        [] if dry_run else [_draft(desk, form, mails[form.form.unit]) for form in forms if mails.get(form.form.unit)]
    )
    no_mail = [form.form.unit for form in forms if options["mail"] and not mails.get(form.form.unit)]
    return _report(Batch(forms, drafts, no_mail, secret_matters(desk.image, wanted, desk.now.date())), dry_run, desk)


def _many(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, tuple | list) else ()


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


def _report(batch: Batch, dry_run: bool, desk: Desk) -> Report:
    forms = [
        {"unit": each.form.unit, "path": each.path, "form_id": each.form.form_id, "rows": len(each.form.rows)}
        for each in batch.forms
    ]
    data = {
        "forms": forms,
        "matters": batch.matters,
        "rows": batch.rows,
        "secret": batch.secret,
        "drafts": batch.drafts,
        "no_mail": batch.no_mail,
        "dry_run": dry_run,
    }
    return Report(data, _lines(batch, dry_run, desk))


def _lines(batch: Batch, dry_run: bool, desk: Desk) -> list[str]:
    folder, due = batch.forms[0].path.parent, batch.forms[0].form.due_on
    line = words.ISSUED.format(forms=len(batch.forms), matters=batch.matters, rows=batch.rows, folder=folder, due=due)
    lines = [words.would(line, dry_run)]
    if desk.calendar.workdays_between(desk.now.date(), date.fromisoformat(due)) < desk.policy.form_min_workdays:
        lines.append(words.SHORT_NOTICE.format(days=desk.policy.form_min_workdays))
    if batch.secret:
        lines.append(words.LEFT_OUT.format(secret=batch.secret))
    if batch.drafts:
        lines.append(words.DRAFTED.format(drafts=len(batch.drafts)))
    if batch.no_mail:
        lines.append(words.NO_MAIL.format(units=SEPARATOR.join(batch.no_mail)))
    return lines
