"""Five cells and three rows into every workbook: nothing else changes, and other programs see what was written.

Our own workbooks go through every check each time; of the workbooks that Excel made, which lie beside the project, a
seeded choice. `make proof` takes all of them, several times over, and Microsoft's validator, too.
"""

import os
import random
from pathlib import Path

import pytest

from tests.lossless.survey import check_by_libreoffice, files_of, survey, table_of
from tests.lossless.trial import run_trial
from tests.lossless.workbooks import OWN, REFUSED

_BESIDE = Path(__file__).parents[3] / "shared" / "corpora"
CORPORA = Path(os.environ.get("XLSYNC_CORPORA", _BESIDE))
SLICE, SEED, ATTEMPTS = 40, 20160304, 5
_LEGAL_BUT_ODD = {"sixteen_bits.xlsx", "no_styles.xlsx", "commented.xlsx", "quoted_and_spaced.xlsx"}
"""What no program of an office writes; it may be refused."""


def told(survey_done) -> str:
    return "\n".join(table_of(survey_done))


@pytest.mark.parametrize("name", OWN)
def test_our_own_workbooks_lose_nothing(name):
    trial = run_trial(name, OWN[name]())
    assert not trial.is_wrong, trial.faults
    assert name in _LEGAL_BUT_ODD or not trial.refused, trial.refused


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_written_safely_is_refused_with_its_reason(name):
    trial = run_trial(name, REFUSED[name]())
    assert trial.refused and trial.after is None


@pytest.mark.parametrize("name", ["tables.xlsx", "pivots.xlsx"])
def test_rows_that_would_run_into_something_below_are_refused(name):
    """In the first workbook one table stands below another."""
    trial = run_trial(name, OWN[name]())
    assert all(trial.crowded.values())


@pytest.mark.libreoffice
def test_libreoffice_sees_what_was_written():
    """All our own workbooks in one call of LibreOffice."""
    done = survey((name, make()) for name, make in OWN.items())
    check_by_libreoffice(done.patched)
    assert not done.wrong, told(done)


def test_a_choice_of_excels_own_workbooks_loses_nothing():
    """Where the corpora lie beside the project; they are no part of it."""
    files = list(files_of([CORPORA]))
    chosen = random.Random(SEED).sample(files, min(SLICE, len(files)))
    done = survey((name, path.read_bytes()) for name, path in chosen)
    assert not done.wrong and not done.refused_too_many, told(done)


@pytest.mark.proof
@pytest.mark.parametrize("attempt", range(ATTEMPTS))
def test_all_workbooks_lose_nothing(attempt, capsys):
    """The first attempt also starts LibreOffice and the Open XML SDK on every file; its table is printed."""
    files = [(name, path.read_bytes()) for name, path in files_of([CORPORA])]
    made = [(name, make()) for name, make in OWN.items()]
    done = survey([*files, *made], libreoffice=attempt == 0, validator=attempt == 0, attempt=attempt)
    with capsys.disabled():
        print(f"\nworkbooks patched, attempt {attempt + 1} of {ATTEMPTS}", told(done), sep="\n")
    assert not done.wrong and not done.refused_too_many, told(done)
