"""Which column is which. The hidden key row says it; where a header says plainly otherwise, what people saw wins.

key row and header agree, or the header is no header of ours    -> the key (a renamed header)
the header is exactly another column's header                   -> that column (moved under the hidden row)
no key: exact header, else synonym of a column not yet found    -> that column; anything else was inserted
two places claim one column                                     -> not read, a question
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from xlsync.model.form import HEADER_ROW, ROW_ID_SEPARATOR
from xlsync.model.raw import RawSheet
from xlsync.model.table import Value
from xlsync.rules.reading.text import clean_text
from xlsync.rules.returned.facts import FORM_COLUMNS, MATTERS, Layout, is_blank
from xlsync.vocabulary.labels.headers import SYNONYMS
from xlsync.vocabulary.phrases.returned import DECORATIONS

_SEARCHED_ROWS = 20
_ENOUGH = 3  # so many known headers in one row make it the header row
_BRACKET = re.compile(r"\([^()]*\)$")
_ROW_ID = re.compile(rf"[^\s{ROW_ID_SEPARATOR}]+{ROW_ID_SEPARATOR}[0-9a-f]+")
_ID_COLUMNS = 8
_KEY = re.compile(r"[a-z_]+")

_EXACT = {clean_text(MATTERS.header(key)): key for key in FORM_COLUMNS}
_SYNONYM = {clean_text(word): key for key, words in SYNONYMS.items() if key in FORM_COLUMNS for word in words}


@dataclass(frozen=True, slots=True)
class _Claim:
    key: str
    strength: int  # 3 the key row says it, 2 only the header does, 1 a synonym; the key "" claims nothing


def find_layout(sheet: RawSheet) -> Layout | None:
    """Return the layout of a sheet, None when no header of ours stands in its first 20 rows."""
    key_row = _key_row(sheet)
    keys = _keys_at(sheet, key_row) if key_row else {}
    header_row, two_rows = _header_rows(sheet, key_row)
    if not header_row and not key_row:
        return None
    headers = _headers(sheet, header_row, two_rows) if header_row else {}
    columns, unread, extra = _assign(keys, headers)
    if len(columns) < _ENOUGH:
        return None
    bottom = header_row + two_rows if header_row else key_row
    row_ids = _row_id_column(sheet, bottom)
    extra = {place: text for place, text in extra.items() if place != row_ids}
    return Layout(sheet, bottom, columns, headers, extra, unread, bool(key_row), two_rows, row_ids)


def stands_elsewhere(layout: Layout) -> bool:
    """Return whether the header is not in its own row."""
    return layout.header_row - layout.two_rows != HEADER_ROW


def is_reordered(layout: Layout) -> bool:
    """Return whether the columns no longer follow each other as issued."""
    places = [layout.columns[key] for key in FORM_COLUMNS if key in layout.columns]
    return places != sorted(places)


def renamed(layout: Layout) -> dict[str, str]:
    """Return the headers that differ from ours, by column key."""
    return {
        key: layout.headers[place]
        for key, place in layout.columns.items()
        if place in layout.headers and _exact(layout.headers[place]) != key
    }


def _key_row(sheet: RawSheet) -> int:
    for number, row in enumerate(sheet.rows[:_SEARCHED_ROWS], 1):
        if sum(isinstance(value, str) and value.strip() in FORM_COLUMNS for value in row) >= _ENOUGH:
            return number
    return 0


def _keys_at(sheet: RawSheet, row: int) -> dict[int, str]:
    return {
        place: value.strip()
        for place, value in enumerate(sheet.rows[row - 1], 1)
        if isinstance(value, str) and _KEY.fullmatch(value.strip())
    }


def _header_rows(sheet: RawSheet, key_row: int) -> tuple[int, bool]:
    """Return the (upper) header row, 0 for none, and whether the next row belongs to it."""
    if key_row:
        numbers = range(key_row + 1, min(key_row + _ENOUGH, len(sheet.rows)) + 1)
    else:
        numbers = range(1, min(_SEARCHED_ROWS, len(sheet.rows)) + 1)
    known = {number: _known(sheet.rows[number - 1]) for number in numbers}
    best = max(known, key=lambda number: len(known[number]), default=0)
    if not best or len(known[best]) < _ENOUGH:
        return 0, False
    if len(known.get(best - 1, ())) >= 2 or _is_span(sheet, best - 1, key_row):
        return best - 1, True
    after = best + 1
    more = _known(sheet.rows[after - 1]) - known[best] if after <= len(sheet.rows) else set()
    return best, len(more) >= 2


def _is_span(sheet: RawSheet, row: int, key_row: int) -> bool:
    """Return whether a heading merged over some columns stands in this row; a lone one above all keys is a title."""
    spans = any(top == bottom == row and right > left for top, left, bottom, right in sheet.merged)
    if key_row:
        return spans and row > key_row
    return spans and row > 1 and sum(not is_blank(value) for value in sheet.rows[row - 1]) > 1


def _known(row: list[Value]) -> set[str]:
    found = (_recognised(value) for value in row if isinstance(value, str))
    return {key for key in found if key}


def _headers(sheet: RawSheet, top: int, two_rows: bool) -> dict[int, str]:
    """Return the header text by place; of two rows the better known of lower, joined and upper text."""
    upper = {place: text for place, text in enumerate(sheet.rows[top - 1], 1) if isinstance(text, str)}
    if not two_rows:
        return {place: text.strip() for place, text in upper.items() if not is_blank(text)}
    for area_top, left, _, right in sheet.merged:
        if area_top == top and left in upper:
            upper |= dict.fromkeys(range(left, right + 1), upper[left])
    lower = {place: text for place, text in enumerate(sheet.rows[top], 1) if isinstance(text, str)}
    joined = {}
    for place in upper.keys() | lower.keys():
        above, below = upper.get(place, "").strip(), lower.get(place, "").strip()
        options = (below, above + below, above)
        exact = next((option for option in options if _exact(option)), None)
        joined[place] = exact or next((option for option in options if _recognised(option)), above + below)
    return {place: text for place, text in joined.items() if text}


def _assign(
    keys: Mapping[int, str], headers: Mapping[int, str]
) -> tuple[dict[str, int], frozenset[str], dict[int, str]]:
    """Return places by column, columns that cannot be told, and inserted columns."""
    claims = {place: _claim(keys.get(place), headers.get(place, "")) for place in keys.keys() | headers.keys()}
    strongest: dict[str, list[int]] = {}
    for place, claim in sorted(claims.items(), key=lambda item: -item[1].strength):
        places = strongest.setdefault(claim.key, [place])
        if place not in places and claims[places[0]].strength == claim.strength:
            places.append(place)
    columns = {key: strongest[key][0] for key in FORM_COLUMNS if len(strongest.get(key, ())) == 1}
    given = {key for key in keys.values() if key in FORM_COLUMNS}
    unread = ({key for key, places in strongest.items() if len(places) > 1} | given) - columns.keys() - {""}
    taken = {*columns.values()}
    extra = {
        place: headers[place]
        for place in sorted(headers)
        if place not in taken and place not in keys and claims[place].key not in unread
    }
    return columns, frozenset(unread), extra


def _claim(key: str | None, header: str) -> _Claim:
    exact = _exact(header)
    if key in FORM_COLUMNS and key is not None:
        return _Claim(key, 3) if exact in (None, key) else _Claim(exact or "", 2)
    if key:  # a column of the form that is none of the ledger
        return _Claim("", 0)
    return _Claim(exact, 2) if exact else _Claim(_recognised(header) or "", 1)


@lru_cache(maxsize=4096)
def _exact(header: str) -> str | None:
    return next((_EXACT[text] for text in _readings(header) if text in _EXACT), None)


@lru_cache(maxsize=4096)
def _recognised(header: str) -> str | None:
    return _exact(header) or next((_SYNONYM[text] for text in _readings(header) if text in _SYNONYM), None)


def _readings(header: str) -> tuple[str, str]:
    """Return a header as compared: whole, and without marks and a bracket at its end (完成比例（%）*)."""
    whole = clean_text(header)
    bare = _BRACKET.sub("", whole.strip(DECORATIONS)).strip(DECORATIONS)
    return whole, unicodedata.normalize("NFKC", bare)


def _row_id_column(sheet: RawSheet, header_row: int) -> int | None:
    """Return the column in which the most row ids stand, None for none."""
    counts: dict[int, int] = {}
    for row in sheet.rows[header_row : header_row + _SEARCHED_ROWS]:
        for place, value in enumerate(row[:_ID_COLUMNS], 1):
            if isinstance(value, str) and _ROW_ID.fullmatch(value):
                counts[place] = counts.get(place, 0) + 1
    return max(counts, key=counts.__getitem__, default=None)
