"""Visits, joint inspections, surveys and readings of the demo."""

from datetime import date, timedelta

from xlsync.demo.almanac import workday
from xlsync.demo.material import Pen, words_of
from xlsync.demo.stories import Story
from xlsync.model.table import Value

Row = dict[str, Value]
YEAR_START = date(2016, 1, 4)


def _days(pen: Pen, count: int, today: date) -> list[date]:
    span = (today - YEAR_START).days - 10
    return sorted(workday(YEAR_START + timedelta(pen.rng.randint(0, span))) for _ in range(count))


def survey_rows(pen: Pen, stories: list[Story], today: date, count: int = 34) -> list[Row]:
    """Return the leader's surveys; every ad hoc matter comes from the survey before it."""
    words = words_of("words")
    given = [story for story in stories if story.family.get("survey")]
    days = _days(pen, count, today)
    days[0] = min(days[0], given[0].registered)
    rows: list[Row] = []
    for number, day in enumerate(days, 1):
        until = days[number] if number < count else today
        ids = [story.matter_id for story in given if day <= story.registered < until]
        topic = pen.fill(pen.pick(words_of("works")["errands"]["survey_topics"]), topic=pen.pick(words["topics"]))
        rows.append(
            {
                "survey_id": f"DY-{number:03d}",
                "surveyed_on": day,
                "leader": words["city_leaders"][0],
                "place": pen.fill(pen.pick(["{county}", "{town}", "{park}"])),
                "topic": topic,
                "matter_ids": words["joiner"].join(ids) or None,
            }
        )
    return rows


def visit_rows(pen: Pen, stories: list[Story], today: date, count: int = 22) -> list[Row]:
    """Return the visits on the spot, each about a matter that was registered before."""
    words, common = words_of("works")["errands"], words_of("words")
    rows: list[Row] = []
    for number, day in enumerate(_days(pen, count, today), 1):
        story = pen.pick([story for story in stories if story.registered <= day])
        due = workday(day, pen.rng.randint(5, 20))
        rows.append(
            {
                "visit_id": f"XC-{number:03d}",
                "visited_on": day,
                "topic": pen.fill(pen.pick(words["visit_topics"]), topic=pen.pick(common["topics"])),
                "place": pen.fill(pen.pick(["{town}", "{park}"])),
                "unit": story.lead,
                "team": words["team"].format(o=pen.pick(words["ordinals"])),
                "findings": pen.fill(pen.pick(words["visit_findings"])),
                "requirements": pen.fill(pen.pick(words["requirements"])),
                "rectify_due": due,
                "rectified": pen.fill(pen.pick(words["rectified"])) if due <= today else None,
                "matter_id": story.matter_id,
            }
        )
    return rows


def joint_rows(pen: Pen, today: date) -> list[Row]:
    """Return the six joint inspections."""
    words = words_of("works")["errands"]
    rows: list[Row] = []
    for number, (topic, day) in enumerate(zip(words["joint_topics"], _days(pen, 6, today), strict=True), 1):
        found = pen.rng.randint(12, 48)
        rows.append(
            {
                "topic_id": f"LH-{number:03d}",
                "topic": topic,
                "partners": words["partner_first"].format(unit=words["partners"][number - 1]),
                "started_on": day,
                "ended_on": workday(day, pen.rng.randint(3, 8)),
                "scope": words["scope"],
                "findings": found,
                "rectified": pen.rng.randint(found // 2, found),
                "report": words["report"].format(number=number * 7),
            }
        )
    return rows


def reading_rows(pen: Pen, stories: list[Story], today: date, count: int = 20) -> list[Row]:
    """Return the reports that leaders read, some still unread."""
    words, common = words_of("works")["errands"], words_of("words")
    rows: list[Row] = []
    for number, day in enumerate(_days(pen, count, today), 1):
        row: Row = {
            "reading_id": f"SY-{number:03d}",
            "report": words["reading"].format(topic=pen.pick(common["topics"]), number=number * 3),
            "sent_on": day,
            "reader": pen.pick(words["readers"]),
            "matter_id": pen.pick([story for story in stories if story.registered <= day]).matter_id,
        }
        if number < count - 2:
            row |= {"read_on": workday(day, pen.rng.randint(1, 4)), "opinion": pen.pick(words["opinions"])}
        rows.append(row)
    return rows
