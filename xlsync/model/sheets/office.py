"""The office's own rules and lists: units, people, rules of scoring, categories, dictionary, holidays, settings."""

from xlsync.model.schema import SheetSchema
from xlsync.model.sheets.columns import COMPUTED, SYSTEM, day, integer, long_text, number, percent, text
from xlsync.vocabulary.labels import lists

BOARD = SheetSchema(
    "board",
    "line",
    (
        text("line", owner=SYSTEM, width=32),
        integer("total", owner=COMPUTED),
        integer("green", owner=COMPUTED),
        integer("amber", owner=COMPUTED),
        integer("red", owner=COMPUTED),
        integer("blue", owner=COMPUTED),
        integer("grey", owner=COMPUTED),
        integer("suspended", owner=COMPUTED),
        integer("closed", owner=COMPUTED),
        percent("closed_rate", owner=COMPUTED),
        percent("on_time_rate", owner=COMPUTED),
    ),
)

UNITS = SheetSchema(
    "units",
    "unit",
    (
        text("unit", required=True, width=26),
        text("short_name", width=14),
        text("unit_class", required=True, choices=lists.UNIT_CLASSES, width=24),
        integer("order_no"),
        text("mail", width=28),
        text("liaison", width=18),
        text("phone", width=14),
        text("leader", width=14),
        day("valid_from"),
        day("valid_to"),
        long_text("remarks", width=20),
    ),
)

ALIASES = SheetSchema(
    "aliases",
    "alias",
    (
        text("alias", required=True, width=26),
        text("unit", required=True, choices="@units", width=26),
        day("valid_from"),
        day("valid_to"),
        long_text("remarks", width=24),
    ),
)

PEOPLE = SheetSchema(
    "people",
    "person",
    (
        text("person", required=True, width=18),
        text("post", width=18),
        text("covers", choices="@people", width=18),
        text("phone", width=14),
        day("leave_from"),
        day("leave_to"),
        long_text("remarks", width=24),
    ),
)

RULES = SheetSchema(
    "rules",
    "rule_no",
    (
        text("rule_no", required=True, width=9),
        text("case", required=True, width=40),
        number("points", width=9),
        number("points_next", width=13),
        number("lower", width=8),
        number("upper", width=8),
        text("measure", choices=lists.RANGE_UNITS, width=10),
        number("cap", width=9),
        text("cap_scope", choices=lists.CAP_SCOPES, width=10),
        text("mode", choices=lists.FINDING_MODES, width=16),
        text("clause", width=18),
        day("valid_from"),
        day("valid_to"),
        text("status", choices=lists.RULE_STATES, width=14),
        long_text("remarks", width=34),
    ),
)

POINTS = SheetSchema(
    "points",
    "line_no",
    (
        integer("line_no", owner=SYSTEM),
        text("unit", owner=COMPUTED, width=24),
        text("role", owner=COMPUTED, width=9),
        text("matter_id", owner=COMPUTED, width=19),
        text("period", owner=COMPUTED, width=10),
        text("rule_no", owner=COMPUTED, width=9),
        text("case", owner=COMPUTED, width=30),
        text("clause", owner=COMPUTED, width=18),
        day("due", owner=COMPUTED),
        day("happened_on", owner=COMPUTED),
        integer("workdays", owner=COMPUTED, width=14),
        number("rule_points", owner=COMPUTED, width=9),
        number("factor", owner=COMPUTED, width=7),
        number("points", owner=COMPUTED, width=9),
        text("state", owner=COMPUTED, width=10),
        long_text("evidence", owner=COMPUTED, width=48),
    ),
    positional=True,
)

MANUAL_POINTS = SheetSchema(
    "manual_points",
    "entry_id",
    (
        text("entry_id", owner=SYSTEM, width=10),
        text("unit", required=True, choices="@units", width=24),
        text("matter_id", width=19),
        text("rule_no", required=True, width=9),
        day("happened_on", required=True),
        integer("times"),
        long_text("reason", required=True, width=36),
        text("evidence", width=28),
        text("entered_by", required=True, choices="@people", width=16),
        text("confirmed_by", choices="@people", width=16),
    ),
)

SCORES = SheetSchema(
    "scores",
    "unit",
    (
        text("unit", owner=SYSTEM, width=26),
        text("unit_class", owner=COMPUTED, width=24),
        integer("matters", owner=COMPUTED),
        integer("lead_matters", owner=COMPUTED),
        integer("closed", owner=COMPUTED),
        percent("on_time_rate", owner=COMPUTED),
        number("base", owner=COMPUTED),
        number("bonus", owner=COMPUTED),
        number("deduction", owner=COMPUTED),
        number("score", owner=COMPUTED),
        number("proposed_score", owner=COMPUTED),
        text("ranked", owner=COMPUTED, width=13),
        integer("rank", owner=COMPUTED),
        integer("class_size", owner=COMPUTED, width=11),
        long_text("remarks", owner=COMPUTED, width=30),
    ),
)

APPEALS = SheetSchema(
    "appeals",
    "appeal_id",
    (
        text("appeal_id", owner=SYSTEM, width=12),
        text("unit", required=True, choices="@units", width=24),
        text("matter_id", width=19),
        text("rule_no", width=9),
        day("appealed_on"),
        long_text("reason", width=40),
        text("decision", choices=lists.APPEAL_DECISIONS, width=12),
        text("decided_by", choices="@people", width=16),
        day("decided_on"),
    ),
)

CATEGORIES = SheetSchema(
    "categories",
    "category",
    (
        text("category", required=True, width=18),
        text("family", required=True, width=18),
        text("code", required=True, width=10),
        integer("amber_within", required=True, width=12),
        text("amber_unit", choices=lists.LEAD_TIME_UNITS, width=12),
        text("due_limit", width=18),
        text("feedback_limit", width=18),
        text("feedback_frequency", choices=lists.FREQUENCIES, width=14),
        integer("order_no"),
        long_text("remarks", width=34),
    ),
)

DICTIONARY = SheetSchema(
    "dictionary",
    "entry_id",
    (
        text("entry_id", required=True, width=10),
        text("list", required=True, width=16),
        text("word", required=True, width=20),
        text("meaning", width=20),
        long_text("remarks", width=46),
    ),
)

HOLIDAYS = SheetSchema(
    "holidays",
    "day",
    (
        day("day", required=True),
        text("kind", required=True, choices=lists.DAY_KINDS, width=10),
        text("name", width=44),
        text("source", width=40),
    ),
)

SETTINGS = SheetSchema(
    "settings",
    "key",
    (
        text("key", owner=SYSTEM, width=26),
        text("name", owner=SYSTEM, width=34),
        text("value", width=20),
        text("measure", owner=SYSTEM, width=12),
        text("status", choices=lists.RULE_STATES, width=14),
        long_text("remarks", width=52),
    ),
)

OFFICE_SHEETS = (
    BOARD,
    UNITS,
    ALIASES,
    PEOPLE,
    RULES,
    POINTS,
    MANUAL_POINTS,
    SCORES,
    APPEALS,
    CATEGORIES,
    DICTIONARY,
    HOLIDAYS,
    SETTINGS,
)
