"""How many lines stand on 错误清单 after a refresh: those on the ledger and those on returned files, apart."""

from tests.rules.small_office import CALENDAR, TODAY, matter, office
from xlsync.model.finding import Finding
from xlsync.model.table import MasterImage
from xlsync.rules.plan import foresee
from xlsync.rules.policy import read_policy
from xlsync.services.refresh import RefreshResult, refresh


def refreshed(image: MasterImage, *findings: Finding) -> RefreshResult:
    return refresh(image, policy=read_policy(image), calendar=CALENDAR, today=TODAY, findings=findings)


def test_lines_kept_from_returned_files_are_counted_too():
    """A matter without 事项内容; 市财政局 and 东城区 each returned a file with a question, some refreshes ago."""
    asked = [
        Finding("C10", "填报表", "P5", unit=unit, column="实际办结日期", value="某日", source=f"{unit}.xlsx")
        for unit in ("市财政局", "东城区")
    ]
    first = foresee(image := office(matters=[matter(task=None)]), refreshed(image, *asked).plan)
    result = refreshed(first)
    ledger, returned = result.listed
    assert returned == 2
    assert ledger == len(result.findings) > 0
    assert ledger + returned == len(foresee(first, result.plan)["findings"])
