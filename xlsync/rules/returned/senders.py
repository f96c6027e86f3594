"""Whose address a mail came from, by the sheet 单位. It proves nothing of itself: identity is the signed token."""

import re
import unicodedata

from xlsync.model.finding import Finding
from xlsync.model.table import Row
from xlsync.rules.returned.facts import ReceiveContext
from xlsync.vocabulary.phrases.returned import LIST_JOINT

_LISTED = re.compile(r"([a-z0-9._%+&'*/=?^{|}~!#$-]*)@([a-z0-9-]+(?:\.[a-z0-9-]+)+)")
_ANYBODY = ("", "*")


def doubt_of_sender(unit: str, context: ReceiveContext) -> Finding | None:
    """Return the finding of a sender that is not registered for the unit; None for a file that came by no mail.

    A question where the address is a stranger's or another unit's; a note where the unit has registered none.
    """
    sender = context.sender.strip().lower()
    if not sender:
        return None
    units = list(context.image["units"])
    owners = {row.text("unit") for row in units if is_listed(sender, row)}
    if unit in owners:
        return None
    if owners:
        return Finding("M49-other", unit=unit, value=sender, facts={"other": LIST_JOINT.join(sorted(owners))})
    has_address = any(row.text("unit") == unit and _entries(row) for row in units)
    return Finding("M49" if has_address else "M49-unlisted", unit=unit, value=sender)


def is_listed(sender: str, unit: Row) -> bool:
    """Return whether an address in lower case is one of a unit's; an entry @city.gov.cn stands for all of that domain.

    A domain does not stand for those below it.
    """
    local, _, domain = sender.rpartition("@")
    return bool(local) and any(
        entry in ((local, domain), *((all_, domain) for all_ in _ANYBODY)) for entry in _entries(unit)
    )


def _entries(unit: Row) -> list[tuple[str, str]]:
    """Return the addresses in the cell as (name, domain), whatever stands between them and at whatever width."""
    return [
        (local, domain) for local, domain in _LISTED.findall(unicodedata.normalize("NFKC", unit.text("mail")).lower())
    ]
