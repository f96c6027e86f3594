"""The other kinds of work: projects, indicators, proposals, meetings, inspections, documents."""

from xlsync.model.schema import SheetSchema
from xlsync.model.sheets.columns import COMPUTED, SYSTEM, day, integer, long_text, number, percent, text
from xlsync.vocabulary.labels import lists

PROJECTS = SheetSchema(
    "projects",
    "project_id",
    (
        text("project_id", owner=SYSTEM, width=10),
        text("name", required=True, width=36),
        text("location", width=14),
        text("unit", choices="@units", width=22),
        text("builder", width=24),
        text("city_leader", width=14),
        long_text("content", width=40),
        text("years", width=14),
        number("total_investment"),
        number("invested_before"),
        number("year_plan"),
        number("month_invested"),
        number("year_invested"),
        percent("plan_share", owner=COMPUTED),
        percent("time_share", owner=COMPUTED),
        number("ahead_points", owner=COMPUTED),
        day("planned_start"),
        day("actual_start"),
        day("planned_finish"),
        long_text("planned_progress", width=28),
        long_text("actual_progress", width=28),
        long_text("permits", width=28),
        long_text("problems", width=28),
        long_text("coordination", width=24),
        text("person", width=14),
        text("light", owner=COMPUTED),
        integer("red_months", owner=COMPUTED),
    ),
)

MILESTONES = SheetSchema(
    "milestones",
    "milestone_id",
    (
        text("milestone_id", owner=SYSTEM, width=14),
        text("project_id", required=True),
        text("name", required=True, width=30),
        day("planned_on"),
        day("actual_on"),
        text("state", owner=COMPUTED),
        long_text("remarks", width=30),
    ),
)

INDICATORS = SheetSchema(
    "indicators",
    "value_id",
    (
        text("value_id", owner=SYSTEM, width=18),
        text("indicator", required=True, width=28),
        text("area", required=True, choices="@units", width=16),
        text("month", required=True, width=10),
        number("month_value"),
        number("year_value"),
        number("growth"),
        integer("growth_rank", owner=COMPUTED),
        number("target_share", owner=COMPUTED),
        integer("share_rank", owner=COMPUTED),
        integer("rank_change", owner=COMPUTED),
    ),
)

INDICATOR_CATALOGUE = SheetSchema(
    "indicator_catalogue",
    "indicator",
    (
        text("indicator", required=True, width=28),
        text("measure", required=True, width=10),
        text("basis", choices=lists.INDICATOR_BASES, width=10),
        text("direction", choices=lists.INDICATOR_DIRECTIONS, width=10),
        text("source_unit", choices="@units", width=22),
        number("year_target"),
        text("silent_months", width=14),
        text("rank_by", width=14),
        text("release_day", width=12),
        integer("order_no"),
    ),
)

PROPOSALS = SheetSchema(
    "proposals",
    "matter_id",
    (
        text("matter_id", owner=SYSTEM, width=19),
        text("proposal_no", width=14),
        long_text("title", width=44),
        text("level", choices=lists.LEVELS, width=8),
        text("group", width=16),
        text("proposer", width=18),
        text("handling", choices=lists.HANDLINGS, width=10),
        day("assigned_on"),
        day("signed_on"),
        day("joint_opinion_due", owner=COMPUTED),
        day("joint_opinion_on"),
        text("meeting_way", choices=lists.MEETING_WAYS, width=10),
        day("met_on"),
        text("reply_no", width=20),
        day("replied_on"),
        text("reply_class", choices=lists.REPLY_CLASSES, width=10),
        text("process_satisfaction", choices=lists.SATISFACTIONS, width=12),
        text("result_satisfaction", choices=lists.SATISFACTIONS, width=12),
        day("opinion_back_on"),
        text("redo", choices=lists.YES_OR_NO, width=10),
        text("open_online", choices=lists.YES_OR_NO, width=10),
    ),
)

MEETINGS = SheetSchema(
    "meetings",
    "meeting_id",
    (
        text("meeting_id", owner=SYSTEM, width=12),
        text("kind", required=True, choices="@categories", width=14),
        text("name", required=True, width=40),
        text("ordinal", width=22),
        day("held_on", required=True),
        text("minutes_no", width=22),
        integer("decisions"),
        integer("registered", owner=COMPUTED),
        integer("closed", owner=COMPUTED),
        long_text("remarks", width=24),
    ),
)

VISITS = SheetSchema(
    "visits",
    "visit_id",
    (
        text("visit_id", owner=SYSTEM, width=12),
        day("visited_on", required=True),
        text("topic", required=True, width=30),
        text("place", width=20),
        text("unit", choices="@units", width=22),
        text("team", width=24),
        long_text("findings", width=40),
        long_text("requirements", width=36),
        day("rectify_due"),
        long_text("rectified", width=30),
        text("matter_id", width=19),
    ),
)

JOINT_INSPECTIONS = SheetSchema(
    "joint_inspections",
    "topic_id",
    (
        text("topic_id", owner=SYSTEM, width=12),
        text("topic", required=True, width=34),
        text("partners", width=34),
        day("started_on"),
        day("ended_on"),
        text("scope", width=30),
        integer("findings"),
        integer("rectified"),
        text("report", width=24),
        long_text("remarks", width=24),
    ),
)

SURVEYS = SheetSchema(
    "surveys",
    "survey_id",
    (
        text("survey_id", owner=SYSTEM, width=12),
        day("surveyed_on", required=True),
        text("leader", width=14),
        text("place", width=24),
        text("topic", width=34),
        integer("matters", owner=COMPUTED),
        text("matter_ids", width=34),
        long_text("remarks", width=24),
    ),
)

READINGS = SheetSchema(
    "readings",
    "reading_id",
    (
        text("reading_id", owner=SYSTEM, width=12),
        text("report", required=True, width=40),
        day("sent_on"),
        text("reader", width=14),
        day("read_on"),
        long_text("opinion", width=36),
        text("matter_id", width=19),
    ),
)

DOCUMENTS = SheetSchema(
    "documents",
    "number_id",
    (
        text("number_id", owner=SYSTEM, width=14),
        text("kind", owner=COMPUTED, width=16),
        integer("year", owner=COMPUTED),
        integer("sequence", owner=COMPUTED),
        text("number", owner=COMPUTED, width=26),
        text("title", owner=COMPUTED, width=44),
        day("issued_on", owner=COMPUTED),
        text("state", choices=lists.NUMBER_STATES, width=10),
        text("path", owner=COMPUTED, width=40),
        text("sha256", owner=COMPUTED, hidden=True, width=14),
    ),
)

WORK_SHEETS = (
    PROJECTS,
    MILESTONES,
    INDICATORS,
    INDICATOR_CATALOGUE,
    PROPOSALS,
    MEETINGS,
    VISITS,
    JOINT_INSPECTIONS,
    SURVEYS,
    READINGS,
    DOCUMENTS,
)
