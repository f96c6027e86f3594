"""What units write: progress, problems, next steps, in the words of the field of work."""

from datetime import date

from xlsync.demo.material import Pen, Words, field_of, words_of


def progress_text(pen: Pen, field: Words, day: date, *, finished: bool = False) -> str:
    """Return a progress report as of ``day``: what was done, with a figure, and what is left (or how it ended)."""
    words = words_of("words")["progress"]
    opening = pen.pick(words["openings"])
    ending = pen.pick(words["finished"] if finished else words["middles"])
    stop: str = words_of("words")["full_stop"]
    return pen.fill(f"{opening}{pen.pick(field['steps'])}{pen.pick(words['links'])}{ending}", m=day.month) + stop


def problem_text(pen: Pen) -> str:
    """Return what hinders the unit."""
    words = words_of("words")["progress"]
    return pen.fill(pen.pick(words["problems"]) + pen.pick(words["problem_tails"]))


def next_text(pen: Pen, day: date) -> str:
    """Return what the unit is going to do in the two months after ``day``."""
    phrase: str = pen.pick(words_of("words")["progress"]["next_steps"])
    return pen.fill(phrase, m=min(12, day.month + pen.rng.randint(1, 2)))


def field_for(pen: Pen, task: str) -> Words:
    """Return the field of work that a task belongs to, any field where the task does not tell."""
    field = field_of(task)
    if field is not None:
        return field
    drawn: Words = pen.pick(words_of("fields")["field"])
    return drawn
