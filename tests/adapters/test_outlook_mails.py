"""Mails of Outlook (.msg): what is in them, from whom, and broken ones."""

from datetime import UTC, datetime, timedelta, timezone

from oxmsg import Message

from tests.adapters import outlook_files as outlook
from tests.adapters.letters import book, names, opened
from xlsync.adapters.envelopes.opener import open_envelope
from xlsync.adapters.inbox import is_whole

SERVED = datetime(2016, 10, 12, 17, 5, tzinfo=timezone(timedelta(hours=8)))


def test_an_outlook_mail_gives_what_a_mail_gives():
    """The file is made by hand, and python-oxmsg reads it as the one it was meant to be."""
    inner = outlook.mail(outlook.attachment("东区.xlsx", book("东")), inner=True)
    content = outlook.ole(
        outlook.mail(
            outlook.attachment("反馈表.xlsx", book()),
            outlook.attachment("补充表.xlsx", book("补"), gbk=True),
            outlook.attachment("扫描件.pdf", b"%PDF"),
            outlook.attachment("image001.png", b"\x89PNG", hidden=True),
            outlook.forwarded("转发东区", inner),
            sender="FGW@example.cn",
            delivered=SERVED.astimezone(UTC),
        )
    )
    assert next(attached.file_name for attached in Message.load(content).attachments) == "反馈表.xlsx"
    found = opened(content, "报送.msg")
    shown = ["反馈表.xlsx", "补充表.xlsx", "转发东区 › 东区.xlsx"]
    assert names(found) == [f"报送.msg › {name}" for name in shown]
    assert [part.content for part in found.parts] == [book(), book("补"), book("东")]
    assert (found.documents, found.ignored) == (("扫描件.pdf",), 3)
    assert (found.sender, found.served_at) == ("fgw@example.cn", SERVED.timestamp())


def test_the_headers_of_an_outlook_mail_count_before_its_properties():
    headers = "Received: from a; Wed, 12 Oct 2016 17:05:00 +0800\r\nFrom: <czj@example.cn>\r\n"
    later = datetime(2016, 10, 20, tzinfo=UTC)
    tree = outlook.mail(outlook.attachment("a.xlsx", book()), sender="x@y.cn", headers=headers, delivered=later)
    found = opened(outlook.ole(tree), "a.msg")
    assert (found.sender, found.served_at) == ("czj@example.cn", SERVED.timestamp())


def test_an_outlook_mail_is_whole_when_its_chains_are(tmp_path):
    path = tmp_path / "a.msg"
    path.write_bytes(outlook.ole(outlook.mail(outlook.attachment("a.xlsx", book("x" * 9_000)))))
    assert is_whole(path)
    path.write_bytes(path.read_bytes()[:4_000])
    assert not is_whole(path)


def test_a_broken_outlook_mail_is_refused_or_no_mail_at_all():
    """Every tenth byte in turn is turned over: nothing but an answer comes out."""
    whole = outlook.ole(outlook.mail(outlook.attachment("a.xlsx", book()), sender="a@b.cn"))
    for at in range(0, len(whole), 97):
        broken = bytearray(whole)
        broken[at] ^= 0xFF
        found = open_envelope(bytes(broken), "a.msg")
        assert found is None or found.refused or found.parts
