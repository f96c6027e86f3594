"""What a careful clerk of a unit types: an answer in most rows, and the sign-off on the cover."""

import random
from datetime import date

from xlsync.demo.feedback import fresh_answer
from xlsync.demo.returns.form import OpenForm
from xlsync.model.table import Value
from xlsync.vocabulary.terms import Stage

_JUMP = 10  # a figure that grows tenfold is asked about; a careful clerk's does not
_TRIES = 40
_FAR_ON = 0.4  # only what was so far on last time is reported done now


def fill(form: OpenForm, share: float, seed: str, day: date) -> None:
    """Type answers into a share of the rows, those that the office has edited meanwhile always among them."""
    edited = form.row("led")
    for row in form.rows:
        issued = form.was(row)
        rng = random.Random(f"{seed}/{issued['matter_id']}")
        if rng.random() < share or row == edited:
            answer(form, row, rng, day, may_finish=row != edited)


def answer(form: OpenForm, row: int, rng: random.Random, day: date, *, may_finish: bool = True) -> None:
    """Type an answer into a row, unless the matter was reported done before."""
    issued = form.was(row)
    done = form.words["done"]
    if issued["stage"] == done:
        return
    told = _answer(issued, rng, day, may_finish=may_finish and _is_far_on(issued))
    told["stage"] = done if told["stage"] == Stage.REPORTED.value else form.words["open"]
    for key, value in told.items():
        if value is not None:
            form.cell(key, row).value = value


def _answer(issued: dict[str, Value], rng: random.Random, day: date, *, may_finish: bool) -> dict[str, Value]:
    for _ in range(_TRIES):
        told = fresh_answer(issued, rng, day)
        if may_finish or told["stage"] != Stage.REPORTED.value:
            break
    if not _grows_plausibly(issued["actual_value"], told.get("actual_value")):
        told.pop("actual_value", None)
    return told


def _is_far_on(issued: dict[str, Value]) -> bool:
    share = issued["percent"]
    return isinstance(share, int | float) and share >= _FAR_ON


def _grows_plausibly(before: Value, now: Value) -> bool:
    if not isinstance(before, int | float) or not isinstance(now, int | float):
        return True
    return before <= now and (before == 0 or now < before * _JUMP)


def sign(form: OpenForm, rng: random.Random, day: date) -> None:
    """Fill in the sign-off of the cover, by roles."""
    form.cover_cell("signed_by").value = rng.choice(form.words["signed_by"])
    form.cover_cell("signed_on").value = day
    form.cover_cell("filled_by").value = rng.choice(form.words["filled_by"])
    form.cover_cell("phone").value = f"8{rng.randint(100000, 999999)}"
