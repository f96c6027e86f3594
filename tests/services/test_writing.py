"""A plan on its way into the master: what cannot be written safely is set aside and stops nothing that comes after."""

import pytest

from tests.services.small_ledger import EAST, HOUSING, ROAD, SCHOOL, fill, merge, small_office, table
from xlsync.adapters.workbook_file.sheets_patch import SheetEdit, patch_sheets
from xlsync.entry.bootstrap import changing
from xlsync.entry.settings import Office
from xlsync.model.sheets import SHEETS
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.terms import SubmissionState as S


def write_below(office: Office, sheet: str, text: str | None) -> None:
    """Write into the first cell below a table, as somebody who signs a list does."""
    with changing(office) as desk:
        row = desk.image[sheet].last_row + 1
    edit = SheetEdit({row: {1: text}})
    office.master.write_bytes(patch_sheets(office.master.read_bytes(), {SHEETS[sheet].sheet: edit}))


def test_a_text_in_the_way_stops_its_own_batch_only(tmp_path):
    """制表人 stands right below 变更记录, which has room for one line: two come in only when it is gone."""
    office = small_office(tmp_path / "office")
    files = [
        fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}}),
        fill(office, EAST, {SCHOOL: {"percent": 0.4}}),
    ]
    write_below(office, "changes", "制表人：联络员")
    with pytest.raises(UnsafeMaster):
        merge(office, *files)
    with changing(office) as desk:
        assert desk.work.journal.unfinished_plans() == []
        assert [S(entry["state"]) for entry in desk.work.journal.submissions()] == [S.HELD] * 2
    write_below(office, "changes", None)
    merge(office, *files)
    assert table(office, "matters")[ROAD]["progress"] == "路基完成8公里"
    with changing(office) as desk:
        assert [line["after"] for line in desk.work.journal.history(ROAD, "progress")] == ["路基完成8公里"]
