"""The command line: click commands made from the registry; the code behind a command is loaded when it runs."""

import sys
from collections.abc import Sequence
from typing import Any

import click

from xlsync import __version__
from xlsync.entry.typed import Day, Patterned, Setting, read_words
from xlsync.services.commands import BY_NAME, COMMANDS, Command, Option, OptionKind
from xlsync.vocabulary.errors import UsageMistake, XlsyncError
from xlsync.vocabulary.labels import commands as words
from xlsync.vocabulary.labels.messages import INTERRUPTED

_INTERRUPTED_EXIT = 130  # what shells give a program that was ended by Ctrl-C

_TYPES: dict[OptionKind, click.ParamType[Any]] = {
    OptionKind.TEXT: click.STRING,
    OptionKind.PERIOD: Patterned("bad_period", r"\d{4}-(Q[1-4]|0[1-9]|1[0-2])"),
    OptionKind.QUARTER: Patterned("bad_quarter", r"\d{4}-Q[1-4]"),
    OptionKind.DAY: Day(),
    OptionKind.SPAN: Patterned("bad_span", r"\d{4}(-(Q[1-4]|0[1-9]|1[0-2]))?"),
    OptionKind.MONTH: Patterned("bad_month", r"\d{4}-(0[1-9]|1[0-2])"),
}


class Verb(click.Command):
    """One command of the registry as click sees it."""

    def __init__(self, declared: Command) -> None:
        super().__init__(declared.name, callback=self._run, params=_parameters(declared), add_help_option=False)
        self.declared = declared

    def _run(self, **given: Any) -> int:
        from xlsync.entry.running import run

        values = read_words(self.declared, given.pop("words"))
        return run(self.declared, {**given, **values})

    def get_short_help_str(self, limit: int = 45) -> str:
        return self.declared.help

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(option.metavar for option in self.declared.positionals)
        formatter.write_usage(ctx.command_path, f"[{words.HEADING_OPTIONS}] {pieces}", prefix=words.USAGE)
        with formatter.indentation():
            formatter.write_paragraph()
            formatter.write_text(self.declared.help)
        _section(formatter, words.HEADING_ARGUMENTS, [(o.metavar, o.help) for o in self.declared.positionals])
        _section(formatter, words.HEADING_OPTIONS, _help_of_options(self, ctx))
        with formatter.section(words.HEADING_EXAMPLES):
            formatter.write("".join(f"  {line}\n" for line in self.declared.examples))


class Program(click.Group):
    """All commands, in the groups and the order of the registry."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [command.name for command in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return Verb(BY_NAME[cmd_name]) if cmd_name in BY_NAME else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if not args[0].startswith("-") and args[0] not in BY_NAME:
            raise UsageMistake("unknown_command", args[0])
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "COMMAND [OFFICE]", prefix=words.USAGE)
        with formatter.indentation():
            formatter.write_paragraph()
            formatter.write_text(words.PROGRAM)
        for group, title in words.GROUPS.items():
            _section(formatter, title, [(c.name, c.help) for c in COMMANDS if c.group == group])
        _section(formatter, words.HEADING_OPTIONS, _help_of_options(self, ctx))
        formatter.write_paragraph()
        formatter.write_text(words.EPILOG)


def _section(formatter: click.HelpFormatter, title: str, rows: Sequence[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(list(rows))


def _help_of_options(command: click.Command, ctx: click.Context) -> list[tuple[str, str]]:
    options = (parameter for parameter in command.params if isinstance(parameter, click.Option))
    return [record for option in options if (record := option.get_help_record(ctx))]


def _show_help(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(ctx.get_help())
        ctx.exit()


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"xlsync {__version__}")
        ctx.exit()


def _show_completion(ctx: click.Context, _: click.Parameter, shell: str | None) -> None:
    if shell:
        from click.shell_completion import get_completion_class

        made = get_completion_class(shell)
        assert made is not None  # the choices of the option are the shells that click knows
        click.echo(made(program, {}, "xlsync", "_XLSYNC_COMPLETE").source())
        ctx.exit()


def _flag(key: str, *names: str, **more: Any) -> click.Option:
    return click.Option([key, *names], help=words.OPTIONS[key], is_flag=True, default=False, **more)


def _help_flag() -> click.Option:
    return _flag("help", "-h", "--help", is_eager=True, expose_value=False, callback=_show_help)


def _parameters(command: Command) -> list[click.Parameter]:
    parameters: list[click.Parameter] = [click.Argument(["words"], nargs=-1)]
    parameters += [_parameter(option) for option in command.flags]
    if command.changes:
        parameters += [_flag("dry_run", "-n", "--dry-run"), _flag("yes", "--yes")]
    return [*parameters, _flag("json", "--json"), _today(), _set(), _help_flag()]


def _parameter(option: Option) -> click.Option:
    if option.kind is OptionKind.FLAG:
        return _flag(option.key, option.flag)
    kind = _TYPES[option.kind]
    return click.Option(
        [option.key, option.flag], help=option.help, type=kind, multiple=option.many, metavar=option.metavar
    )


def _today() -> click.Option:
    return click.Option(["today", "--today"], type=Day(), metavar=words.METAVARS["today"], help=words.OPTIONS["today"])


def _set() -> click.Option:
    return click.Option(
        ["set", "--set"], type=Setting(), multiple=True, metavar=words.METAVARS["set"], help=words.OPTIONS["set"]
    )


program = Program(
    "xlsync",
    no_args_is_help=True,
    add_help_option=False,
    context_settings={"max_content_width": 100},
    params=[
        _flag("version", "--version", is_eager=True, expose_value=False, callback=_show_version),
        click.Option(
            ["completion", "--completion"],
            type=click.Choice(["bash", "zsh", "fish"]),
            is_eager=True,
            expose_value=False,
            callback=_show_completion,
            metavar=words.METAVARS["completion"],
            help=words.OPTIONS["completion"],
        ),
        _help_flag(),
    ],
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; every error becomes one sentence (one JSON object with --json)."""
    from xlsync.entry.console import never_crash_on_output

    never_crash_on_output()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return int(program.main(given, prog_name="xlsync", standalone_mode=False) or 0)
    except XlsyncError as error:
        return _tell(given, error.code, str(error), error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return 0
    except click.UsageError as error:
        mistake = _mistake(error)
        return _tell(given, mistake.code, str(mistake), mistake.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _tell(given, "E92", INTERRUPTED, _INTERRUPTED_EXIT)


def _mistake(error: click.UsageError) -> UsageMistake:
    command = error.ctx.command_path if error.ctx else "xlsync"
    if isinstance(error, click.NoSuchOption):
        return UsageMistake("unknown_option", error.option_name, command)
    if isinstance(error, click.BadOptionUsage):
        return UsageMistake("no_value", error.option_name, command)
    return UsageMistake("other", error.format_message(), command)


def _tell(given: Sequence[str], code: str, sentence: str, exit_code: int) -> int:
    from xlsync.entry.console import as_json

    print(f"xlsync: {sentence}", file=sys.stderr)
    if "--json" in given:
        print(as_json({"error": {"code": code, "message": sentence}}))
    return exit_code
