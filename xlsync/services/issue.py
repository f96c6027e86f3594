"""Issue: one form per unit with all its open matters, pre-filled with its last answer, signed and on record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xlsync.model.calendar import WorkCalendar, quarter_of
from xlsync.model.sheets import SHEETS
from xlsync.model.submission import FormRow, IssuedForm
from xlsync.model.table import MasterImage, Value
from xlsync.rules.assignment import NOT_ASKED, Assignment, assignments, is_asked, is_secret
from xlsync.rules.policy import OfficePolicy, needed_setting
from xlsync.rules.signing import row_id, sign
from xlsync.rules.units import UnitNames
from xlsync.services.workplace import Workplace
from xlsync.vocabulary.errors import NothingToDo, UnitUnknown
from xlsync.vocabulary.labels.issuing import FORM_FILE, MONTHLY, NO_OPEN_MATTERS
from xlsync.vocabulary.terms import Owner, Role

_COLUMNS = SHEETS["matters"].form_columns()
_UNIT_COLUMNS = tuple(column.key for column in _COLUMNS if column.owner is Owner.UNIT)
_OFFICE_COLUMNS = tuple(column.key for column in _COLUMNS if column.owner is not Owner.UNIT)


@dataclass(frozen=True)
class Issued:
    """A form and the file that it was written to."""

    form: IssuedForm
    path: Path


def period_of(today: date, frequency: str) -> str:
    """Return the period that a day belongs to, such as 2016-Q3 or 2016-09."""
    if frequency == MONTHLY:
        return f"{today:%Y-%m}"
    return f"{today.year}-Q{quarter_of(today)}"


def reply_by(policy: OfficePolicy, calendar: WorkCalendar, today: date) -> date:
    """Return the day by which forms issued today are due back."""
    return calendar.add_workdays(today, policy.form_reply_workdays)


def issue(
    image: MasterImage,
    work: Workplace,
    *,
    policy: OfficePolicy,
    today: date,
    period: str = "",
    units: Sequence[str] = (),
    dry_run: bool = False,
) -> Iterator[Issued]:
    """Write and record one form per unit (the named ones, else all with open matters); yields each when it is whole.

    Raises NothingToDo when no unit has an open matter, UnitUnknown, SettingsInvalid where the office has not said its
    name.
    """
    needed_setting(image["settings"], "office_name")  # it stands on every form
    names = UnitNames(image)
    wanted = _named_units(units, names, today)
    carried = _open_by_unit(assignments(image, names), wanted)
    if not carried:
        raise NothingToDo(NO_OPEN_MATTERS)
    period = period or period_of(today, policy.form_frequency)
    due = reply_by(policy, work.calendar_of(image), today)
    order = {row.text("unit"): number for number, row in enumerate(image["units"], 1)}
    for unit in sorted(carried, key=lambda name: order.get(name, 0)):
        form_id = _form_id(period, order.get(unit, 0), work, dry_run)
        rows = tuple(_form_rows(unit, carried[unit], work))
        form = sign(IssuedForm(form_id, unit, period, today.isoformat(), due.isoformat(), "", rows), work.secret)
        path = work.forms_folder / period / FORM_FILE.format(order=order.get(unit, 0), unit=unit, period=period)
        if not dry_run:
            _write(form, image, work, path)
        yield Issued(form, path)


def _write(form: IssuedForm, image: MasterImage, work: Workplace, path: Path) -> None:
    """Record first: a form that nobody has on record could never be merged."""
    work.journal.record_form(form)
    ids = [row_id(form.form_id, row.matter_id, work.secret) for row in form.rows]
    path.parent.mkdir(parents=True, exist_ok=True)
    work.forms.write(form, image, ids, path)


def _named_units(units: Sequence[str], names: UnitNames, today: date) -> set[str]:
    wanted = set()
    for text in units:
        unit = names.one(text, today)
        if unit is None:
            raise UnitUnknown(text)
        wanted.add(unit)
    return wanted


def _open_by_unit(carried: Iterable[Assignment], wanted: set[str]) -> Mapping[str, list[Assignment]]:
    by_unit: dict[str, list[Assignment]] = {}
    for assignment in carried:
        if is_asked(assignment.row) and (not wanted or assignment.unit in wanted):
            by_unit.setdefault(assignment.unit, []).append(assignment)
    return by_unit


def _form_id(period: str, order: int, work: Workplace, dry_run: bool) -> str:
    stem = f"F{period.replace('-', '')}-{order:03d}"
    number = 1 if dry_run else work.journal.next_sequence(f"form/{stem}")
    return f"{stem}-{number}"


def _form_rows(unit: str, carried: Sequence[Assignment], work: Workplace) -> Iterator[FormRow]:
    joint = [item.row.text("matter_id") for item in carried if item.role is Role.JOINT]
    answers = work.journal.answers(unit, joint) if joint else {}
    for item in carried:
        matter = item.row.text("matter_id")
        values: dict[str, Value] = {key: item.row[key] for key in _OFFICE_COLUMNS if item.row[key] is not None}
        own = item.row.values if item.role is Role.LEAD else answers.get(matter, {})
        values |= {key: own[key] for key in _UNIT_COLUMNS if own.get(key) is not None}
        yield FormRow(matter, values)


def secret_matters(image: MasterImage, units: Sequence[str], today: date) -> int:
    """Return how many open matters stay off the forms of these units (of all where none is named) for their 密级."""
    names = UnitNames(image)
    wanted = _named_units(units, names, today)
    carried = (item for item in assignments(image, names) if not wanted or item.unit in wanted)
    return len(
        {item.row.text("matter_id") for item in carried if is_secret(item.row) and item.row["stage"] not in NOT_ASKED}
    )


def open_units(image: MasterImage) -> int:
    """Return how many units have a matter to be asked about."""
    return len(_open_by_unit(assignments(image, UnitNames(image)), set()))
