"""The rows of the ledger sheet from the stories of the demo."""

import random
import re
from datetime import date, timedelta

from xlsync.demo.almanac import workday, workdays_between
from xlsync.demo.answers import next_text, problem_text, progress_text
from xlsync.demo.material import Pen, lines_of, weighted, words_of
from xlsync.demo.matters import guid
from xlsync.demo.stories import Story
from xlsync.model.table import Value
from xlsync.vocabulary.terms import Stage

Fields = dict[str, Value]
LAST_NOTED = date(2016, 9, 28)  # what the staff noted by telephone before the third quarter ended


def matter_row(pen: Pen, story: Story, today: date, all_open: bool) -> Fields:
    """Return the row of one matter, blank cells left out; ``all_open`` leaves it in progress and without secrecy."""
    row = _registration(pen, story) | _responsible(pen, story)
    if not all_open and pen.rng.random() < story.family.get("secrecy", 0):
        row["secrecy"] = pen.pick(words_of("words")["secrecy"])
    if story.closed and not all_open:
        row |= _closing(pen, story, row, today)
    else:
        row |= _going_on(pen, story, today, all_open)
    target, percent = row.get("target_value"), row.get("percent")
    if isinstance(target, (int, float)) and isinstance(percent, float):
        row["actual_value"] = round(target * percent)
    return row | {"row_guid": guid(story.matter_id), "row_version": 1}


def _registration(pen: Pen, story: Story) -> Fields:
    rng, words, family = pen.rng, words_of("words"), story.family
    row: Fields = {
        "matter_id": story.matter_id,
        "registered_on": story.registered,
        "category": family["category"],
        "source": story.source,
        "task": story.task,
        "urgency": weighted(rng, words["urgency"]),
    }
    if story.item:
        row["source_item"] = str(story.item)
    if leaders := family.get("leaders"):
        row["leader"] = pen.pick(leaders)
        row["instruction"] = pen.fill(pen.pick(words["instructions"]), unit=story.lead)
        row["instructed_on"] = workday(story.registered, -rng.randint(0, 2))
    if story.limit_text:
        row["limit_text"] = story.limit_text
    if rng.random() < 0.25:
        row["limit_from"] = story.registered
    if rng.random() < 0.05:
        row["feedback_limit"] = pen.pick(words["feedback_limits"])
    if rng.random() < 0.06:
        row["feedback_frequency"] = pen.pick(words["frequencies"])
    return row | (_target(story) if family.get("target") or rng.random() < 0.2 else {})


def _target(story: Story) -> Fields:
    """Return the measurable part of the work: the clause with its first figure, the figure and its measure."""
    measures = "|".join(words_of("words")["measures"])
    for clause in re.split(words_of("words")["clause_ends"], story.work):
        if found := re.search(rf"(\d+)({measures})", clause):
            return {"target": clause, "target_value": int(found[1]), "measure": found[2]}
    return {}


def _responsible(pen: Pen, story: Story) -> Fields:
    rng, words = pen.rng, words_of("words")
    units = {line["unit"]: line for line in lines_of("units")}
    is_area = units[story.lead]["unit_class"] in words["area_classes"]
    people = officers(story.lead)
    return {
        "lead_unit": story.lead,
        "joint_units": words["joiner"].join(story.joint) or None,
        "city_leader": pen.pick(words["city_leaders"]) if rng.random() < 0.8 else None,
        "unit_person": pen.pick(words["area_persons" if is_area else "persons"]),
        "contact": f"{pen.pick(words['contacts'])} {phone(list(units).index(story.lead))}",
        "officer_a": people[0],
        "officer_b": people[1],
    }


def phone(number: int) -> str:
    """Return a telephone number that cannot exist."""
    return f"0000-88{number:03d}{number * 7 % 90 + 10:02d}"


def officers(unit: str) -> tuple[str, str]:
    """Return the two officers who look after a unit: A and the one who covers for A."""
    staff = lines_of("people")
    units = [line["unit"] for line in lines_of("units")]
    first = staff[2 + units.index(unit) % (len(staff) - 2)]
    return first["person"], first["covers"]


def _closing(pen: Pen, story: Story, row: Fields, today: date) -> Fields:
    others = [line["person"] for line in lines_of("people")[:4] if line["person"] != row["officer_a"]]
    text = progress_text(pen, story.topic_field, story.finish, finished=True)
    if story.family.get("proposal"):
        text = _with_reply(pen, text)
    return {
        "stage": Stage.CLOSED.value,
        "progress": text,
        "percent": 1.0,
        "done_on": story.finish,
        "evidence": pen.fill(pen.pick(words_of("words")["progress"]["evidence"])),
        "closed_by": pen.pick(others),
        "closed_on": min(workday(story.finish, pen.rng.randint(1, 6)), today),
    }


def _with_reply(pen: Pen, text: str) -> str:
    words = words_of("words")["progress"]
    return f"{text}{pen.pick(words['replied'])}{text[-1]}"


def _going_on(pen: Pen, story: Story, today: date, all_open: bool) -> Fields:
    rng = pen.rng
    stage = Stage.OPEN if all_open else _stage(rng, story, today)
    if stage is Stage.WAITING:
        return {"stage": stage.value}
    written = min(today, max(LAST_NOTED, workday(story.registered, 3)))
    if stage is Stage.REPORTED:
        done = min(story.finish, today)
        return {
            "stage": stage.value,
            "progress": progress_text(pen, story.topic_field, done, finished=True),
            "percent": 1.0,
            "done_on": done,
            "evidence": pen.fill(pen.pick(words_of("words")["progress"]["evidence"])),
        }
    row: Fields = {
        "stage": stage.value,
        "progress": progress_text(pen, story.topic_field, written),
        "percent": _percent(rng, story, today),
        "next_steps": next_text(pen, written),
    }
    return row | _troubles(pen, stage)


def _troubles(pen: Pen, stage: Stage) -> Fields:
    words = words_of("words")
    row: Fields = {}
    if pen.rng.random() < 0.55:
        row["problems"] = problem_text(pen)
    if pen.rng.random() < 0.12:
        row["coordination"] = pen.fill(pen.pick(words["progress"]["coordination"]))
    remark = words.get(f"remarks_{stage.name.lower()}")
    return row | ({"remarks": remark} if remark else {})


def _stage(rng: random.Random, story: Story, today: date) -> Stage:
    if story.finish <= today:
        return Stage.REPORTED
    if story.registered >= today - timedelta(8) and rng.random() < 0.5:
        return Stage.WAITING
    return rng.choices(
        [Stage.OPEN, Stage.RETURNED, Stage.EXTENDED, Stage.SUSPENDED, Stage.CANCELLED], [948, 20, 16, 8, 4]
    )[0]


def _percent(rng: random.Random, story: Story, today: date) -> float:
    span = max(1, workdays_between(story.registered, max(story.limit_day, story.finish)))
    share = workdays_between(story.registered, today) / span
    return round(min(0.95, max(0.05, share * rng.uniform(0.88, 1.12))), 2)
