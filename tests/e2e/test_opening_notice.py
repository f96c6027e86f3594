"""The shipped master in a LibreOffice with the settings of its first day: one notice of its own, no fault of ours.

LibreOffice 7.4 shows this notice for every workbook that holds VBA, an empty module included; no file can prevent it.
"""

import subprocess
from pathlib import Path
from typing import Any

from tests.e2e.screen import Calc, Screen, _connected, wait_for
from xlsync.adapters.defaults import DEFAULT_SHEETS, default_rows
from xlsync.adapters.template.master import build_master

PIPE = "xlsync-first-day"


class FirstDay(Calc):
    """LibreOffice with a new profile in which nothing is set, macro security included."""

    def __init__(self, screen: Screen, profile: Path, path: Path) -> None:
        self.screen, self.path = screen, path
        accept = f"--accept=pipe,name={PIPE};urp;StarOffice.ComponentContext"
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(
            ["soffice", "--norestore", "--nologo", accept, f"-env:UserInstallation={profile.as_uri()}", str(path)],
            env=screen.surroundings, start_new_session=True, stdout=quiet, stderr=quiet,
        )  # fmt: skip
        self.office = wait_for(lambda: _connected(PIPE), 60)

    def opened(self) -> Any:
        """Return the document once it is shown; any message on the way is one too many."""
        assert self.message() == ""
        return self._shown()


def test_the_shipped_master_opens_with_no_more_than_the_notice_that_macros_are_off(tmp_path: Path) -> None:
    path = tmp_path / "督查台账.xlsm"
    build_master(path, {name: default_rows(name) for name in DEFAULT_SHEETS})
    with Screen(tmp_path) as screen, FirstDay(screen, tmp_path / "profile", path) as calc:
        said = calc.agree()
        assert "contains macros" in said and "disabled" in said
        document = wait_for(calc.opened)
        assert calc.message() == ""
        assert [sheet.Name for sheet in document.Sheets][:2] == ["看板", "督查事项"]
        assert not document.isModified()
        screen.picture("shown")
