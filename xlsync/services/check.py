"""What in the master needs mending: typed cells, deadlines, lights."""

from datetime import date

from xlsync.model.calendar import WorkCalendar
from xlsync.model.finding import Finding
from xlsync.model.table import MasterImage
from xlsync.rules.ledger_check import check_ledger
from xlsync.rules.plan import foresee
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.registration import register
from xlsync.rules.scores.casebook import Casebook
from xlsync.rules.standing import standing
from xlsync.rules.strays import stray_rows
from xlsync.rules.unreadable_places import short_ranges


def check(image: MasterImage, *, policy: OfficePolicy, calendar: WorkCalendar, today: date) -> list[Finding]:
    """Return every finding on the master as it stands, new matters as the next refresh will number them."""
    registering, unnumbered = register(image)
    image = foresee(image, registering)
    typed = check_ledger(Casebook(image, calendar, today), policy=policy, calendar=calendar)
    lit = standing(image, policy=policy, calendar=calendar, today=today)
    return [*unnumbered, *stray_rows(image), *typed, *short_ranges(image), *lit.findings]
