"""A plan on its way into the master: the lock is looked at, then journal, master, journal, in this order."""

from collections.abc import Sequence
from datetime import datetime

from xlsync.model.plan import Plan
from xlsync.model.table import MasterImage
from xlsync.rules.fitting import fitted
from xlsync.services.ports import Accepted, Master, Move
from xlsync.services.stages import Stages
from xlsync.services.workplace import Workplace
from xlsync.vocabulary.errors import MasterLocked, MasterOpenedMeanwhile, UnsafeMaster


def refuse_if_held(master: Master) -> None:
    """Raise MasterLocked where somebody has the master open: nothing is begun that could not be ended."""
    holder = master.held_by()
    if holder is not None:
        raise MasterLocked(holder)


def write(
    plan: Plan,
    image: MasterImage,
    work: Workplace,
    now: datetime,
    moves: Sequence[Move] = (),
    answers: Sequence[Accepted] = (),
    stages: Stages | None = None,
) -> Plan:
    """Journal a plan made from ``image``, write it and close it; return it with its number.

    The moves of its submissions and the answers that it accepts go with it. Raises MasterLocked before anything is
    begun, MasterOpenedMeanwhile where somebody opens it after that, and what Master.apply raises: then the next
    command ends what was begun. What cannot be written safely (UnsafeMaster) is set aside at once: tried again as it
    is, it would stop every command to come.
    """
    stages = stages or Stages()
    refuse_if_held(work.master)
    plan = fitted(plan)
    with stages.stage("journal"):
        begun = work.journal.begin_plan(plan, now, moves, answers)
    with stages.stage("write"):
        try:
            sha256 = work.master.apply(begun, image)
        except MasterLocked as locked:
            raise MasterOpenedMeanwhile(locked.who, begun.number) from None
        except UnsafeMaster:
            work.journal.hold_plan(begun.number)
            raise
    with stages.stage("journal"):
        work.journal.finish_plan(begun.number, sha256)
    return begun
