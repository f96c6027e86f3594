"""A plan on its way into the master: the lock is looked at, then journal, master, journal, in this order."""

from collections.abc import Sequence
from datetime import datetime

from xlsync.model.plan import Plan
from xlsync.model.table import MasterImage
from xlsync.rules.fitting import fitted
from xlsync.services.ports import Accepted, Master, Move
from xlsync.services.stages import Stages
from xlsync.services.workplace import Workplace
from xlsync.vocabulary.errors import MasterInUse


def refuse_if_held(master: Master) -> None:
    """Raise MasterInUse where somebody has the master open: nothing is begun that could not be ended."""
    holder = master.held_by()
    if holder is not None:
        raise MasterInUse(holder)


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

    The moves of its submissions and the answers that it accepts go with it. Raises MasterInUse before anything is
    begun, and what Master.apply raises: then the next command ends what was begun.
    """
    stages = stages or Stages()
    refuse_if_held(work.master)
    plan = fitted(plan)
    with stages.stage("journal"):
        begun = work.journal.begin_plan(plan, now, moves, answers)
    with stages.stage("write"):
        sha256 = work.master.apply(begun, image)
    with stages.stage("journal"):
        work.journal.finish_plan(begun.number, sha256)
    return begun
