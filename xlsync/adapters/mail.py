"""Writes mail drafts (.eml) that Outlook and Foxmail open ready to be sent; nothing is sent from here."""

import re
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from xlsync.vocabulary.labels.mail import ATTACHMENT_KIND

_SEPARATORS = re.compile(r"[;；,，、\s]+")
# What a spreadsheet would take for a formula when the text is pasted, also full-width and after blanks.
_FORMULA_START = re.compile(r"^(?=[\s　]*[=+\-@＝＋－＠])", re.MULTILINE)


def write_draft(path: Path, *, to: str, subject: str, body: str, attachment: Path, sender: str = "") -> None:
    """Write a draft with one attachment; addresses in ``to`` may stand with any Chinese or Western separator.

    Lines of the body that a spreadsheet would take for a formula get an apostrophe before them.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"  # Outlook and Foxmail open such a file as a draft, with a button to send it
    message["Subject"] = _one_line(subject)
    if receivers := ", ".join(address for address in _SEPARATORS.split(to) if address):
        message["To"] = receivers
    if sender:
        message["From"] = _one_line(sender)
    message.set_content(guarded(body), charset="utf-8", cte="base64")
    main, sub = ATTACHMENT_KIND
    message.add_attachment(attachment.read_bytes(), maintype=main, subtype=sub, filename=attachment.name)
    for part in message.iter_attachments():
        # Content-Disposition has the name by RFC 2231; older Foxmail reads the encoded word of Content-Type instead.
        part.set_param("name", Header(attachment.name, "utf-8", maxlinelen=10_000).encode())
    path.write_bytes(message.as_bytes())


def guarded(text: str) -> str:
    """Return the text with an apostrophe before each line that could be taken for a formula."""
    return _FORMULA_START.sub("'", text)


def _one_line(text: str) -> str:
    return " ".join(text.split())
