"""The other kinds of work of the demo: proposals, projects with milestones, indicators."""

from datetime import date, timedelta

from xlsync.demo.almanac import workday
from xlsync.demo.material import Pen, Words, lines_of, weighted, words_of
from xlsync.demo.stories import Story
from xlsync.model.table import Value

Row = dict[str, Value]
MONTHS = 12


def proposal_rows(pen: Pen, stories: list[Story]) -> list[Row]:
    """Return the extra fields of each proposal, in step with its matter."""
    handled = [story for story in stories if story.family.get("proposal")]
    return [_proposal(pen, story, number) for number, story in enumerate(handled, 1)]


def _proposal(pen: Pen, story: Story, number: int) -> Row:
    words, rng = words_of("works")["proposals"], pen.rng
    by_member = words["member_mark"] in story.family["category"]
    row: Row = {
        "matter_id": story.matter_id,
        "proposal_no": f"{number:03d}",
        "title": story.task,
        "level": story.family["proposal"],
        "group": pen.pick(words["circles" if by_member else "commons"]),
        "proposer": words["member" if by_member else "deputy"].format(number=rng.randint(1, 480)),
        "handling": weighted(rng, words["handling"]),
        "assigned_on": story.registered,
        "signed_on": workday(story.registered, rng.randint(1, 3)),
        "open_online": words["yes"] if rng.random() < 0.8 else words["no"],
    }
    if story.joint:
        row["joint_opinion_on"] = min(workday(story.registered + timedelta(rng.randint(12, 30))), story.finish)
    return row | (_reply(pen, story, number) if story.closed else {})


def _reply(pen: Pen, story: Story, number: int) -> Row:
    words, rng = words_of("works")["proposals"], pen.rng
    short = next(line["short_name"] for line in lines_of("units") if line["unit"] == story.lead)
    result = weighted(rng, words["result"])
    return {
        "meeting_way": weighted(rng, words["ways"]),
        "met_on": max(workday(story.finish, -rng.randint(1, 12)), workday(story.registered, 1)),
        "reply_no": words["reply"].format(short=short, number=number),
        "replied_on": story.finish,
        "reply_class": weighted(rng, words["classes"]),
        "process_satisfaction": weighted(rng, words["process"]),
        "result_satisfaction": result,
        "opinion_back_on": workday(story.finish, rng.randint(2, 10)),
        "redo": words["yes"] if result == words["bad"] else words["no"],
    }


def shares(pen: Pen, total: int, count: int) -> list[int]:
    """Return ``count`` uneven whole parts that add up to ``total`` exactly."""
    weights = [pen.rng.uniform(0.4, 1.8) for _ in range(count)]
    parts = [int(total * weight / sum(weights)) // 100 * 100 for weight in weights]
    parts[-1] += total - sum(parts)
    return parts


def project_rows(pen: Pen, count: int = 33) -> list[Row]:
    """Return the projects in 万元; the year's plans and investments add up to the figures of the seed's kind."""
    words = words_of("works")["projects"]
    plans = shares(pen, words["year_plan"], count)
    done = [
        int(plan * words["year_invested"] / words["year_plan"] * pen.rng.uniform(0.85, 1.1)) // 10 * 10
        for plan in plans
    ]
    done[-1] += words["year_invested"] - sum(done)
    return [_project(pen, words, number, plans[number - 1], done[number - 1]) for number in range(1, count + 1)]


def _project(pen: Pen, words: Words, number: int, plan: int, done: int) -> Row:
    rng = pen.rng
    kind, content = words["kinds"][number % len(words["kinds"])]
    areas = [line["unit"] for line in lines_of("units")][:17]
    place = areas[number % len(areas)]
    before = plan * rng.randint(2, 9) // 10
    start = date(2015, 3, 1) + timedelta(rng.randint(0, 400))
    behind = done < plan * 10 // MONTHS
    progress = words_of("words")["progress"]
    return {
        "project_id": f"XM-{number:03d}",
        "name": words["name"].format(park=place, kind=kind),
        "location": place,
        "unit": place,
        "builder": words["builder"].format(number=number),
        "city_leader": pen.pick(words_of("words")["city_leaders"]),
        "content": pen.fill(content),
        "years": pen.pick(words["years"]),
        "total_investment": before + plan * rng.randint(12, 22) // 10,
        "invested_before": before,
        "year_plan": plan,
        "month_invested": done // rng.randint(9, 12),
        "year_invested": done,
        "planned_start": start,
        "actual_start": workday(start, rng.randint(0, 20)),
        "planned_finish": date(2017, 6, 30) + timedelta(rng.randint(0, 500)),
        "planned_progress": pen.fill(pen.pick(words["planned"])),
        "actual_progress": pen.fill(pen.pick(words["planned"])),
        "permits": pen.pick(words["permits"]),
        "problems": pen.pick(progress["problems"]) if behind else None,
        "coordination": pen.fill(pen.pick(progress["coordination"])) if behind else None,
        "person": pen.pick(words_of("words")["area_persons"]),
    }


def milestone_rows(pen: Pen, projects: list[Row], today: date) -> list[Row]:
    """Return four to six milestones of each project; those before ``today`` mostly reached."""
    rows: list[Row] = []
    for project in projects:
        day = project["planned_start"]
        assert isinstance(day, date)
        for step, name in enumerate(words_of("works")["projects"]["milestones"][: pen.rng.randint(4, 6)], 1):
            reached = workday(day, pen.rng.randint(0, 15))
            rows.append(
                {
                    "milestone_id": f"{project['project_id']}-{step}",
                    "project_id": project["project_id"],
                    "name": name,
                    "planned_on": day,
                    "actual_on": reached if reached <= today else None,
                }
            )
            day += timedelta(pen.rng.randint(80, 170))
    return rows


def catalogue_rows() -> list[Row]:
    """Return the eight indicators."""
    words = words_of("works")
    return [
        {
            "indicator": item["indicator"],
            "measure": item["measure"],
            "basis": item["basis"],
            "direction": words["positive"],
            "source_unit": item["source_unit"],
            "year_target": item["target"],
            "silent_months": item["silent"] or None,
            "rank_by": words["rank_by"],
            "release_day": item["release"],
            "order_no": number,
        }
        for number, item in enumerate(words["indicator"], 1)
    ]


def indicator_rows(pen: Pen, today: date) -> list[Row]:
    """Return 8 indicators x 17 areas x 12 months; months not yet released, or never released, have no values."""
    rows: list[Row] = []
    areas = [line["unit"] for line in lines_of("units")][:17]
    for order, item in enumerate(words_of("works")["indicator"], 1):
        sizes = [int(line["weight"]) for line in lines_of("units")[: len(areas)]]
        for area, size in zip(areas, sizes, strict=True):
            values = _year(pen, item, item["target"] * size / sum(sizes), today)
            number = areas.index(area) + 1
            for month, value in enumerate(values, 1):
                place: Row = {"indicator": item["indicator"], "area": area, "month": f"2016-{month:02d}"}
                rows.append({"value_id": f"ZB-{order}-{number:02d}-{month:02d}"} | place | value)
    return rows


def _year(pen: Pen, item: Words, target: float, today: date) -> list[Row]:
    words, rng = words_of("works"), pen.rng
    growth, total, values = rng.uniform(item["low"], item["high"]), 0.0, list[Row]()
    for month in range(1, MONTHS + 1):
        growth = min(item["high"], max(item["low"], growth + rng.uniform(-0.6, 0.6)))
        step = round(target / MONTHS * rng.uniform(0.85, 1.15), 2)
        total = round(total + step, 2)
        if month >= today.month or (month == 1 and item["silent"]):
            values.append({})
        elif item["basis"] == words["rate"]:
            values.append(
                {
                    "month_value": round(growth + rng.uniform(-1, 1), 1),
                    "year_value": round(growth, 1),
                    "growth": round(growth, 1),
                }
            )
        elif item["basis"] == words["cumulative"]:
            joined = month == 2 and item["silent"]  # the first release of the year is of two months together
            values.append({"month_value": None if joined else step, "year_value": total, "growth": round(growth, 1)})
        else:
            values.append({"year_value": round(target * (0.94 + 0.006 * month), 2), "growth": round(growth, 1)})
    return values
