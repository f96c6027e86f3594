"""xlsync verify: is everything whole, and does it agree; changes nothing."""

from collections.abc import Mapping

from xlsync.adapters.master_exam import examine
from xlsync.entry.bootstrap import workplace
from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office
from xlsync.services.verify import Problem, Verification, verify
from xlsync.vocabulary.labels import verifying as words


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Report every problem; exit code 1 when there is any."""
    work = workplace(office)
    with console.progress(words.PROGRESS, len(work.store.places())) as advance:
        found = verify(work, examine, advance)
    data = {
        "ok": not found.problems,
        "problems": [problem._asdict() for problem in found.problems],
        "notes": [note._asdict() for note in found.notes],
        "files": found.files,
        "plans": found.batches,
        "forms": found.forms,
    }
    return Report(data, _lines(found), 1 if found.problems else 0)


def _lines(found: Verification) -> list[str]:
    told = [*map(_line, found.problems), *map(_line, found.notes)]
    if found.problems:
        told.append(words.FAULTY.format(count=len(found.problems)))
    else:
        told.append(words.WHOLE.format(files=found.files, batches=found.batches, forms=found.forms))
    return [*told, words.NOTED.format(count=len(found.notes))] if found.notes else told


def _line(problem: Problem) -> str:
    return words.LINE.format_map(problem._asdict())
