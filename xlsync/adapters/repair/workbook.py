"""The workbook part: who saved it, its code name, sheets that were hidden for good, the order to compute."""

from xlsync.adapters.repair.pair import Pair
from xlsync.adapters.repair.tags import element, raw, retagged, tags, value, with_attribute
from xlsync.adapters.workbook_file.sheets_patch import computing

CODE_NAME = "codeName"
_SAVED_BY, _CALC = "fileVersion", "Calc"


def is_saved_by_libreoffice(workbook: bytes) -> bool:
    """Return whether the workbook part carries LibreOffice's mark: the last program that wrote it anew."""
    return any(value(tag, "appName") == _CALC for tag in tags(workbook, _SAVED_BY))


def mend_workbook(pair: Pair) -> None:
    """Bring back code name, hidden states and mark; Excel is told to compute all formulas."""
    part, old = pair.now.workbook, pair.whole_part(pair.whole.workbook)
    codes = [raw(tag, CODE_NAME) for tag in tags(old, "workbookPr")]
    if codes and codes[0] and not any(raw(tag, CODE_NAME) for tag in tags(pair.part(part), "workbookPr")):
        named = retagged(pair.part(part), "workbookPr", lambda tag: with_attribute(tag, codes[0]))
        pair.put(part, named, "code_names")
    _hide(pair, part, old)
    marked = pair.part(part).replace(element(pair.part(part), _SAVED_BY), element(old, _SAVED_BY), 1)
    pair.put(part, computing(marked))


def _hide(pair: Pair, part: str, old: bytes) -> None:
    """Hide sheets for good again: LibreOffice knows only one kind of hiding. What people show or hide stays."""
    states = {value(tag, "name"): value(tag, "state") for tag in tags(old, "sheet")}

    def change(tag: bytes) -> bytes:
        if value(tag, "state") != "hidden" or states.get(value(tag, "name")) != "veryHidden":
            return tag
        pair.mends["hidden"] += 1
        return with_attribute(tag, b'state="veryHidden"')

    pair.put(part, retagged(pair.part(part), "sheet", change))
