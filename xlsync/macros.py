"""What RunPython calls: ``xlsync.macros.<key>()`` for the button of that key, and ``opened()`` for Workbook_Open.

The buttons are those of services/buttons.py; a test compares both.
"""

from xlsync.entry.ribbon.macro import macro, opened

check = macro("check")
refresh = macro("refresh")
issue = macro("issue")
merge = macro("merge")
resolve = macro("resolve")
undo = macro("undo")
notice = macro("notice")
special = macro("special")
circular = macro("circular")
briefing = macro("briefing")
annual = macro("annual")
charts = macro("charts")
board = macro("board")
manual = macro("manual")
doctor = macro("doctor")

__all__ = [
    "annual",
    "board",
    "briefing",
    "charts",
    "check",
    "circular",
    "doctor",
    "issue",
    "manual",
    "merge",
    "notice",
    "opened",
    "refresh",
    "resolve",
    "special",
    "undo",
]
