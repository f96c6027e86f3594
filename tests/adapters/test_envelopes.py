"""Mails and archives: what is taken out, under which name, from whom, and what is refused before it is opened."""

import base64
import io
import stat
import zipfile
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage

import pytest

from tests.adapters.letters import archive, book, letter, names, opened, raw_archive, refusal, written
from xlsync.adapters.envelopes.apart import may_be_envelope
from xlsync.adapters.envelopes.headers import header_text, sender_of
from xlsync.adapters.envelopes.opener import open_envelope
from xlsync.adapters.inbox import MAX_SHOWN

MOST_SECONDS = 2.0
CHINA = timezone(timedelta(hours=8))
SERVED = datetime(2016, 10, 12, 17, 5, tzinfo=CHINA)


def test_a_mail_gives_its_tables_and_tells_of_its_documents():
    """反馈表 goes on; 扫描件 and 说明 are for a person; the text, twice, its picture and the card are nobody's."""
    mail = letter(
        ("反馈表.xlsx", book()), ("盖章扫描件.pdf", b"%PDF-1.4"), ("说明.docx", archive(("word/document.xml", b"")))
    )
    mail.add_attachment(
        b"\x89PNG", maintype="image", subtype="png", filename="logo.png", disposition="inline", cid="<l>"
    )
    mail.add_attachment(b"BEGIN:VCARD", maintype="text", subtype="x-vcard", filename="名片.vcf")
    found = opened(mail.as_bytes())
    assert names(found) == ["报送.eml › 反馈表.xlsx"]
    assert found.parts[0].content == book()
    assert (found.documents, found.ignored) == (("盖章扫描件.pdf", "说明.docx"), 4)
    assert (found.sender, found.parts[0].sender) == ("fgw@example.cn", "fgw@example.cn")


def test_what_a_file_is_its_content_says():
    """A workbook named .eml is none; a mail named .xlsx is one; a page saved by Excel as .mht is no mail."""
    assert open_envelope(book(), "反馈.eml") is None
    assert not may_be_envelope(book())
    assert opened(letter(("a.xlsx", book())).as_bytes(), "反馈.xlsx").kind == "eml"
    page = b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary=q\r\n\r\n--q--"
    assert refusal(page) == "web_page"
    for table in (b"From,To,Date\r\n1,2,3\r\n", b"\xef\xbb\xbfa:b\r\nc:d\r\n", b"%PDF-1.4", b""):
        assert open_envelope(table, "a.csv") is None


@pytest.mark.parametrize(
    "disposition",
    [
        b'Content-Disposition: attachment; filename="' + "反馈表.xlsx".encode("gbk") + b'"',
        b'Content-Disposition: attachment; filename="' + "反馈表.xlsx".encode() + b'"',
        b'Content-Disposition: attachment; filename="=?gb2312?B?'
        + base64.b64encode("反馈表.xlsx".encode("gbk"))
        + b'?="',
        b'Content-Type: application/vnd.ms-excel; name="=?GBK?Q?=B7=B4=C0=A1=B1=ED.xlsx?="',
        b"Content-Disposition: attachment; filename*=GBK''%B7%B4%C0%A1%B1%ED.xlsx",
        b"Content-Disposition: attachment; filename*0*=utf-8''%E5%8F%8D%E9%A6;\r\n filename*1*=%88%E8%A1%A8.xlsx",
        b'Content-Disposition: attachment;\r\n filename="=?gb2312?B?t7TA?=\r\n =?gb2312?B?obHtLnhsc3g=?="',
    ],
    ids=[
        "raw GBK",
        "raw UTF-8",
        "2047 in quotes",
        "2047 in Content-Type",
        "2231 GBK",
        "2231 in pieces",
        "cut in a letter",
    ],
)
def test_names_are_read_as_chinese_programs_write_them(disposition):
    mail = written("From: 发改委 <fgw@example.cn>\r\nSubject: 反馈\r\n".encode("gbk"), disposition, book())
    found = opened(mail)
    assert names(found) == ["报送.eml › 反馈表.xlsx"]
    assert (found.sender, found.parts[0].content) == ("fgw@example.cn", book())


@pytest.mark.parametrize(
    ("written_name", "shown"),
    [
        ("..\\..\\Startup\\x.xlsm", "来件.zip › Startup › x.xlsm"),
        ("/etc/cron.d/x.xlsx", "来件.zip › cron.d › x.xlsx"),
        ("C:\\a.xlsx", "来件.zip › a.xlsx"),
        ("con.xlsx", "来件.zip › _con.xlsx"),
        ("反馈\u202exslx.exe.xlsx", "来件.zip › 反馈xslx.exe.xlsx"),
        ("a\r\nBcc: x@y.cn\r\n.xlsx", "来件.zip › aBcc_ x@y.cn.xlsx"),
        ("東区/反馈表.xlsx", "来件.zip › 東区 › 反馈表.xlsx"),
    ],
)
def test_names_are_only_shown_and_cleaned(written_name, shown):
    assert names(opened(archive((written_name, book())), "来件.zip")) == [shown]


def test_long_names_keep_the_file_and_its_suffix():
    (name,) = names(opened(archive((f"{'长' * 300}.xlsx", book())), f"{'邮' * 300}.zip"))
    assert len(name) <= MAX_SHOWN
    assert name.endswith("长.xlsx")
    assert name.startswith("邮")


def test_names_in_an_archive_without_utf_8_are_gbk():
    """As Windows and WinRAR in China write them; two districts call their files alike, and twins are kept apart."""
    files = [(f"{district}/反馈表.xlsx".encode("gbk"), book(district)) for district in ("东区", "西区", "西区")]
    found = opened(raw_archive(*files), "汇总.zip")
    assert names(found) == [
        f"汇总.zip › {name}" for name in ("东区 › 反馈表.xlsx", "西区 › 反馈表.xlsx", "西区 › 反馈表（2）.xlsx")
    ]
    assert (found.sender, found.served_at) == (None, None)
    assert names(opened(raw_archive(("东区.xlsx".encode(), book())), "汇总.zip")) == ["汇总.zip › 东区.xlsx"]


def test_a_file_without_a_name_is_a_file_all_the_same():
    assert names(opened(raw_archive((b"", book()), (b"..", book("b"))), "a.zip")) == [
        "a.zip › 未命名文件",
        "a.zip › 未命名文件（2）",
    ]


def test_links_and_leftovers_of_programs_are_passed_by():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        link = zipfile.ZipInfo("passwd.xlsx")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(link, "/etc/passwd")
        for name in ("__MACOSX/._反馈.xlsx", "~$反馈.xlsx", "Thumbs.db"):
            package.writestr(name, b"x")
        package.writestr("反馈.xlsx", book())
    found = opened(target.getvalue(), "a.zip")
    assert (names(found), found.ignored) == (["a.zip › 反馈.xlsx"], 3)


def test_mails_and_archives_within_are_opened_too():
    """A colleague forwards a unit's mail whole; in it is a zip. The sender is who wrote to us."""
    inner = letter(("反馈.zip", archive(("东区.xlsx", book()))), subject="东区反馈", sender="east@example.cn")
    outer = letter(sender="colleague@example.cn")
    outer.add_attachment(inner)
    found = opened(outer.as_bytes())
    assert names(found) == ["报送.eml › 东区反馈 › 反馈.zip › 东区.xlsx"]
    assert found.parts[0].sender == "colleague@example.cn"
    as_file = opened(letter(("东区.eml", inner.as_bytes())).as_bytes())
    assert names(as_file) == ["报送.eml › 东区.eml › 反馈.zip › 东区.xlsx"]
    collected = opened(archive(("东区.eml", inner.as_bytes())), "邮件.zip")
    assert (collected.sender, collected.parts[0].sender) == (None, "east@example.cn")


def test_an_archive_that_was_not_opened_goes_on_alone():
    """In one mail: a form, a zip with a password, a .rar, a winmail.dat, a zip bomb. Only the form is opened."""
    locked = raw_archive((b"a.xlsx", book()), flags=1)
    bomb = archive(("a.xlsx", bytes(40_000_000)))
    attached = [
        ("锁.zip", locked),
        ("反馈.rar", b"Rar!\x1a\x07"),
        ("winmail.dat", b"\x78\x9f\x3e\x22"),
        ("弹.zip", bomb),
    ]
    found = opened(letter(("反馈.xlsx", book()), *attached).as_bytes())
    kinds = {part.name.rpartition(" › ")[2]: part.refused and part.refused.kind for part in found.parts}
    assert kinds == {"反馈.xlsx": None, "锁.zip": "locked", "反馈.rar": None, "winmail.dat": None, "弹.zip": "bomb"}


def test_a_damaged_file_spoils_no_other():
    whole = archive(("好.xlsx", book("a" * 99)), ("坏.xlsx", book("b" * 99)), method=zipfile.ZIP_STORED)
    found = opened(whole.replace(b"b" * 99, b"c" * 99), "a.zip")
    assert (names(found), found.damaged) == (["a.zip › 好.xlsx"], ("坏.xlsx",))


@pytest.mark.parametrize(
    ("body", "kind"),
    [("反馈见正文。", "no_form"), ("从QQ邮箱发来的超大附件：https://example.cn/x", "linked")],
)
def test_a_mail_without_a_table_says_what_to_do(body, kind):
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "fgw@example.cn", "反馈"
    mail.set_content(body)
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="反馈表.pdf")
    found = opened(mail.as_bytes())
    assert found.refused is not None
    assert (found.refused.kind, found.sender) == (kind, "fgw@example.cn")
    assert "反馈表.pdf" in found.refused.reason
    assert found.refused.told and found.refused.told != found.refused.reason


@pytest.mark.parametrize(
    ("values", "sender"),
    [
        (['"fgw@example.cn" <other@evil.cn>'], "other@evil.cn"),
        (["fgw@example.cn, other@evil.cn"], "fgw@example.cn、other@evil.cn"),
        (["fgw@example.cn", "other@evil.cn"], "fgw@example.cn、other@evil.cn"),
        (["=?utf-8?B?5Y+R5pS55aeU?= <Fgw@Example.CN>"], "fgw@example.cn"),
        (["发改委"], "（邮件未写明）"),
        ([], "（邮件未写明）"),
    ],
)
def test_the_sender_is_one_address_or_nobody_that_is_registered(values, sender):
    assert sender_of(values) == sender


def test_a_header_that_cannot_be_read_is_shown_as_it_is():
    assert header_text("=?gb2312?B?***?=") == "=?gb2312?B?***?="
    assert header_text("=?klingon?B?t7TAobHt?=") == "反馈表"


def test_the_top_most_received_header_tells_when_it_came():
    """Below it and in Date stands what the sender wrote; a mail without one has no moment of its own."""
    forged = "Received: from x by y; Sat, 1 Oct 2016 08:00:00 +0800\r\nDate: Sat, 1 Oct 2016 08:00:00 +0800\r\n"
    ours = "Received: from mx by mail.example.cn\r\n\twith ESMTP; Wed, 12 Oct 2016 09:05:00 +0000 (UTC)\r\n"
    rest = letter(("a.xlsx", book())).as_bytes()
    dated = datetime(2016, 10, 1, 8, tzinfo=CHINA).timestamp()
    found = opened(ours.encode() + forged.encode() + rest)
    assert (found.served_at, found.dated) == (SERVED.timestamp(), dated)
    assert opened(b"Date: Sat, 1 Oct 2016 08:00:00 +0800\r\n" + rest).served_at is None
    assert opened(b"Received: from x; tomorrow\r\n" + rest).served_at is None
