"""Prints what the writer loses on the workbooks of some folders: five cells and three rows each, then every check.

    python -m tools.patch_corpus FOLDER [...] [--own] [--limit N] [--attempt N] [--libreoffice] [--validator]

--own adds the workbooks that the tests make. Exits with 1 if anything is wrong, or more than 2 % are refused.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from tests.lossless.survey import files_of, survey, table_of
from tests.lossless.workbooks import OWN


def main() -> int:
    """Run the trials and print the table."""
    parser = ArgumentParser(prog="patch_corpus")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--own", action="store_true", help="add the workbooks that the tests make")
    parser.add_argument("--limit", type=int, help="at most so many files of the folders")
    parser.add_argument("--libreoffice", action="store_true", help="LibreOffice reads every file, too")
    parser.add_argument("--validator", action="store_true", help="the Open XML SDK validates every file, too")
    parser.add_argument("--attempt", type=int, default=0, help="choose other cells and sheets: 1, 2, ...")
    given = parser.parse_args()
    files = contents(given.folders, given.limit)
    made = ((name, make()) for name, make in OWN.items()) if given.own else iter(())
    done = survey([*files, *made], given.libreoffice, given.validator, given.attempt)
    print(*table_of(done), sep="\n")
    return int(bool(done.wrong) or done.refused_too_many or not done.trials)


def contents(folders: list[Path], limit: int | None) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the workbooks of the folders."""
    for name, path in list(files_of(folders))[:limit]:
        yield name, path.read_bytes()


if __name__ == "__main__":
    sys.exit(main())
