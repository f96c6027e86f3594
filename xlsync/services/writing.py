"""A plan on its way into the master: the lock is looked at, then journal, master, journal, in this order.

Into an open workbook a plan may be written and not be saved: the person there has unsaved work, which is not ours to
save. Such a plan stays begun until it is seen in the saved file (``recover``).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from xlsync.model.plan import Plan
from xlsync.model.table import MasterImage
from xlsync.rules.fitting import fitted
from xlsync.services.ports import Accepted, Journal, Master, Move
from xlsync.services.stages import Stages
from xlsync.services.workplace import Workplace
from xlsync.vocabulary.errors import MasterLocked, MasterOpenedMeanwhile, OutdatedWorkbookOpen, UnsafeMaster


class Written(NamedTuple):
    """A plan with its number; ``is_saved`` is False while it stands only in the open workbook."""

    plan: Plan
    is_saved: bool


def refuse_if_held(master: Master) -> None:
    """Raise MasterLocked where somebody has the master open: nothing is begun that could not be ended."""
    holder = master.held_by()
    if holder is not None:
        raise MasterLocked(holder)


def refuse_outdated(shown: MasterImage, saved: MasterImage) -> None:
    """Raise OutdatedWorkbookOpen where the open workbook lacks plans that its file holds: saving it would lose them."""
    if shown.plan_number < saved.plan_number:
        raise OutdatedWorkbookOpen


def write(
    plan: Plan,
    image: MasterImage,
    work: Workplace,
    now: datetime,
    moves: Sequence[Move] = (),
    answers: Sequence[Accepted] = (),
    stages: Stages | None = None,
) -> Written:
    """Journal a plan made from ``image``, write it and, where it is durable, close it.

    The moves of its submissions and the answers that it accepts go with it. Raises MasterLocked and
    MasterChangedMeanwhile before anything is begun, MasterOpenedMeanwhile where somebody opens the master after that,
    and what Master.apply raises: then the next command ends what was begun. What cannot be written safely
    (UnsafeMaster) is set aside at once: tried again as it is, it would stop every command to come.
    """
    stages = stages or Stages()
    plan = fitted(plan)
    work.master.ready_for(plan, image)
    standing = work.journal.unfinished_plans() if work.master.is_open else []
    with stages.stage("journal"):
        begun = work.journal.begin_plan(plan, now, moves, answers)
    with stages.stage("write"):
        try:
            sha256 = work.master.apply(begun, image, standing)
        except MasterLocked as locked:
            raise MasterOpenedMeanwhile(locked.who, begun.number) from None
        except UnsafeMaster:
            work.journal.hold_plan(begun.number)
            raise
    with stages.stage("journal"):
        finish([*standing, begun], sha256, work.journal)
    return Written(begun, bool(sha256))


def finish(plans: Sequence[Plan], sha256: str, journal: Journal) -> None:
    """Record that plans stand in the saved file with this SHA-256; '' says that they are not saved yet."""
    for plan in plans if sha256 else ():
        journal.finish_plan(plan.number, sha256)
