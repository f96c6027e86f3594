"""kill -9 at any instant loses and doubles nothing: after a restart the office stands as if nothing had been."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.crash.killing import FINAL, Hatchery, Ruin, State, difference, known_master, quick_folder, waiting_office
from xlsync.model.table import MasterImage
from xlsync.vocabulary.terms import SubmissionState

SIGKILL = 9
RANDOM_KILLS, SLICE = 300, 8
ENDED = {*FINAL, SubmissionState.UNDONE}
TAKING_BACK = ["undo", "restore"]


@dataclass
class Yard:
    """The office before a piece of work, what it comes to when nobody is killed, and copies of it to be killed."""

    work: str
    office: Path
    hatchery: Hatchery
    first: MasterImage
    since: int
    whole: State
    steps: int
    seconds: tuple[float, float]
    fell: Counter[str] = field(default_factory=Counter)
    trials: int = 0

    def copy(self) -> Path:
        """Return a fresh copy of the office."""
        self.trials += 1
        return Path(shutil.copytree(self.office, self.office.with_name(f"{self.work}{self.trials}")))

    def dies_at(self, root: Path, place: str) -> None:
        """Let the work die when it passes a named step for the first time."""
        assert self.hatchery.run(self.work, root, at=place)["signal"] == SIGKILL

    def end(self, root: Path, *, where: str) -> None:
        """Restart, let the work end, and look at everything that is promised; then remove the copy."""
        ended = self.hatchery.run(self.work, root)
        assert (ended["code"], ended["signal"]) == (0, 0), where
        ruin = Ruin(root)
        assert ruin.leftovers() == [], where
        assert ruin.disagreement(self.first, self.since) == "", where
        state = ruin.state()
        assert {entry[2] for entry in state.submissions} <= ENDED, where
        assert difference(state, self.whole) == [], where
        shutil.rmtree(root)


def yard_of(work: str, office: Path, hatchery: Hatchery) -> tuple[Yard, Path]:
    """Return an office ready for a piece of work, and a copy of it in which that was done whole."""
    before, whole, here = Ruin(office), office.with_name(f"whole {work}"), office.with_name(f"here {work}")
    ended = hatchery.run(work, Path(shutil.copytree(office, whole)), apart=True)
    seconds = hatchery.run(work, Path(shutil.copytree(office, here)))["seconds"], ended["seconds"]
    known = known_master(before), before.last_batch(), Ruin(whole).state()
    return Yard(work, office, hatchery, *known, ended["events"], seconds), whole


@pytest.fixture(scope="module")
def yards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Yard]]:
    folder = quick_folder(tmp_path_factory)
    office = waiting_office(folder / "office").root
    hatchery = Hatchery(Path(shutil.copytree(office, folder / "warm")))
    merging, merged = yard_of("merge", office, hatchery)
    assert merging.whole.inbox == []
    assert len(merging.whole.submissions) == 7
    yield {"merge": merging, **{work: yard_of(work, merged, hatchery)[0] for work in TAKING_BACK}}
    hatchery.close()
    shutil.rmtree(folder)


@pytest.fixture
def yard(yards: dict[str, Yard]) -> Yard:
    """Return the office before the merge."""
    return yards["merge"]


@pytest.mark.parametrize("work", ["merge", *TAKING_BACK])
def test_a_restart_alone_changes_nothing(yards: dict[str, Yard], work: str) -> None:
    """Else the comparison would prove nothing: the same work again after a whole one leaves the same state."""
    yard = yards[work]
    root = yard.copy()
    yard.hatchery.run(work, root)
    yard.end(root, where="no kill")


@pytest.mark.parametrize("work", TAKING_BACK)
def test_what_is_taken_back_makes_a_difference(yards: dict[str, Yard], work: str) -> None:
    assert yards[work].whole.tables["matters"] != yards["merge"].whole.tables["matters"]
    assert SubmissionState.UNDONE in {entry[2] for entry in yards[work].whole.submissions}


def dying_and_restarting(yard: Yard, dice: random.Random) -> None:
    """Kill a merge at a random moment, then, one time in three, the recovery too; restart.

    Every second one reads in a process apart, and most of its time goes by there.
    """
    root, places, apart = yard.copy(), [], dice.random() < 1 / 2
    for _ in range(1 + (dice.random() < 1 / 3)):
        ended = yard.hatchery.run("merge", root, after=dice.uniform(0, yard.seconds[apart] * 1.1), apart=apart)
        places.append(ended["step"] if ended["signal"] == SIGKILL else "after the end")
    yard.fell.update(places)
    yard.end(root, where=" then ".join(places))


def test_kills_at_random_moments_lose_and_double_nothing(yard: Yard) -> None:
    dice = random.Random(20161014)
    for _ in range(SLICE):
        dying_and_restarting(yard, dice)


@pytest.mark.proof
def test_three_hundred_kills_at_random_moments_lose_and_double_nothing(yard: Yard) -> None:
    dice = random.Random(20261122)
    while sum(yard.fell.values()) - yard.fell["after the end"] < RANDOM_KILLS:
        dying_and_restarting(yard, dice)
    print(f"kills at random moments: {sum(yard.fell.values())}, by the last step passed:")
    for place, count in yard.fell.most_common():
        print(f"  {count:4d}  {place}")


def dying_at_step(yard: Yard, step: int | str) -> str:
    """Kill the work at a step, restart, and return the name of the step."""
    root = yard.copy()
    ended = yard.hatchery.run(yard.work, root, at=step)
    assert ended["signal"] == SIGKILL
    yard.end(root, where=ended["step"])
    return str(ended["step"])


def test_kills_at_some_named_steps_lose_and_double_nothing(yard: Yard) -> None:
    dice = random.Random(20161014)
    for step in dice.sample(range(yard.steps), 6):
        dying_at_step(yard, step)


@pytest.mark.parametrize("work", TAKING_BACK)
def test_a_kill_between_journal_and_master_takes_back_whole_or_not_at_all(yards: dict[str, Yard], work: str) -> None:
    for step in ("before begin_plan", "after begin_plan", "after master.replace"):
        dying_at_step(yards[work], step)


@pytest.mark.proof
@pytest.mark.parametrize("work", ["merge", *TAKING_BACK])
def test_a_kill_at_each_named_step_loses_and_doubles_nothing(yards: dict[str, Yard], work: str) -> None:
    yard = yards[work]
    fell = Counter(dying_at_step(yard, step) for step in range(yard.steps))
    print(f"kills at each of {yard.steps} named steps of {work}:")
    for place, count in fell.most_common():
        print(f"  {count:4d}  {place}")


DEATHS = [
    ("merge", place) for place in ("after begin_plan", "after master.replace", "after finish_plan", "after moves")
]
DEATHS += [(work, place) for work in TAKING_BACK for place in ("after begin_plan", "after master.replace")]


@pytest.mark.proof
@pytest.mark.parametrize(("work", "place"), DEATHS)
def test_a_kill_at_each_step_of_the_recovery_loses_and_doubles_nothing(
    yards: dict[str, Yard], work: str, place: str
) -> None:
    """The first run dies at one place; then the recovery dies at its first step, its second, ... its last."""
    yard, at = yards[work], 0
    while True:
        root = yard.copy()
        yard.dies_at(root, place)
        ended = yard.hatchery.run(work, root, at=at)
        yard.end(root, where=f"{place}, then {ended['step']}")
        if ended["signal"] != SIGKILL:
            break
        at += 1
    print(f"kills within the recovery after a death of {work} {place}: {at}")
