"""The meetings and meeting papers of the demo's year, each with the days and numbers of its decisions."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from xlsync.demo.almanac import workday
from xlsync.demo.material import Words, words_of
from xlsync.model.table import Value


@dataclass(frozen=True)
class Meeting:
    """One meeting or paper; ``decisions`` is the number of matters that come from it."""

    meeting_id: str
    kind: str
    name: str
    topic: str
    held_on: date
    decisions: int

    def row(self, ordinal: int) -> dict[str, Value]:
        """Return the row of the sheet of meetings."""
        return {
            "meeting_id": self.meeting_id,
            "kind": self.kind,
            "name": self.name,
            "ordinal": str(ordinal),
            "held_on": self.held_on,
            "minutes_no": words_of("works")["minutes"].format(number=ordinal),
            "decisions": self.decisions,
        }


def meetings_of(rng: random.Random, family: Words, first_number: int) -> list[Meeting]:
    """Return the meetings of a family in order of their days; their decisions add up to the family's count."""
    count: int = family["meetings"]
    days = spread_days(rng, family, count)
    topics = rng.sample(words_of("words")["topics"], count)
    start: int = family.get("ordinal_from", 1)
    names = family["meeting_name"]
    return [
        Meeting(
            meeting_id=f"HY-{first_number + number:03d}",
            kind=family["category"],
            name=names[number % len(names)].format(o=start + number, topic=topics[number]),
            topic=topics[number],
            held_on=days[number],
            decisions=decisions,
        )
        for number, decisions in enumerate(_split(rng, family["count"], count))
    ]


def spread_days(rng: random.Random, family: Words, count: int) -> list[date]:
    """Return ``count`` working days between the family's first and last day, in order."""
    first, last = family["first"], family["last"]
    return sorted(workday(first + timedelta(rng.randint(0, (last - first).days))) for _ in range(count))


def _split(rng: random.Random, total: int, parts: int) -> list[int]:
    cuts = sorted(rng.sample(range(1, total), parts - 1))
    return [end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)]
