"""A change of the master that the office itself decides on, and the refresh that follows from it, in one plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from xlsync.model.calendar import WorkCalendar
from xlsync.model.plan import CellChange, Plan
from xlsync.model.table import MasterImage, Row, Table
from xlsync.rules.plan import foresee, join
from xlsync.rules.policy import OfficePolicy
from xlsync.services.ports import Move
from xlsync.services.refresh import refresh
from xlsync.services.workplace import Workplace
from xlsync.services.writing import write


@dataclass(frozen=True)
class Rewriting:
    """The master as read, the rules in force, the moment, and what people typed since the last command."""

    image: MasterImage
    work: Workplace
    policy: OfficePolicy
    calendar: WorkCalendar
    now: datetime
    observed: Sequence[CellChange] = ()

    @property
    def moment(self) -> str:
        """Return the moment as 变更记录 shows it."""
        return f"{self.now:%Y-%m-%d %H:%M}"

    def with_refresh(self, own: Plan, lines_kept: Table | None = None) -> Plan:
        """Return a plan and the refresh of what it leads to, as one; ``lines_kept`` as in refresh."""
        refreshed = refresh(
            foresee(self.image, own),
            policy=self.policy,
            calendar=self.calendar,
            today=self.now.date(),
            observed=self.observed,
            moment=self.moment,
            lines_kept=lines_kept,
        )
        joined = join(own.kind, [own, refreshed.plan])
        return replace(joined, takes_back=own.takes_back, settles=own.settles, notes=own.notes)

    def carry_out(self, plan: Plan, moves: Sequence[Move] = ()) -> Plan:
        """Journal a plan and write it; return it with its number. Raises what ``write`` raises."""
        return write(plan, self.image, self.work, self.now, moves).plan

    def lines_without(self, files: set[tuple[str, str]], more: Sequence[Row] = ()) -> Table:
        """Return 错误清单 without the lines of some returned files (unit and name), with more lines added."""
        table = self.image["findings"]
        kept = [row for row in table if not row["source"] or (row.text("unit"), row.text("source")) not in files]
        return replace(table, rows=[*kept, *more])
