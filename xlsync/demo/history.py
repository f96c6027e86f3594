"""What hangs on the matters of the demo: quarterly plans, earlier answers, extensions, urges, entries by hand."""

from dataclasses import dataclass
from datetime import date, timedelta

from xlsync.demo.almanac import workday
from xlsync.demo.answers import next_text, problem_text, progress_text
from xlsync.demo.ledger import officers
from xlsync.demo.material import Pen, lines_of, words_of
from xlsync.demo.stories import Story
from xlsync.model.table import Value
from xlsync.vocabulary.terms import ExtensionState, FeedbackState, Role, Stage

Row = dict[str, Value]
Told = tuple[Story, Row]


@dataclass(frozen=True)
class Round:
    """One quarter's round of reports: its first and last day and the day by which the units answer."""

    period: str
    first: date
    last: date
    due: date


ROUNDS = (
    Round("2016-Q1", date(2016, 1, 1), date(2016, 3, 31), date(2016, 4, 8)),
    Round("2016-Q2", date(2016, 4, 1), date(2016, 6, 30), date(2016, 7, 8)),
)

SEPTEMBER = Round("2016-09", date(2016, 9, 1), date(2016, 9, 30), date(2016, 9, 30))
ANSWERING = frozenset({Stage.OPEN.value, Stage.RETURNED.value, Stage.EXTENDED.value, Stage.SUSPENDED.value})


def schedule_rows(pen: Pen, told: list[Told]) -> list[Row]:
    """Return four quarters of plan for each task of the government's report; actuals for the first two."""
    words = words_of("words")
    rows: list[Row] = []
    tasks = [pair for pair in told if pair[1]["category"] == _by_quarters()]
    for story, matter in tasks:
        reached = matter.get("percent")
        for number, (period, plan) in enumerate(zip(words["period_names"], words["plan"]["quarters"], strict=True), 1):
            step = pen.pick(story.topic_field["steps"])
            row: Row = {
                "schedule_id": f"{story.matter_id}-Q{number}",
                "matter_id": story.matter_id,
                "period": period,
                "planned": pen.fill(plan + pen.pick(words["plan"]["detail"]), step=pen.fill(step)),
                "planned_percent": number * 0.25,
            }
            if number <= len(ROUNDS):
                row["actual"] = progress_text(pen, story.topic_field, ROUNDS[number - 1].last)
                full = float(reached) if isinstance(reached, float) else 0.5
                row["actual_percent"] = round(min(full, number * 0.25 * pen.rng.uniform(0.7, 1.15)), 2)
            rows.append(row)
    return rows


def feedback_rows(pen: Pen, told: list[Told]) -> list[Row]:
    """Return the answers of two quarters (some late, some returned first, some of joint units) and of September."""
    lazy = {line["unit"]: pen.rng.choice([0.02, 0.05, 0.08, 0.25]) for line in lines_of("units")}
    rows: list[Row] = []
    for turn in ROUNDS:
        for story, matter in told:
            ended = story.finish < turn.first and story.closed
            if story.registered <= turn.last and not ended:
                rows += _answers(pen, story, matter, turn, lazy)
    monthly = [pair for pair in told if pair[1]["category"] != _by_quarters()]
    return rows + [
        _september(pen, story, matter)
        for story, matter in monthly
        if matter["stage"] in ANSWERING
        and story.registered < SEPTEMBER.last
        and pen.rng.random() > 0.1 + lazy[story.lead]
    ]


def _by_quarters() -> str:
    """Return the category of the government's report, which is answered by quarters."""
    category: str = words_of("families")["family"][0]["category"]
    return category


def _september(pen: Pen, story: Story, matter: Row) -> Row:
    """Return the last monthly answer: what the ledger carries now."""
    received = max(workday(SEPTEMBER.due, -pen.rng.randint(0, 3)), story.registered)
    carried = {key: matter.get(key) for key in ("progress", "percent", "actual_value", "problems", "next_steps")}
    row: Row = {
        "matter_id": story.matter_id,
        "unit": story.lead,
        "role": Role.LEAD.value,
        "period": SEPTEMBER.period,
        "received_on": received,
        "due_on": SEPTEMBER.due,
        "state": FeedbackState.ACCEPTED.value,
        "stage": Stage.OPEN.value,
    }
    return _filed(row | carried, 0, story.lead)


def _answers(pen: Pen, story: Story, matter: Row, turn: Round, lazy: dict[str, float]) -> list[Row]:
    rng = pen.rng
    if rng.random() < 0.2 + lazy[story.lead] / 5:
        return []
    late = rng.randint(1, 6) if rng.random() < lazy[story.lead] else 0
    received = workday(turn.due, late or -rng.randint(0, 4))
    last = _answer(pen, story, matter, turn, received) | {"unit": story.lead, "role": Role.LEAD.value}
    rows = [_filed(last, late, story.lead)]
    if rng.random() < lazy[story.lead] / 2:
        first = rows[0] | {
            "feedback_id": f"{rows[0]['feedback_id']}/R1",
            "received_on": workday(turn.due, -5),
            "late_workdays": 0,
        }
        first |= {"state": FeedbackState.RETURNED.value, "note": pen.pick(words_of("words")["returned"]["notes"])}
        rows.insert(0, first)
    if story.joint and story.joint[0] in lazy and rng.random() < 0.1:
        joint = _answer(pen, story, matter, turn, workday(turn.due, -rng.randint(0, 3)))
        rows.append(_filed(joint | {"unit": story.joint[0], "role": Role.JOINT.value}, 0, story.joint[0]))
    return rows


def _answer(pen: Pen, story: Story, matter: Row, turn: Round, received: date) -> Row:
    done = story.closed and story.finish <= received
    reached = matter.get("percent")
    full = float(reached) if isinstance(reached, float) else 0.3
    row: Row = {
        "matter_id": story.matter_id,
        "period": turn.period,
        "received_on": received,
        "due_on": turn.due,
        "state": FeedbackState.ACCEPTED.value,
        "stage": (Stage.REPORTED if done else Stage.OPEN).value,
        "progress": progress_text(pen, story.topic_field, received, finished=done),
        "percent": 1.0 if done else round(full * (0.3 if turn is ROUNDS[0] else 0.6) * pen.rng.uniform(0.7, 1.0), 2),
    }
    if done:
        return row | {"done_on": story.finish}
    return row | {
        "problems": problem_text(pen) if pen.rng.random() < 0.5 else None,
        "next_steps": next_text(pen, received),
    }


def _filed(row: Row, late: int, unit: str) -> Row:
    short = next(line["short_name"] for line in lines_of("units") if line["unit"] == unit)
    head: Row = {"feedback_id": f"{row['matter_id']}/{row['period']}/{unit}"}
    return head | row | {"late_workdays": late, "file": f"{row['period']}_{short}.xlsx"}


def extension_rows(pen: Pen, told: list[Told], today: date) -> list[Row]:
    """Return the extensions: granted ones of the matters extended, then denied, open and one asked too late."""
    words = words_of("words")["extension"]
    extended = [pair for pair in told if pair[1]["stage"] == Stage.EXTENDED.value]
    others = [pair for pair in told if pair[1]["stage"] == Stage.OPEN.value and pair[0].registered < date(2016, 8, 1)]
    asked = [(pair, ExtensionState.GRANTED) for pair in extended]
    asked += [(pair, ExtensionState.DENIED) for pair in others[:5]] + [
        (pair, ExtensionState.ASKED) for pair in others[5:9]
    ]
    rows = [_extension(pen, pair, state, today) for pair, state in asked]
    overdue = next(
        story for story, row in told if row["stage"] == Stage.OPEN.value and story.limit_day < workday(today, -6)
    )
    late = {
        "asked_on": workday(overdue.limit_day, 3),
        "asked_until": workday(today, 20),
        "opinion": words["opinions"][2],
    }
    rows.append(
        _extension(pen, (overdue, {}), ExtensionState.DENIED, today)
        | late
        | {"decided_on": workday(overdue.limit_day, 5)}
    )
    for number, row in enumerate(rows, 1):
        row["extension_id"] = f"YQ-{number:03d}"
    return rows


def _extension(pen: Pen, pair: Told, state: ExtensionState, today: date) -> Row:
    story, words = pair[0], words_of("words")["extension"]
    latest = workday(min(story.limit_day, today), -4)
    on = max(
        workday(story.registered, 1),
        latest if state is ExtensionState.ASKED else workday(latest, -pen.rng.randint(0, 10)),
    )
    until = workday(max(story.limit_day, today) + timedelta(pen.rng.randint(15, 60)))
    row: Row = {
        "matter_id": story.matter_id,
        "unit": story.lead,
        "asked_on": on,
        "asked_until": until,
        "reason": pen.pick(words["reasons"]),
        "state": state.value,
    }
    if state is ExtensionState.ASKED:
        return row
    granted = state is ExtensionState.GRANTED
    return row | {
        "granted_until": until if granted else None,
        "decided_by": lines_of("people")[1]["person"],
        "decided_on": min(workday(on, pen.rng.randint(1, 3)), today),
        "opinion": words["opinions"][0 if granted else 1],
    }


def urge_rows(pen: Pen, told: list[Told], levels: list[str], channels: list[str], today: date) -> list[Row]:
    """Return sixty urges on open matters, the harder levels rarer."""
    still_open = [
        pair for pair in told if pair[1]["stage"] == Stage.OPEN.value and pair[0].registered < date(2016, 9, 1)
    ]
    rows: list[Row] = []
    for story, _ in pen.rng.sample(still_open, 60):
        level = pen.rng.choices(range(len(levels)), [30, 25, 20, 12, 8, 5])[0]
        day = min(
            max(workday(story.registered, 2), workday(story.limit_day, level)), workday(today, -pen.rng.randint(0, 20))
        )
        rows.append(
            {
                "matter_id": story.matter_id,
                "unit": story.lead,
                "urged_on": max(day, story.registered),
                "level": levels[level],
                "channel": channels[2] if level >= 2 else pen.pick(channels),
                "urged_by": officers(story.lead)[0],
                "remarks": pen.pick(words_of("words")["urge"]["remarks"]),
            }
        )
    rows.sort(key=lambda row: (str(row["urged_on"]), str(row["matter_id"])))
    for number, row in enumerate(rows, 1):
        row["urge_id"] = f"CB-{number:03d}"
    return rows


def manual_rows(pen: Pen, told: list[Told]) -> list[Row]:
    """Return a dozen points entered by hand, each confirmed by a second person."""
    words, staff = words_of("words")["manual"], lines_of("people")
    rows: list[Row] = []
    for number, (story, _) in enumerate(pen.rng.sample(told, 12)):
        kind = number % len(words["rules"])
        rows.append(
            {
                "entry_id": f"JF-{number + 1:03d}",
                "unit": story.lead,
                "matter_id": story.matter_id,
                "rule_no": words["rules"][kind],
                "happened_on": workday(max(story.registered, date(2016, 3, 1)), 3)
                if story.registered < date(2016, 10, 10)
                else story.registered,
                "times": 1,
                "reason": words["reasons"][kind],
                "evidence": words["evidence"][kind],
                "entered_by": officers(story.lead)[0],
                "confirmed_by": staff[1]["person"],
            }
        )
    return rows
