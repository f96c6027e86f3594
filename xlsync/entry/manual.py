"""The manual of commands as Markdown, made from the registry: ``python -m xlsync.entry.manual > docs/commands.md``."""

import sys

from xlsync.services.commands import COMMANDS, Command, Option
from xlsync.vocabulary.labels import commands as words
from xlsync.vocabulary.labels.messages import SETTINGS_HELP

_COMMON = {"json": "`--json`", "today": "`--today YYYY-MM-DD`", "set": "`--set KEY=VALUE`", "help": "`-h`, `--help`"}
_CHANGING = {"dry_run": "`-n`, `--dry-run`", "yes": "`--yes`"}


def manual() -> str:
    """Return the whole page."""
    parts = [f"# {words.MANUAL_TITLE}", words.MANUAL_INTRO]
    for group, title in words.GROUPS.items():
        members = [command for command in COMMANDS if command.group == group]
        if members:
            parts += [f"## {title}", *map(_page, members)]
    parts += [f"## {words.MANUAL_COMMON}", _rows(list(_COMMON.items()) + list(_CHANGING.items()))]
    parts += [f"## {words.MANUAL_EXITS}", "\n".join(f"- `{code}` {text}" for code, text in words.EXITS.items())]
    settings = "\n".join(f"- `{key}` {text}" for key, text in SETTINGS_HELP.items())
    parts += [f"## {words.MANUAL_SETTINGS}", words.MANUAL_SETTINGS_INTRO, settings]
    return "\n\n".join(parts) + "\n"


def _page(command: Command) -> str:
    places = " ".join(option.metavar for option in command.positionals)
    examples = "\n".join(command.examples)
    options = "\n".join(_line(option) for option in (*command.positionals, *command.flags))
    head = f"### `{command.name}` {command.label}\n\n{command.help}\n\n`xlsync {command.name} {places}`"
    note = f"\n- {words.MANUAL_CHANGES}" if command.changes else ""
    return f"{head}\n\n{options}{note}\n\n```\n{examples}\n```"


def _line(option: Option) -> str:
    takes_value = option.flag and option.key in words.METAVARS
    name = f"{option.flag} {option.metavar}" if takes_value else option.flag or option.metavar
    return f"- `{name}` {option.help}"


def _rows(rows: list[tuple[str, str]]) -> str:
    return "\n".join(f"- {name} {words.OPTIONS[key]}" for key, name in rows)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # a text file when run so
    sys.stdout.write(manual())
