"""The buttons of the spreadsheet program: the one list from which ribbon, macros, toolbar and menu derive."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlsync.vocabulary.labels.buttons import LABELS, TIPS


@dataclass(frozen=True, slots=True)
class Button:
    """One button: it runs a command with fixed options, or shows a sheet.

    ``key`` names it everywhere (ASCII): ``OnKey`` in VBA, ``xlsync.macros.key`` in Python. ``icon`` is a picture that
    Office has (imageMso). ``is_long``: its work goes on in the background. ``sheet`` is the schema name of the sheet
    that it shows, or MANUAL.
    """

    key: str
    group: str
    icon: str
    keytip: str
    command: str = ""
    options: Mapping[str, object] = field(default_factory=dict)
    sheet: str = ""
    is_long: bool = False

    @property
    def label(self) -> str:
        """Return the text on the button."""
        return LABELS[self.key]

    @property
    def tip(self) -> str:
        """Return the sentence shown under the mouse: what it does, and what it leaves alone."""
        return TIPS[self.key]

    @property
    def callback(self) -> str:
        """Return the name of its VBA procedure."""
        return f"On{self.key.capitalize()}"


MANUAL = "manual"


def _document(kind: str, icon: str, keytip: str) -> Button:
    return Button(kind, "documents", icon, keytip, "document", {"kind": kind}, is_long=True)


BUTTONS: tuple[Button, ...] = (
    Button("check", "daily", "DataValidation", "J", "check"),
    Button("refresh", "daily", "RefreshAll", "S", "refresh"),
    Button("issue", "returns", "FileSendAsAttachment", "F", "issue", is_long=True),
    Button("merge", "returns", "Consolidate", "H", "merge", is_long=True),
    Button("resolve", "returns", "ReviewAcceptOrRejectChangeDialog", "C", "resolve", sheet="conflicts"),
    Button("undo", "returns", "Undo", "X", "undo", {"last": True}, is_long=True),
    _document("notice", "SendCopySendToMailRecipient", "T"),
    _document("special", "ViewPageLayoutView", "Z"),
    _document("circular", "FilePrintPreview", "B"),
    _document("briefing", "PivotTableLayoutReportLayout", "Y"),
    _document("annual", "FunctionsDateTimeInsertGallery", "N"),
    Button("charts", "shows", "ChartTypeColumnInsertGallery", "U", "charts", is_long=True),
    Button("board", "shows", "ConditionalFormattingIconSetsGallery", "K", sheet="board"),
    Button("manual", "help", "Help", "M", sheet=MANUAL),
    Button("doctor", "help", "FileDocumentInspect", "D", "doctor", is_long=True),
)

BY_KEY: dict[str, Button] = {button.key: button for button in BUTTONS}
