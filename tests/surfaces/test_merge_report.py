"""What a merge tells in one line: every file that came is counted once, also one that waits for the person to save."""

import pytest

from tests.services.small_ledger import small_office
from xlsync.entry.commands.merge import report_of
from xlsync.model.plan import Plan
from xlsync.model.submission import Outcome
from xlsync.services.apply import BatchResult
from xlsync.vocabulary.terms import SubmissionState as S


@pytest.mark.parametrize(("states", "said"), [((S.FILED, S.APPLYING), "待保存1个"), ((S.FILED,), "")])
def test_a_file_that_waits_to_be_saved_is_counted(tmp_path, states, said):
    outcomes = tuple(Outcome(f"{number}.xlsx", str(number), state, "原因") for number, state in enumerate(states))
    result = BatchResult(outcomes, Plan(number=2, kind="merge"), None)
    headline = report_of(result, small_office(tmp_path / "office"), dry_run=False).headline
    assert f"共收到{len(states)}个文件：已处理1个" in headline
    assert said in headline if said else "待保存" not in headline
