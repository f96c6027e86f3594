"""A draft opens ready to be sent: addressed, in Chinese, the form attached, no cell of the ledger in its body."""

import email
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from xlsync.adapters.mail import guarded, write_draft
from xlsync.vocabulary.labels.mail import form_body, form_subject

CONTENT = b"PK\x03\x04 form"


def _draft(folder: Path, **changes: str) -> tuple[EmailMessage, bytes]:
    attachment = folder / "填报表_市发展改革委_2016-Q3.xlsx"
    attachment.write_bytes(CONTENT)
    words = {
        "to": "fgw@example.org；bgs@example.org",
        "subject": form_subject("市发展改革委", "2016-Q3"),
        "body": form_body("市发展改革委", "2016-Q3", "2016-10-14", 41),
        "sender": "督查室 <ducha@example.org>",
    } | changes
    write_draft(folder / "x.eml", attachment=attachment, **words)  # type: ignore[arg-type]
    raw = (folder / "x.eml").read_bytes()
    message = email.message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    return message, raw


def test_a_draft_is_addressed_and_unsent(tmp_path: Path):
    message, raw = _draft(tmp_path)
    assert message["X-Unsent"] == "1" and message["From"].addresses[0].display_name == "督查室"
    assert [address.addr_spec for address in message["To"].addresses] == ["fgw@example.org", "bgs@example.org"]
    assert message["Subject"] == "市发展改革委2016年第三季度督查事项填报表"
    assert raw.isascii() and b"\r\n" in raw


def test_the_body_says_who_what_when_and_how(tmp_path: Path):
    message, _ = _draft(tmp_path)
    body = message.get_body()
    assert body is not None
    assert all(
        word in body.get_content() for word in ("市发展改革委：", "2016年第三季度", "41 项", "2016-10-14", ".xlsx")
    )


def test_the_form_is_attached_under_its_chinese_name_for_old_and_new_programs(tmp_path: Path):
    message, raw = _draft(tmp_path)
    (form,) = message.iter_attachments()
    assert form.get_filename() == "填报表_市发展改革委_2016-Q3.xlsx" and form.get_content() == CONTENT
    assert form.get_content_type() == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert b"filename*=utf-8''%E5" in raw, "RFC 2231"
    assert b'name="=?utf-8?b?' in raw, "an encoded word in Content-Type"


@pytest.mark.parametrize("line", ["=1+1", "＝cmd", "  +86", "-3", "@x", "　＠x"])
def test_text_that_a_spreadsheet_takes_for_a_formula_is_guarded(line: str):
    assert guarded(f"甲\n{line}\n乙") == f"甲\n'{line}\n乙"


def test_a_header_takes_no_second_line(tmp_path: Path):
    message, _ = _draft(tmp_path, subject="甲\r\nBcc: x@example.org")
    assert message["Bcc"] is None and message["Subject"] == "甲 Bcc: x@example.org"


def test_a_draft_without_addresses_can_still_be_opened(tmp_path: Path):
    message, _ = _draft(tmp_path, to=" ", sender="")
    assert message["To"] is None and message["From"] is None
