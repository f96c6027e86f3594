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

SIGKILL = 9
RANDOM_KILLS, SLICE = 300, 12


@dataclass
class Yard:
    """The office before the merge, what it comes to when nobody is killed, and copies of it to be killed."""

    folder: Path
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
        return Path(shutil.copytree(self.folder / "office", self.folder / f"trial{self.trials}"))

    def dies_at(self, root: Path, place: str) -> None:
        """Let a merge die when it passes a named step for the first time."""
        assert self.hatchery.merge(root, at=place)["signal"] == SIGKILL

    def end(self, root: Path, *, where: str) -> None:
        """Restart, let the merge end, and look at everything that is promised; then remove the copy."""
        ended = self.hatchery.merge(root)
        assert (ended["code"], ended["signal"]) == (0, 0), where
        ruin = Ruin(root)
        assert ruin.leftovers() == [], where
        assert ruin.disagreement(self.first, self.since) == "", where
        state = ruin.state()
        assert {entry[2] for entry in state.submissions} <= FINAL, where
        assert difference(state, self.whole) == [], where
        shutil.rmtree(root)


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Yard]:
    folder = quick_folder(tmp_path_factory)
    before = Ruin(waiting_office(folder / "office").root)
    hatchery = Hatchery(Path(shutil.copytree(folder / "office", folder / "warm")))
    whole = Path(shutil.copytree(folder / "office", folder / "whole"))
    ended = hatchery.merge(whole, apart=True)
    state = Ruin(whole).state()
    assert state.inbox == []
    assert len(state.submissions) == 7
    here = hatchery.merge(Path(shutil.copytree(folder / "office", folder / "here")))
    seconds = here["seconds"], ended["seconds"]
    yield Yard(folder, hatchery, known_master(before), before.last_batch(), state, ended["events"], seconds)
    hatchery.close()
    shutil.rmtree(folder)


def test_a_restart_alone_changes_nothing(yard: Yard) -> None:
    """Else the comparison would prove nothing: a second merge after a whole one leaves the same state."""
    root = yard.copy()
    yard.hatchery.merge(root)
    yard.end(root, where="no kill")


def dying_and_restarting(yard: Yard, dice: random.Random) -> None:
    """Kill a merge at a random moment, then, one time in three, the recovery too; restart.

    Every second one reads in a process apart, and most of its time goes by there.
    """
    root, places, apart = yard.copy(), [], dice.random() < 1 / 2
    for _ in range(1 + (dice.random() < 1 / 3)):
        ended = yard.hatchery.merge(root, after=dice.uniform(0, yard.seconds[apart] * 1.1), apart=apart)
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


def dying_at_step(yard: Yard, step: int) -> str:
    """Kill a merge at a step, restart, and return the name of the step."""
    root = yard.copy()
    ended = yard.hatchery.merge(root, at=step)
    assert ended["signal"] == SIGKILL
    yard.end(root, where=ended["step"])
    return str(ended["step"])


def test_kills_at_some_named_steps_lose_and_double_nothing(yard: Yard) -> None:
    dice = random.Random(20161014)
    for step in dice.sample(range(yard.steps), 8):
        dying_at_step(yard, step)


@pytest.mark.proof
def test_a_kill_at_each_named_step_loses_and_doubles_nothing(yard: Yard) -> None:
    fell = Counter(dying_at_step(yard, step) for step in range(yard.steps))
    print(f"kills at each of {yard.steps} named steps:")
    for place, count in fell.most_common():
        print(f"  {count:4d}  {place}")


@pytest.mark.proof
@pytest.mark.parametrize("place", ["after begin_plan", "after master.replace", "after finish_plan", "after moves"])
def test_a_kill_at_each_step_of_the_recovery_loses_and_doubles_nothing(yard: Yard, place: str) -> None:
    """The first merge dies at one place; then the recovery dies at its first step, its second, ... its last."""
    at = 0
    while True:
        root = yard.copy()
        yard.dies_at(root, place)
        ended = yard.hatchery.merge(root, at=at)
        yard.end(root, where=f"{place}, then {ended['step']}")
        if ended["signal"] != SIGKILL:
            break
        at += 1
    print(f"kills within the recovery after a death {place}: {at}")
