"""xlsync office-extension: toolbar and menu of LibreOffice, put in, taken out, or only built."""

from collections.abc import Callable, Mapping
from pathlib import Path

from xlsync import __version__
from xlsync.adapters.libreoffice.connection import pipe_name
from xlsync.adapters.office_extension.building import FILE_NAME, extension, start_here
from xlsync.adapters.office_extension.installed import default_profile, installed_version
from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office
from xlsync.vocabulary.labels import office_extension as words
from xlsync.vocabulary.labels.reports import would

Action = Callable[[Path, bool], Report]


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Do what the action says; with dry_run only tell."""
    dry_run = bool(options["dry_run"])
    if options["action"] == "build":
        return _build(Path(str(options["file"] or FILE_NAME)).absolute(), dry_run)
    profile = Path(str(options["profile"])).absolute() if options["profile"] else default_profile()
    actions: dict[object, Action] = {"install": _install, "uninstall": _uninstall}
    return actions[options["action"]](profile, dry_run)


def _build(path: Path, dry_run: bool) -> Report:
    if not dry_run:
        path.write_bytes(extension(start_here(pipe_name())))
    sentence = words.WOULD_BUILD if dry_run else words.BUILT
    return _report(sentence.format(path=path, version=__version__), dry_run, path=path, version=__version__)


def _install(profile: Path, dry_run: bool) -> Report:
    from xlsync.adapters.office_extension.installing import install

    before = installed_version(profile)
    facts = {"profile": profile, "version": __version__}
    if dry_run:
        return _report(words.WOULD_INSTALL.format(**facts), dry_run, before=before, **facts)
    found = install(extension(start_here(pipe_name())), profile)
    sentence = words.INSTALLED if before is None else words.REINSTALLED
    return _report(sentence.format(office=found, **facts), dry_run, before=before, libreoffice=found, **facts)


def _uninstall(profile: Path, dry_run: bool) -> Report:
    from xlsync.adapters.office_extension.installing import uninstall

    before = installed_version(profile)
    if before is None:
        return _report(words.NOT_INSTALLED.format(profile=profile), dry_run, profile=profile, before=None)
    if dry_run:
        return _report(words.WOULD_UNINSTALL.format(profile=profile), dry_run, profile=profile, before=before)
    found = uninstall(profile)
    line = words.UNINSTALLED.format(office=found, profile=profile)
    return _report(line, dry_run, profile=profile, before=before, libreoffice=found)


def _report(line: str, dry_run: bool, **data: object) -> Report:
    return Report({"dry_run": dry_run, **data}, [would(line, dry_run)])
