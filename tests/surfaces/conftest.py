"""Running the command line in this process, as a person would see it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from xlsync.entry.cli import main


@dataclass(frozen=True)
class Said:
    """What one command line answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def xlsync(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Return a function that runs a command line and tells what came out."""

    def run(*words: object) -> Said:
        code = main([str(word) for word in words])
        seen = capsys.readouterr()
        return Said(code, seen.out, seen.err)

    return run
