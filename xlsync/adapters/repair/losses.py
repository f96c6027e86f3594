"""What LibreOffice took away and nobody can bring back here: told, so that a person looks at it."""

import re
from collections import Counter

from xlsync.adapters.repair.pair import Pair
from xlsync.adapters.repair.sheets import around
from xlsync.adapters.workbook_file.layout import Layout
from xlsync.vocabulary.labels.repairing import LOST_KINDS

_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)</")
_QUOTED = re.compile(rb"&quot;.*?&quot;|\"[^\"]*\"|'[^']*'")


def note_losses(pair: Pair) -> None:
    """Count the parts of each kind that the whole version had and this one has not."""
    now, old = _kinds(pair.now), _kinds(pair.whole)
    for kind in LOST_KINDS:
        if old[kind] > now[kind]:
            pair.lost[kind] += old[kind] - now[kind]
    if now["chart"]:
        pair.lost["charts"] += now["chart"]
    sheets = (around(pair.part(part))[1] for part in pair.now.sheets.values())
    broken = sum(_is_broken(formula) for cells in sheets for formula in _FORMULA.findall(cells))
    if broken:
        pair.lost["formulas"] += broken


def _is_broken(formula: bytes) -> bool:
    """Return whether a formula's brackets do not fit: what LibreOffice cannot read it writes back wrongly."""
    bare = _QUOTED.sub(b"", formula)
    return bare.count(b"(") != bare.count(b")") or bare.count(b"[") != bare.count(b"]")


def _kinds(layout: Layout) -> Counter[str]:
    """Count all related parts by the end of the kind of their relation."""
    kinds: Counter[str] = Counter()
    for part in ("", *layout.package.entries):
        kinds.update(kind.rpartition("/")[2] for _, kind in layout.related(part).values())
    return kinds
