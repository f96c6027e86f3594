"""年度总结: the office's year as text: what was registered and done by family, and what the office did itself."""

from collections.abc import Callable, Iterable, Sequence

from xlsync.model.table import Row
from xlsync.rules.digest import families_of
from xlsync.rules.documents.content import Account, Content, Sources, grouped, prove_sum, share_text
from xlsync.rules.documents.tallies import is_lit
from xlsync.rules.spans import Span
from xlsync.vocabulary.errors import NothingToDo
from xlsync.vocabulary.labels import annual as words
from xlsync.vocabulary.labels.documents import IN_FORCE, SEPARATOR
from xlsync.vocabulary.terms import NO, YES, Light, PointState, Satisfaction, Stage

Said = Callable[[str, Sequence[Row], Account], str]
_STATES = ("closed", "going", "cancelled")
_JUDGEMENTS = ("on_time", "late", "unjudged")
_ANSWERS = {"satisfied": Satisfaction.SATISFIED, "mostly": Satisfaction.MOSTLY, "unsatisfied": Satisfaction.UNSATISFIED}


def annual(sources: Sources) -> Content:
    """Return what the summary of a year says; raises NothingToDo for a year without matters, FiguresContradict.

    Counted are all matters registered in the year, those revoked later too: ``closed + going + cancelled = total``.
    """
    span, image = sources.span, sources.image
    rows = _within(image["matters"], "registered_on", span)
    if not rows:
        raise NothingToDo(words.NOTHING.format(year=span.first.year))
    account = Account()
    account.say(words.FACTS["year"], span.first.year)
    _enter_states(account, rows)
    _enter_sections(account, sources, rows)
    _enter_punctuality(account, sources, rows)
    _enter_own_work(account, sources)
    _enter_replies(account, sources)
    return Content(words.TITLE.format(year=span.first.year), account.facts, account.figures)


def _within(rows: Iterable[Row], column: str, span: Span) -> list[Row]:
    """Return the rows whose day in a column lies in the span."""
    return [row for row in rows if (day := row.day(column)) and span.first <= day <= span.last]


def _state(row: Row) -> str:
    if row["stage"] == Stage.CLOSED:
        return "closed"
    return "cancelled" if row["stage"] == Stage.CANCELLED else "going"


def _enter_states(account: Account, rows: Sequence[Row]) -> None:
    """Add how many matters there are and how they stand; the states add up to the whole."""
    states = grouped(rows, _state)
    total = account.count(words.FACTS["total"], "matters", rows)
    counts = [account.count(words.FACTS[state], "matters", states.get(state, [])) for state in _STATES]
    prove_sum(f"{account.place}{words.FACTS['total']}", total, counts)
    account.figure(words.FACTS["rate"], share_text(counts[0], total), "matters", rows)


def _enter_sections(account: Account, sources: Sources, rows: Sequence[Row]) -> None:
    """Add a part for each section, with its families in the order of 事项类别; together they are the whole."""
    family_of = families_of(sources.image)
    by_family = grouped(rows, lambda row: family_of.get(row.text("category"), row.text("category")))
    listed = [*dict.fromkeys([*family_of.values(), *by_family])]
    named = {family for families in words.SECTIONS.values() for family in families}
    sections = {key: [name for name in listed if name in families] for key, families in words.SECTIONS.items()}
    sections["rest"] = [name for name in listed if name not in named]
    totals = []
    for key, families in sections.items():
        part = account.part(words.SECTION_FACTS[key])
        groups = {family: by_family[family] for family in families if family in by_family}
        members = [row for group in groups.values() for row in group]
        _enter_states(part, members)
        part.say(words.SECTION_LIST, _listing(part, words.SECTION_LIST, "matters", groups, _family_said))
        totals.append(len(members))
    prove_sum(words.FACTS["total"], len(rows), totals)


def _family_said(name: str, rows: Sequence[Row], part: Account) -> str:
    closed = [row for row in rows if row["stage"] == Stage.CLOSED]
    done = part.count(f"{name}{words.FACTS['closed']}", "matters", closed)
    return words.FAMILY.format(name=name, total=len(rows), closed=done)


def _listing(account: Account, name: str, sheet: str, groups: dict[str, list[Row]], say: Said) -> str:
    """Return groups of rows as one text, each count in it entered as a figure of the account."""
    part = account.part(name)
    said = []
    for title, rows in groups.items():
        part.count(title, sheet, rows)
        said.append(say(title, rows, part))
    return SEPARATOR.join(said)


def _enter_punctuality(account: Account, sources: Sources, rows: Sequence[Row]) -> None:
    """Add how many were done in time, the red ones, the points taken and the answers received."""
    closed = [row for row in rows if row["stage"] == Stage.CLOSED]
    judged = grouped(closed, lambda row: {YES: "on_time", NO: "late"}.get(row.text("on_time"), "unjudged"))
    counts = [account.count(words.FACTS[key], "matters", judged.get(key, [])) for key in _JUDGEMENTS]
    prove_sum(words.FACTS["closed"], len(closed), counts)
    in_time, late, _ = (judged.get(key, []) for key in _JUDGEMENTS)
    account.figure(
        words.FACTS["on_time_rate"], share_text(len(in_time), len(in_time) + len(late)), "matters", [*in_time, *late]
    )
    account.count(words.FACTS["red"], "matters", [row for row in rows if is_lit(row, Light.RED)])
    taken = [row for row in sources.image["points"] if row["state"] == PointState.CONFIRMED and _is_negative(row)]
    account.count(words.FACTS["deductions"], "points", taken)
    account.count(words.FACTS["feedback"], "feedback", _within(sources.image["feedback"], "received_on", sources.span))


def _is_negative(row: Row) -> bool:
    points = row["points"]
    return isinstance(points, int | float) and points < 0


def _enter_own_work(account: Account, sources: Sources) -> None:
    """Add documents, inspections, projects, indicators, meetings and surveys of the year."""
    image, span = sources.image, sources.span
    issued = [row for row in _within(image["documents"], "issued_on", span) if row["state"] == IN_FORCE]
    joint, held = _within(image["joint_inspections"], "started_on", span), _within(image["meetings"], "held_on", span)
    account.count(words.FACTS["documents"], "documents", issued)
    account.count(words.FACTS["visits"], "visits", _within(image["visits"], "visited_on", span))
    account.count(words.FACTS["joint"], "joint_inspections", joint)
    account.say(words.FACTS["joint_topics"], SEPARATOR.join(row.text("topic") for row in joint))
    account.count(words.FACTS["projects"], "projects", image["projects"].rows)
    account.count(words.FACTS["indicators"], "indicator_catalogue", image["indicator_catalogue"].rows)
    account.count(words.FACTS["surveys"], "surveys", _within(image["surveys"], "surveyed_on", span))
    account.count(words.FACTS["meeting_count"], "meetings", held)
    by_kind = grouped(issued, lambda row: row.text("kind"))
    said = _listing(account, words.FACTS["documents_said"], "documents", by_kind, _document_said)
    account.say(words.FACTS["documents_said"], said)
    order = [row.text("category") for row in image["categories"]]
    kinds = grouped(held, lambda row: row.text("kind"))
    sorted_kinds = {name: kinds[name] for name in dict.fromkeys([*order, *kinds]) if name in kinds}
    said = _listing(account, words.FACTS["meetings_said"], "meetings", sorted_kinds, _meeting_said)
    account.say(words.FACTS["meetings_said"], said)


def _document_said(kind: str, rows: Sequence[Row], _: Account) -> str:
    return words.DOCUMENT.format(kind=kind, count=len(rows))


def _meeting_said(kind: str, rows: Sequence[Row], _: Account) -> str:
    return words.MEETING.format(kind=kind, count=len(rows), measure=words.MEASURES.get(kind, words.MEASURE))


def _enter_replies(account: Account, sources: Sources) -> None:
    """Add how many proposals were answered and how content their proposers were with the result."""
    rows = _within(sources.image["proposals"], "assigned_on", sources.span)
    answered = [row for row in rows if row.day("replied_on")]
    account.count(words.FACTS["replied"], "proposals", answered)
    account.count(words.FACTS["unreplied"], "proposals", [row for row in rows if not row.day("replied_on")])
    judged = [row for row in rows if row["result_satisfaction"] in set(_ANSWERS.values())]
    counts = [
        account.count(words.FACTS[key], "proposals", [row for row in judged if row["result_satisfaction"] == word])
        for key, word in _ANSWERS.items()
    ]
    prove_sum(words.FACTS["judged_replies"], account.count(words.FACTS["judged_replies"], "proposals", judged), counts)
