"""The demo office of 2016 at the size of the seed: the rows of every sheet that starts with data."""

import random
from datetime import date

from xlsync.adapters.defaults import DEFAULT_SHEETS, default_rows
from xlsync.adapters.holidays import published_days
from xlsync.demo import errands, history, works
from xlsync.demo.desks import alias_rows, people_rows, unit_rows
from xlsync.demo.first_answers import first_answer_rows
from xlsync.demo.ledger import matter_row
from xlsync.demo.material import Pen, settings_rows
from xlsync.demo.matters import chronicle
from xlsync.demo.stories import Story
from xlsync.model.sheets import SHEETS
from xlsync.model.table import Value

DEMO_TODAY = date(2016, 10, 20)
"""The demo's working day: in the middle of the reporting on the third quarter."""

CALENDAR_YEARS = (2015, 2016, 2017)

Rows = list[dict[str, Value]]


def office_tables(seed: int = 2016, all_open: bool = False) -> dict[str, Rows]:
    """Return the rows of the demo office by schema name, by column key; the same seed gives the same rows.

    ``all_open`` leaves every matter in progress and without secrecy, so that the units' forms carry all 2,534 (for
    the benchmark). Computed columns stay empty: the first refresh fills them.
    """
    rng = random.Random(seed)
    told = chronicle(rng, DEMO_TODAY)
    tables = {sheet: default_rows(sheet) for sheet in DEFAULT_SHEETS}
    tables |= {"settings": settings_rows(), "units": unit_rows(), "aliases": alias_rows(), "people": people_rows()}
    pen, stories = Pen(rng), told.stories
    for story in stories:
        story.closed = story.closed and not all_open
    pairs = [(story, matter_row(pen, story, DEMO_TODAY, all_open)) for story in stories]
    tables["matters"] = [row for _, row in pairs]
    tables["meetings"] = [meeting.row(number) for number, meeting in enumerate(told.meetings, 1)]
    tables |= _hanging(pen, pairs, tables["dictionary"]) | _other_work(pen, stories)
    tables["feedback"] += first_answer_rows(pairs, tables, DEMO_TODAY, seed)
    return {sheet: [_filled(row) for row in rows] for sheet, rows in tables.items()}


def _hanging(pen: Pen, pairs: list[history.Told], dictionary: Rows) -> dict[str, Rows]:
    lists: dict[str, list[str]] = {}
    for entry in dictionary:
        lists.setdefault(str(entry["list"]), []).append(str(entry["word"]))
    columns = SHEETS["urges"].by_key
    levels, channels = (lists[columns[column].choices] for column in ("level", "channel"))
    return {
        "schedule": history.schedule_rows(pen, pairs),
        "feedback": history.feedback_rows(pen, pairs),
        "extensions": history.extension_rows(pen, pairs, DEMO_TODAY),
        "urges": history.urge_rows(pen, pairs, levels, channels, DEMO_TODAY),
        "manual_points": history.manual_rows(pen, pairs),
        "holidays": published_days(CALENDAR_YEARS),
    }


def _other_work(pen: Pen, stories: list[Story]) -> dict[str, Rows]:
    projects = works.project_rows(pen)
    return {
        "projects": projects,
        "milestones": works.milestone_rows(pen, projects, DEMO_TODAY),
        "indicator_catalogue": works.catalogue_rows(),
        "indicators": works.indicator_rows(pen, DEMO_TODAY),
        "proposals": works.proposal_rows(pen, stories),
        "surveys": errands.survey_rows(pen, stories, DEMO_TODAY),
        "visits": errands.visit_rows(pen, stories, DEMO_TODAY),
        "joint_inspections": errands.joint_rows(pen, DEMO_TODAY),
        "readings": errands.reading_rows(pen, stories, DEMO_TODAY),
    }


def _filled(row: dict[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in row.items() if value is not None}
