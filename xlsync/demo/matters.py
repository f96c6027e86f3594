"""The ledger of the demo: every matter with its story so far, as of the demo's working day."""

import random
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5

from xlsync.adapters.defaults import default_rows
from xlsync.demo.almanac import workday
from xlsync.demo.material import Pen, Words, settings_rows, words_of
from xlsync.demo.meetings import Meeting, meetings_of, spread_days
from xlsync.demo.stories import Story, plan_lead, set_limit, write_task


@dataclass(frozen=True)
class Chronicle:
    """All stories in the order of the ledger, and the meetings that some of them come from."""

    stories: list[Story]
    meetings: list[Meeting]


def chronicle(rng: random.Random, today: date) -> Chronicle:
    """Return the stories of the year: 2,534 matters in the numbers of the seed."""
    pen, stories, meetings = Pen(rng), [], list[Meeting]()
    seen: dict[str, int] = {}
    for family in words_of("families")["family"]:
        held = meetings_of(rng, family, len(meetings) + 1) if "meetings" in family else []
        meetings += held
        told = _from_meetings(rng, family, held) if held else _from_days(pen, family)
        for story in told:
            _tell(pen, story, today, seen)
        _keep_count(rng, told, today)
        stories += told
    _number(stories)
    return Chronicle(stories, meetings)


def _from_meetings(rng: random.Random, family: Words, held: list[Meeting]) -> list[Story]:
    return [
        Story(
            family, workday(meeting.held_on, rng.randint(1, 2)), meeting.name, item, meeting.topic, meeting.meeting_id
        )
        for meeting in held
        for item in range(1, meeting.decisions + 1)
    ]


def _from_days(pen: Pen, family: Words) -> list[Story]:
    days = spread_days(pen.rng, family, family["count"])
    return [Story(family, day, pen.fill(pen.pick(family["sources"]))) for day in days]


def _tell(pen: Pen, story: Story, today: date, seen: dict[str, int]) -> None:
    plan_lead(pen, story)
    for _ in range(6):
        write_task(pen, story)
        if story.task not in seen:
            break
    seen[story.task] = seen.get(story.task, 0) + 1
    set_limit(pen, story, today)


def _keep_count(rng: random.Random, told: list[Story], today: date) -> None:
    """Close as many matters as the seed says, leaving open some of the latest."""
    count: int | None = told[0].family.get("closed")
    if count is None:
        return
    still_open = rng.sample(range(len(told) - 2 * (len(told) - count), len(told)), len(told) - count)
    for number, story in enumerate(told):
        story.closed = number not in still_open
        story.finish = min(story.finish, workday(today, -3)) if story.closed else max(story.finish, workday(today, 2))


def _number(stories: list[Story]) -> None:
    settings = {row["key"]: row.get("value") for row in settings_rows()}
    codes = {row["category"]: row["code"] for row in default_rows("categories")}
    for category, told in groupby(stories, lambda story: story.family["category"]):
        ordered = sorted(told, key=lambda story: (story.registered, story.source, story.item))
        for number, story in enumerate(ordered, 1):
            story.matter_id = f"{settings['number_prefix']}-{settings['year']}-{codes[category]}-{number:04d}"
    stories.sort(key=lambda story: (story.registered, story.matter_id))


def guid(text: str) -> str:
    """Return a stable unique id for a row of the demo."""
    return str(uuid5(NAMESPACE_URL, f"xlsync-demo:{text}"))
