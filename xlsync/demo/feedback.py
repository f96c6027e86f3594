"""A new answer of a unit, for the returns of the demo."""

import random
from collections.abc import Mapping
from datetime import date, timedelta

from xlsync.demo.almanac import workday
from xlsync.demo.answers import field_for, next_text, problem_text, progress_text
from xlsync.demo.material import Pen
from xlsync.model.table import Value
from xlsync.vocabulary.terms import Stage

ANSWERED_ON = date(2016, 10, 20)


def fresh_answer(row: Mapping[str, Value], rng: random.Random, day: date = ANSWERED_ON) -> dict[str, Value]:
    """Return what the unit answers on ``day`` about an open matter, by column key: progress, percent (0..1, never less
    than before), stage, problems, next steps, and actual_value and done_on where they apply."""
    pen = Pen(rng)
    field = field_for(pen, str(row.get("task") or ""))
    finished = rng.random() < 0.15
    percent = 1.0 if finished else _further(row.get("percent"), rng)
    answer: dict[str, Value] = {
        "progress": progress_text(pen, field, day, finished=finished),
        "percent": percent,
        "stage": Stage.REPORTED.value if finished else Stage.OPEN.value,
        "problems": None if finished or rng.random() < 0.4 else problem_text(pen),
        "next_steps": None if finished else next_text(pen, day),
    }
    target = row.get("target_value")
    if isinstance(target, (int, float)):
        answer["actual_value"] = round(float(target) * percent)
    if finished:
        answer["done_on"] = _recently(row.get("registered_on"), rng, day)
    return answer


def _further(before: Value, rng: random.Random) -> float:
    start = float(before) if isinstance(before, (int, float)) else 0.0
    return min(max(start, 0.99), round(start + (1 - start) * rng.uniform(0.1, 0.7), 2))


def _recently(registered: Value, rng: random.Random, day: date) -> date:
    done = workday(day - timedelta(rng.randint(2, 20)))
    return max(done, registered) if isinstance(registered, date) else done
