"""xlsync ledger: the ledger as it stood at the end of a day."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from xlsync.adapters.ledger_files import write_csv, write_xlsx
from xlsync.entry.bootstrap import workplace
from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office
from xlsync.model.sheets import SHEETS
from xlsync.services.ledger import LedgerThen, ledger_as_of
from xlsync.vocabulary.errors import NoSuchMoment
from xlsync.vocabulary.labels import undoing as words


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Report how many matters the ledger held, and save it where a path is given; raises NoSuchMoment."""
    given = options["as_of"]
    day = given if isinstance(given, date) else office.today
    if day > office.today:
        raise NoSuchMoment(words.NOT_YET.format(day=day))
    found = ledger_as_of(workplace(office), str(day))
    paths = _saved(found, options)
    lines = [words.LEDGER.format(day=day, at=found.moment.at, number=found.moment.batch.number, count=len(found.rows))]
    lines += [] if found.moment.is_kept else [words.LEDGER_LAID_OUT]
    lines += [words.LEDGER_SAVED.format(path=path) for path in paths] or [words.LEDGER_HINT]
    lines += [words.LEDGER_SECRET.format(count=found.secrets)] if found.secrets and paths else []
    data = {
        "as_of": str(day),
        "plan": found.moment.batch.number,
        "at": found.moment.batch.made_at,
        "from_store": found.moment.is_kept,
        "count": len(found.rows),
        "paths": paths,
        "rows": [dict(zip(found.headers, row, strict=True)) for row in found.rows],
    }
    return Report(data, lines)


def _saved(found: LedgerThen, options: Mapping[str, object]) -> list[Path]:
    paths = []
    if options["csv"]:
        paths.append(Path(str(options["csv"])).absolute())
        write_csv(paths[-1], found.open_headers, found.as_text())
    if options["xlsx"]:
        paths.append(Path(str(options["xlsx"])).absolute())
        write_xlsx(paths[-1], SHEETS["matters"].sheet, found.open_headers, found.open_rows(), found.open_widths)
    return paths
