"""The registry of commands: the one list from which CLI verbs, ribbon buttons, LibreOffice menu and manual derive."""

from dataclasses import dataclass
from enum import Enum

from xlsync.vocabulary.labels.commands import EXAMPLES, HELP, LABELS, METAVARS, OPTIONS


class OptionKind(Enum):
    """How the text of an option is read."""

    TEXT = "text"
    FLAG = "flag"
    FILE = "file"  # must exist
    PERIOD = "period"  # 2016-Q3 or 2016-09
    QUARTER = "quarter"  # 2016-Q3
    DAY = "day"  # 2016-10-17
    SPAN = "span"  # 2016, 2016-Q3 or 2016-09
    MONTH = "month"  # 2016-09


class OfficeNeed(Enum):
    """What a command asks of the office folder."""

    FOUND = "found"  # must exist
    MADE = "made"  # the command makes it
    OPTIONAL = "optional"  # runs without one, too


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a command; without ``flag`` it is positional. ``many``: its value is a tuple."""

    key: str
    kind: OptionKind = OptionKind.TEXT
    flag: str = ""
    many: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    default: str = ""

    @property
    def help(self) -> str:
        """Return the Chinese help line."""
        return OPTIONS[self.key]

    @property
    def metavar(self) -> str:
        """Return the name of the value as the help shows it, such as [FILE ...]."""
        name = METAVARS.get(self.key, self.key.upper())
        if self.flag:
            return name
        shown = f"{name} ..." if self.many else name
        return shown if self.required else f"[{shown}]"


@dataclass(frozen=True, slots=True)
class Command:
    """One command; ``changes`` says that it changes something, so that it offers --dry-run and --yes."""

    name: str
    group: str
    options: tuple[Option, ...] = ()
    changes: bool = False
    office: OfficeNeed = OfficeNeed.FOUND

    @property
    def module(self) -> str:
        """Return the name of its module in entry.commands."""
        return self.name.replace("-", "_")

    @property
    def label(self) -> str:
        """Return the text of its button."""
        return LABELS[self.name]

    @property
    def help(self) -> str:
        """Return the Chinese sentence: what it does."""
        return HELP[self.name]

    @property
    def examples(self) -> tuple[str, ...]:
        """Return whole command lines to show."""
        return EXAMPLES[self.name]

    @property
    def positionals(self) -> tuple[Option, ...]:
        """Return the options that are given by place, in order, the office last."""
        own = tuple(option for option in self.options if not option.flag)
        return own if self.office is OfficeNeed.MADE else (*own, OFFICE)

    @property
    def flags(self) -> tuple[Option, ...]:
        """Return the options that are given by flag."""
        return tuple(option for option in self.options if option.flag)


OFFICE = Option("office")

COMMANDS: tuple[Command, ...] = (
    Command("status", "daily"),
    Command("check", "daily"),
    Command("refresh", "daily", changes=True),
    Command("trace", "daily", (Option("matter", required=True), Option("column"))),
    Command(
        "ledger",
        "daily",
        (
            Option("as_of", OptionKind.DAY, "--as-of"),
            Option("csv", flag="--csv"),
            Option("xlsx", flag="--xlsx"),
        ),
    ),
    Command(
        "issue",
        "returns",
        (
            Option("unit", flag="--unit", many=True),
            Option("period", OptionKind.PERIOD, "--period"),
            Option("mail", OptionKind.FLAG, "--mail"),
        ),
        changes=True,
    ),
    Command(
        "merge",
        "returns",
        (Option("files", OptionKind.FILE, many=True), Option("again", flag="--again", many=True)),
        changes=True,
    ),
    Command("resolve", "returns", changes=True),
    Command(
        "undo", "returns", (Option("submission", many=True), Option("last", OptionKind.FLAG, "--last")), changes=True
    ),
    Command(
        "close",
        "returns",
        (Option("closed", required=True), Option("reason", flag="--reason")),
        changes=True,
    ),
    Command("watch", "returns"),
    Command(
        "document",
        "documents",
        (
            Option("kind", required=True, choices=("notice", "special", "circular", "briefing", "annual")),
            Option("span", OptionKind.SPAN, "--period"),
            Option("quarter", OptionKind.QUARTER, "--quarter"),
        ),
        changes=True,
    ),
    Command("charts", "documents", (Option("month", OptionKind.MONTH, "--month"),), changes=True),
    Command("verify", "safety"),
    Command("restore", "safety", (Option("when", required=True), Option("copy", flag="--copy")), changes=True),
    Command("repair", "safety", changes=True),
    Command("demo", "help", (Option("folder", default="demo-office"),), changes=True, office=OfficeNeed.MADE),
    Command("init", "help", (Option("folder", required=True),), changes=True, office=OfficeNeed.MADE),
    Command("config", "help", office=OfficeNeed.OPTIONAL),
    Command(
        "office-extension",
        "help",
        (
            Option("action", required=True, choices=("install", "uninstall", "build")),
            Option("file"),
            Option("profile", flag="--profile"),
        ),
        changes=True,
        office=OfficeNeed.OPTIONAL,
    ),
    Command("install", "help", changes=True),
    Command("doctor", "help", office=OfficeNeed.OPTIONAL),
)

BY_NAME: dict[str, Command] = {command.name: command for command in COMMANDS}
