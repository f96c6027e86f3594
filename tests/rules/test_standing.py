"""The ledger as it stands: findings of lights lead to the cell that is to be mended."""

from datetime import date

from tests.rules.shipped_rules import POLICY
from tests.rules.small_office import CALENDAR, matter, office
from xlsync.rules.standing import standing


def test_a_finding_about_a_light_names_the_cell() -> None:
    """A light by hand without a reason, and a stage that is none, on line 4 of 督查事项."""
    image = office(matters=[matter(stage="办理", manual_light="红", limit_text="2016年8月31日前")])
    found = standing(image, policy=POLICY, calendar=CALENDAR, today=date(2016, 7, 29)).findings
    positions = image["matters"].positions
    assert {(finding.code, finding.sheet, finding.cell) for finding in found if finding.code in ("L01", "L02")} == {
        ("L01", "督查事项", f"{letters(positions['manual_light'])}4"),
        ("L02", "督查事项", f"{letters(positions['stage'])}4"),
    }


def letters(column: int) -> str:
    """Return the letters of a column up to ZZ."""
    first, last = divmod(column - 1, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)
