"""The sheet 变更记录: one line per matter for what people typed, for a new number, for a deadline that was extended.

Lines of merges and of settled conflicts are made where those are (rules.absorb, rules.settling).
"""

from collections.abc import Iterable, Iterator, Sequence

from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Value
from xlsync.rules.plan import ROW_SIGN
from xlsync.rules.returned.facts import brief
from xlsync.rules.shown import show
from xlsync.vocabulary.labels import refreshing as words
from xlsync.vocabulary.labels.journal import OBSERVED
from xlsync.vocabulary.labels.merging import BLANK_SHOWN, CHANGE_LINE, CLAUSE_MARK, LIST_MARK
from xlsync.vocabulary.labels.registration import REGISTRATION_KIND
from xlsync.vocabulary.terms import Owner

_MATTERS, _CHANGES = SHEETS["matters"], SHEETS["changes"]
_TYPED = (Owner.OFFICE, Owner.UNIT)


def change_lines(
    image: MasterImage, observed: Iterable[CellChange], registering: Plan, computing: Plan, moment: str
) -> Plan:
    """Return the plan that adds the lines of one command; ``moment`` is what 变更时间 shows."""
    typed = [change for change in observed if _is_input(change) and not change.key.startswith(ROW_SIGN)]
    extended = [change for change in computing.changes if _is_extension(change)]
    numbers = [
        change for change in registering.changes if (change.sheet, change.column) == (_MATTERS.name, _MATTERS.key)
    ]
    rows = [
        *_lines(image, OBSERVED, _by_key(typed), moment),
        *_lines(image, REGISTRATION_KIND, {str(change.after): [change] for change in numbers}, moment),
        *_lines(image, words.EXTENDED, _by_key(extended), moment),
    ]
    return Plan(words.REFRESH_KIND, appends=tuple(rows))


def matter_summaries(changes: Iterable[CellChange]) -> dict[str, tuple[str, str]]:
    """Return, by matter, the headers of the input cells of the ledger that change, and before and after of each."""
    inputs = _by_key(change for change in changes if _is_input(change))
    return {matter: (_headers(own), _summary(own)) for matter, own in inputs.items()}


def _is_input(change: CellChange) -> bool:
    return change.sheet == _MATTERS.name and _MATTERS.by_key[change.column].owner in _TYPED


def _is_extension(change: CellChange) -> bool:
    return (change.sheet, change.column) == (_MATTERS.name, "adjusted_due") and change.after is not None


def _by_key(changes: Iterable[CellChange]) -> dict[str, list[CellChange]]:
    found: dict[str, list[CellChange]] = {}
    for change in changes:
        found.setdefault(change.key, []).append(change)
    return found


def _lines(image: MasterImage, kind: str, changes: dict[str, list[CellChange]], moment: str) -> Iterator[RowAppend]:
    """Yield one line per matter; it is named by the version of the master in which the change was seen."""
    for matter_id, own in changes.items():
        key = f"{image.sha256[:8]}/{matter_id}/{kind}"
        values: dict[str, Value] = {
            "change_no": key,
            "changed_at": moment,
            "kind": kind,
            "matter_id": matter_id,
            "who": own[0].source.who,
            "columns": _headers(own),
            "summary": _summary(own),
        }
        yield RowAppend(_CHANGES.name, key, values, Source(words.REFRESH_KIND))


def _headers(changes: Sequence[CellChange]) -> str:
    return LIST_MARK.join(_MATTERS.header(change.column) for change in changes)


def _summary(changes: Sequence[CellChange]) -> str:
    return CLAUSE_MARK.join(
        CHANGE_LINE.format(
            column=_MATTERS.header(change.column),
            before=_shown(change, change.before),
            after=_shown(change, change.after),
        )
        for change in changes
    )


def _shown(change: CellChange, value: Value) -> str:
    return brief(show(value, _MATTERS.by_key[change.column].kind) or BLANK_SHOWN)
