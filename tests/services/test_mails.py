"""A mail or an archive in the inbox: each form in it is a submission of its own; the sender and the moment count."""

import io
import json
import zipfile
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.services.small_ledger import (
    EAST,
    FINANCE,
    HOUSING,
    RETURNED,
    ROAD,
    SCHOOL,
    fill,
    merge,
    on,
    small_office,
    table,
    type_in_excel,
)
from xlsync.adapters.inbox import Inbox
from xlsync.entry import cli
from xlsync.entry.arrivals import arrival
from xlsync.entry.commands.watch import merge_arrivals
from xlsync.entry.console import Console
from xlsync.entry.settings import Office, office_at
from xlsync.model.submission import Outcome
from xlsync.services.apply import BatchResult
from xlsync.vocabulary.terms import SubmissionState as S

MAILS = {FINANCE: "u1@demo.invalid", HOUSING: "u2@demo.invalid", EAST: "u3@demo.invalid"}
CHINA = timezone(timedelta(hours=8))


@pytest.fixture
def office(tmp_path):
    return small_office(tmp_path / "office")


def form(office: Office, unit: str, matter: str, text: str = "路基完成8公里") -> tuple[str, bytes]:
    """Return a filled form as an attachment: its name and its bytes; the inbox stays empty."""
    path = fill(office, unit, {matter: {"progress": text}})
    content = path.read_bytes()
    path.unlink()
    return path.name, content


def letter(sender: str, *attachments: tuple[str, bytes], **headers: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = f"报送人 <{sender}>", "第三季度反馈"
    for name, value in headers.items():
        mail[name] = value
    mail.set_content("请查收。")
    for name, content in attachments:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def drop(office: Office, name: str, content: bytes) -> Path:
    path = office.inbox / name
    path.write_bytes(content)
    return path


def archive(*files: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in files:
            package.writestr(name, content)
    return target.getvalue()


def forms(result: BatchResult) -> list[Outcome]:
    return [outcome for outcome in result.outcomes if not outcome.is_envelope]


def envelope(result: BatchResult) -> Outcome:
    (found,) = (outcome for outcome in result.outcomes if outcome.is_envelope)
    return found


def codes(outcome: Outcome) -> list[str]:
    return [finding.code for finding in outcome.findings if finding.mode == 49]


def test_each_form_in_an_archive_is_a_submission_of_its_own(office):
    """A district collected two returns in one zip: both are merged, each has its receipt, the zip leaves the inbox."""
    path = drop(office, "汇总.zip", archive(form(office, HOUSING, ROAD), form(office, EAST, SCHOOL, "主体完工")))
    result = merge(office, path)
    assert [(item.file, item.state, item.unit) for item in forms(result)] == [
        ("汇总.zip › 市住房和城乡建设局反馈.xlsx", S.FILED, HOUSING),
        ("汇总.zip › 东区反馈.xlsx", S.FILED, EAST),
    ]
    matters = table(office, "matters")
    assert (matters[ROAD]["progress"], matters[SCHOOL]["progress"]) == ("路基完成8公里", "主体完工")
    assert len(list(office.receipts.glob("*.txt"))) == 2
    assert not path.exists()
    assert [codes(item) for item in forms(result)] == [[], []]


def test_a_mail_goes_the_whole_way(office, capsys):
    """From the registered address: merged; the envelope is kept and shown; the clerk sees whom to answer."""
    scan = ("盖章扫描件.pdf", b"%PDF-1.4")
    content = letter(MAILS[HOUSING], form(office, HOUSING, ROAD), scan)
    drop(office, "第三季度反馈.eml", content)
    assert cli.main(["merge", str(office.root), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    (submission,), (mail,) = said["submissions"], said["envelopes"]
    assert (submission["envelope"], submission["sender"]) == ("第三季度反馈.eml", MAILS[HOUSING])
    assert (mail["file"], mail["state"], mail["parts"]) == ("第三季度反馈.eml", "FILED", [submission["sha256"]])
    assert "取出1份表格" in mail["reason"] and "盖章扫描件.pdf" in mail["reason"]
    (listed,) = (row for row in table(office, "findings").values() if row["code"] == "M49-documents")
    assert listed["source"] == "第三季度反馈.eml"
    (receipt,) = office.receipts.glob("*.txt")
    assert f"（回复地址：{MAILS[HOUSING]}）" in receipt.read_text("utf-8-sig")
    assert (office.store / mail["sha256"][:2] / mail["sha256"]).exists() or any(
        office.store.rglob(f"{mail['sha256']}*")
    )
    assert list(office.inbox.iterdir()) == []
    assert cli.main(["trace", ROAD, "进展情况", str(office.root), "--json"]) == 0
    history = json.loads(capsys.readouterr().out)["history"]
    assert history[-1]["file"] == "第三季度反馈.eml › 市住房和城乡建设局反馈.xlsx"


def test_the_console_shows_the_forms_and_then_the_mail(office, capsys):
    drop(office, "反馈.eml", letter(MAILS[HOUSING], form(office, HOUSING, ROAD)))
    cli.main(["merge", str(office.root), "-n"])
    said = capsys.readouterr().out
    assert (
        said.index("反馈.eml › 市住房和城乡建设局反馈.xlsx")
        < said.index("反馈.eml：邮件已拆开")
        < said.index("共收到1个文件")
    )
    assert list(office.inbox.iterdir()) != []


def test_the_watch_tells_of_the_forms_and_of_the_mail(office, capsys):
    path = drop(office, "反馈.eml", letter(MAILS[HOUSING], form(office, HOUSING, ROAD)))
    merge_arrivals(on(office, RETURNED), [path], Console(as_json=True))
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(event["event"], event["file"]) for event in events] == [
        ("submission", "反馈.eml › 市住房和城乡建设局反馈.xlsx"),
        ("envelope", "反馈.eml"),
    ]
    assert not path.exists()


def test_the_same_mail_twice_counts_once(office):
    content = letter(MAILS[HOUSING], form(office, HOUSING, ROAD))
    first = merge(office, drop(office, "反馈.eml", content))
    again = merge(office, drop(office, "反馈(1).eml", content))
    assert [item.repeat for item in first.outcomes] == [False, False]
    assert [item.repeat for item in again.outcomes] == [True, True]
    assert again.plan.is_empty


def test_the_same_form_by_mail_and_as_a_file_counts_once(office):
    name, content = form(office, HOUSING, ROAD)
    mail, plain = drop(office, "反馈.eml", letter(MAILS[HOUSING], (name, content))), drop(office, name, content)
    result = merge(office, plain, mail)
    assert [item.repeat for item in forms(result)] == [False, True]
    assert not mail.exists() and not plain.exists()


@pytest.mark.parametrize(
    ("registered", "sender", "state", "said"),
    [
        ("u2@demo.invalid", "private@box.invalid", S.HELD, ["M49"]),
        (None, "private@box.invalid", S.FILED, ["M49-unlisted"]),
    ],
)
def test_a_sender_is_held_against_the_sheet_of_units(office, registered, sender, state, said):
    """What 单位 says, who sent, what becomes of it."""
    if registered != MAILS[HOUSING]:
        type_in_excel(office, "units", HOUSING, {"mail": registered})
    (item,) = forms(merge(office, drop(office, "反馈.eml", letter(sender, form(office, HOUSING, ROAD)))))
    assert (item.state, codes(item)) == (state, said)


def test_a_held_mail_is_taken_up_again_when_the_address_is_registered(office):
    content = letter("new@box.invalid", form(office, HOUSING, ROAD))
    assert [item.state for item in forms(merge(office, drop(office, "反馈.eml", content)))] == [S.HELD]
    type_in_excel(office, "units", HOUSING, {"mail": "new@box.invalid"})
    assert [item.state for item in forms(merge(office, drop(office, "反馈.eml", content)))] == [S.FILED]
    assert table(office, "matters")[ROAD]["progress"] == "路基完成8公里"


def test_a_person_takes_the_form_of_a_mail_up_again(office, capsys):
    """The form is the second submission, the mail around it the first, of which there is nothing to take back."""
    merge(office, drop(office, "反馈.eml", letter(MAILS[HOUSING], form(office, HOUSING, ROAD))))
    assert cli.main(["undo", "1", str(office.root), "--yes"]) != 0
    assert cli.main(["undo", "2", str(office.root), "--yes"]) == 0
    assert table(office, "matters")[ROAD]["progress"] != "路基完成8公里"
    assert cli.main(["merge", str(office.root), "--again", "2"]) == 0
    assert table(office, "matters")[ROAD]["progress"] == "路基完成8公里"


def test_a_mail_without_a_form_goes_back_with_a_note(office):
    """The clerk is told what to do; the note speaks to who sent it, and bears the address."""
    result = merge(office, drop(office, "反馈.eml", letter("x@box.invalid", ("反馈.pdf", b"%PDF"))))
    (item,) = result.outcomes
    assert (item.state, item.is_envelope) == (S.REJECTED, True)
    assert "请打开查看" in item.reason
    (note,) = office.receipts.glob("*.txt")
    text = note.read_text("utf-8-sig")
    assert "请在督查室发出的原填报表上填写" in text and "x@box.invalid" in text and "请打开查看" not in text


def test_a_hostile_mail_hurts_no_other(office):
    """One mail of 10,000 attachments, one zip bomb, one good mail: two are set apart, the good one is merged."""
    parts = b"--q\r\nContent-Disposition: attachment; filename=a.xlsx\r\n\r\nx\r\n" * 10_000
    hostile = b"From: a@b.cn\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n" + parts
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.xlsx", bytes(60_000_000))
    good = letter(MAILS[HOUSING], form(office, HOUSING, ROAD))
    paths = [drop(office, "坏.eml", hostile), drop(office, "弹.zip", target.getvalue()), drop(office, "好.eml", good)]
    result = merge(office, *paths)
    assert [item.state for item in result.outcomes] == [S.QUARANTINED, S.QUARANTINED, S.FILED, S.FILED]
    assert not any(path.exists() for path in paths)
    assert table(office, "matters")[ROAD]["progress"] == "路基完成8公里"


def test_an_envelope_that_cannot_be_opened_stands_beside_the_forms(office):
    """A mail with a form and an archive with a password: the form is merged, the archive goes back by itself."""
    locked = bytearray(archive(("a.xlsx", b"x")))
    for head, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        locked[locked.index(head) + flags] |= 1
    path = drop(office, "反馈.eml", letter(MAILS[HOUSING], form(office, HOUSING, ROAD), ("另报.zip", bytes(locked))))
    result = merge(office, path)
    assert [item.state for item in forms(result)] == [S.FILED, S.REJECTED]
    assert "密码" in forms(result)[1].reason
    assert envelope(result).state is S.FILED
    assert len(list(office.receipts.glob("*.txt"))) == 2


@pytest.mark.parametrize(
    ("headers", "counted", "noted"),
    [
        ({"Received": "from a by b; {served}"}, "served", ["M49-served"]),
        ({"Received": "from a by b; {served}", "Date": "{forged}"}, "served", ["M49-served"]),
        ({"Date": "{forged}"}, "arrived", ["M49-undated"]),
        ({}, "arrived", []),
    ],
)
def test_a_mail_dropped_days_later_is_no_late_return(office_folder, headers, counted, noted):
    """The server had it three days ago, the mail says ten days ago, today the clerk drags it into the inbox."""
    living = office_at(office_folder)
    living.inbox.mkdir()
    now = datetime.now(CHINA)
    moments = {"served": now - timedelta(days=3), "forged": now - timedelta(days=10), "arrived": now}
    written = {name: f"{moment:%a, %d %b %Y %H:%M:%S +0800}" for name, moment in moments.items()}
    filled = {name: value.format(**written) for name, value in headers.items()}
    path = drop(living, "反馈.eml", letter(MAILS[HOUSING], ("a.xlsx", b"PK"), **filled))
    _, form_in_it = arrival(living, Inbox(living.inbox), path).files
    assert form_in_it.received_at.date() == moments[counted].date()
    assert [note.code for note in form_in_it.notes] == noted


def test_a_crash_between_form_and_mail_doubles_nothing(office, monkeypatch):
    """The forms are merged and the process dies before the mail leaves the inbox; the next run only clears it away."""

    def die(*_):
        raise KeyboardInterrupt

    path = drop(office, "反馈.eml", letter(MAILS[HOUSING], form(office, HOUSING, ROAD)))
    monkeypatch.setattr(Inbox, "clear", die)
    with pytest.raises(KeyboardInterrupt):
        merge(office, path)
    monkeypatch.undo()
    assert path.exists()
    again = merge(office, path)
    assert [item.repeat for item in again.outcomes] == [True, True]
    assert not path.exists()
    assert again.plan.is_empty
