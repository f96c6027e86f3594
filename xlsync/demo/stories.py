"""How each matter of the demo goes: when it comes, what it asks, by when, and when the unit is done."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from xlsync.demo.almanac import workday, workdays_between
from xlsync.demo.material import Pen, Words, lines_of, weighted, words_of

YEAR_END = date(2016, 12, 31)


@dataclass
class Story:
    """One matter in the making; ``finish`` is the day on which the unit is done, also when it lies ahead."""

    family: Words
    registered: date
    source: str
    item: int = 0
    topic: str = ""
    meeting: str = ""
    topic_field: Words = field(default_factory=dict)
    lead: str = ""
    joint: list[str] = field(default_factory=list)
    task: str = ""
    work: str = ""
    limit_text: str = ""
    limit_day: date = YEAR_END
    finish: date = YEAR_END
    closed: bool = False
    matter_id: str = ""


def plan_lead(pen: Pen, story: Story) -> None:
    """Set the field of work, the lead unit and the joint units of a story."""
    rng, words = pen.rng, words_of("words")
    story.topic_field = weighted(rng, [(item, item["weight"]) for item in words_of("fields")["field"]])
    areas, load = _areas(), _load()
    desks: list[str] = story.topic_field["units"]
    area = weighted(rng, [(unit, load[unit]) for unit in areas])
    desk = weighted(rng, [(unit, load[unit]) for unit in desks])
    is_local = rng.random() < (0.2 if story.family.get("proposal") else 0.38) and _fits(story, area)
    story.lead, first = (area, desk) if is_local else (desk, area)
    count = rng.choices([0, 1, 2, 3], [30, 35, 23, 12])[0]
    others = [unit for unit in rng.sample(sorted(load), 6) if load[unit] and unit not in (story.lead, first)]
    story.joint = [first, *others][:count]
    if rng.random() < 0.05 and story.lead not in areas:
        story.joint = [words["all_areas"]]


def _fits(story: Story, area: str) -> bool:
    """Return whether the work is done in the area: development zones have few villages."""
    classes = {line["unit"]: line["unit_class"] for line in lines_of("units")}
    return bool(story.topic_field["zones"]) or classes[area] == words_of("words")["area_classes"][0]


def _areas() -> list[str]:
    classes = words_of("words")["area_classes"]
    return [line["unit"] for line in lines_of("units") if line["unit_class"] in classes]


def _load() -> dict[str, int]:
    return {line["unit"]: int(line["weight"]) for line in lines_of("units")}


def write_task(pen: Pen, story: Story) -> None:
    """Set the task text of a story; a task of a county speaks of that county."""
    words = words_of("words")
    counties = {unit for unit in (story.lead, *story.joint) if unit in _areas()}
    given = {"county": story.lead if story.lead in counties else (sorted(counties) or [pen.fill("{county}")])[0]}
    parts = {
        "work": pen.fill(pen.pick(story.topic_field["works"]), **given),
        "issue": pen.fill(pen.pick(story.topic_field["issues"]), **given),
        "wish": pen.fill(pen.pick(story.topic_field["wishes"]), **given),
        "aim": pen.fill(pen.pick(words["aims"])),
        "demand": pen.fill(pen.pick(words["demands"]), unit=story.lead),
        "push": pen.fill(pen.pick(words["pushes"]), unit=story.lead),
        "who": pen.fill(pen.pick(words["who"])),
        "topic": story.topic or pen.pick(words["topics"]),
    }
    frame: str = pen.pick(story.family["frames"])
    story.work = parts["work"] if "{work}" in frame else ""
    story.task = pen.fill(frame, **parts) + ("" if story.family.get("proposal") else words["full_stop"])


def set_limit(pen: Pen, story: Story, today: date) -> None:
    """Set the words of the limit, the day they mean (roughly) and the day of finishing."""
    rng, family = pen.rng, story.family
    text, days = pen.pick(family["near"] if rng.random() < family["sharp"] else family["far"])
    story.limit_day = YEAR_END if days == 0 else workday(story.registered + timedelta(days))
    day = story.limit_day
    shape = pen.fill(pen.pick(words_of("words")["date_words"]), y=day.year, m=day.month, d=day.day)
    story.limit_text = text.format(date=shape)
    span = max(1, workdays_between(story.registered, story.limit_day))
    slow, late = (0.7, 1.1) if days == 0 else (0.3, 2.2)
    share = rng.uniform(slow, 1.0) if rng.random() < 0.88 else rng.uniform(1.0, late)
    story.finish = workday(story.registered, max(1, round(span * share)))
    story.closed = workday(story.finish, 2) <= today and rng.random() < 0.97
