"""Whose address a mail came from: 单位 decides, and only an address of a stranger or of another unit stops it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.returned_forms import OTHER, SECRET, UNIT, image
from xlsync.model.sheets import SHEETS
from xlsync.model.table import Row, Table
from xlsync.rules.policy import read_policy
from xlsync.rules.returned.facts import ReceiveContext
from xlsync.rules.returned.moments import counts_from
from xlsync.rules.returned.senders import doubt_of_sender

TODAY = date(2016, 10, 12)


def doubt(registered: str | None, sender: str) -> str:
    """Return the code of the doubt about a sender for 发改委, where 财政局 is czj@example.cn; '' for none."""
    rows = [Row(4, {"unit": UNIT, "mail": registered}), Row(5, {"unit": OTHER, "mail": "czj@example.cn"})]
    office = image()
    office = replace(office, tables={**office.tables, "units": Table("units", SHEETS["units"].key, rows)})
    policy = read_policy(office)
    found = doubt_of_sender(UNIT, ReceiveContext(office, policy, SECRET, TODAY, TODAY, {}.get, sender=sender))
    return found.code if found else ""


@pytest.mark.parametrize(
    ("registered", "sender", "code"),
    [
        ("fgw@example.cn", "fgw@example.cn", ""),
        ("Fgw@Example.CN", "fgw@EXAMPLE.cn", ""),
        ("a@example.cn；fgw@example.cn", "fgw@example.cn", ""),
        ("a@example.cn，fgw@example.cn", "fgw@example.cn", ""),
        ("a@example.cn\nfgw@example.cn", "a@example.cn", ""),
        ("发改委<fgw@example.cn>", "fgw@example.cn", ""),
        ("ｆｇｗ＠example.cn", "fgw@example.cn", ""),
        ("@example.cn", "anybody@example.cn", ""),
        ("fgw@box.cn；*@example.cn", "anybody@example.cn", ""),
        ("@example.cn", "anybody@sub.example.cn", "M49"),
        ("@example.cn", "@example.cn", "M49"),
        ("fgw@example.cn", "private@box.cn", "M49"),
        ("fgw@example.cn", "xfgw@example.cn", "M49"),
        ("fgw@example.cn", "fgw@example.cn.evil.cn", "M49"),
        ("fgw@example.cn", "fgw@example.cn、private@box.cn", "M49"),
        ("fgw@example.cn", "（邮件未写明）", "M49"),
        ("fgw@example.cn", "czj@example.cn", "M49-other"),
        (None, "czj@example.cn", "M49-other"),
        (None, "private@box.cn", "M49-unlisted"),
        ("见通讯录", "private@box.cn", "M49-unlisted"),
        ("fgw@example.cn", "", ""),
    ],
)
def test_a_sender_is_held_against_the_sheet_of_units(registered, sender, code):
    """What 单位 says, who sent (nobody: the file came by no mail), what is doubted."""
    assert doubt(registered, sender) == code


@pytest.mark.parametrize(
    ("served_days_ago", "counted_days_ago"),
    [(3, 3), (0, 0), (None, 0), (-1, 0), (366, 366), (367, 0)],
    ids=["three days ago", "just now", "no server told", "tomorrow", "a year ago", "longer"],
)
def test_a_file_counts_from_when_the_server_had_its_mail(served_days_ago, counted_days_ago):
    """The mail came, and the clerk dropped it into the inbox now; what cannot be is no evidence."""
    now, day = 1_476_263_100.0, 86_400.0
    served = None if served_days_ago is None else now - served_days_ago * day
    assert counts_from(now, served) == now - counted_days_ago * day
