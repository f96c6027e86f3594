"""What a document of a small office is made from, on a day of October 2016."""

from datetime import date

from tests.rules.small_office import CALENDAR, Rows, office
from xlsync.rules.documents.content import Content, Sources
from xlsync.rules.policy import read_policy
from xlsync.rules.spans import Span

TODAY = date(2016, 10, 20)


def sources(span: Span, today: date = TODAY, **sheets: Rows) -> Sources:
    """Return the sources of a document about a period, counted on a day."""
    image = office(**sheets)
    return Sources(image, span, today, read_policy(image), CALENDAR)


def figure(content: Content, name: str) -> tuple[object, list[str]]:
    """Return the value of a figure and the keys of its rows; its fact must be the same."""
    (found,) = [one for one in content.figures if one.text == name]
    if name in content.facts:
        assert content.facts[name] == found.value
    return found.value, sorted(found.rows)
