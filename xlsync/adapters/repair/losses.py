"""What LibreOffice took away and nobody can bring back here: told, so that a person looks at it."""

from collections import Counter

from xlsync.adapters.repair.pair import Pair
from xlsync.adapters.workbook_file.layout import Layout
from xlsync.vocabulary.labels.repairing import LOST_KINDS


def note_losses(pair: Pair) -> None:
    """Count the parts of each kind that the whole version had and this one has not."""
    now, old = _kinds(pair.now), _kinds(pair.whole)
    for kind in LOST_KINDS:
        if old[kind] > now[kind]:
            pair.lost[kind] += old[kind] - now[kind]
    if now["chart"]:
        pair.lost["charts"] += now["chart"]


def _kinds(layout: Layout) -> Counter[str]:
    """Count all related parts by the end of the kind of their relation."""
    kinds: Counter[str] = Counter()
    for part in ("", *layout.package.entries):
        kinds.update(kind.rpartition("/")[2] for _, kind in layout.related(part).values())
    return kinds
