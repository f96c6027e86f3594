"""Writes mail drafts (.eml) that Outlook and Foxmail open ready to be sent; nothing is sent from here."""

import re
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import formataddr, parseaddr
from pathlib import Path

from xlsync.adapters.replace import write_durably
from xlsync.vocabulary.labels.mail import ADDRESS_SEPARATORS, ATTACHMENT_TYPE, FORMULA_MARKS

# What a spreadsheet would take for a formula when the text is pasted, also full-width and after blanks.
_FORMULA_START = re.compile(rf"^(?=\s*[{re.escape(FORMULA_MARKS)}])", re.MULTILINE)


def write_draft(path: Path, *, to: str, subject: str, body: str, attachment: Path, sender: str = "") -> None:
    """Write a draft with one attachment; addresses in ``to`` may stand with any Chinese or Western separator.

    Lines of the body that a spreadsheet would take for a formula get an apostrophe before them.
    """
    message = MIMEMultipart()
    message["X-Unsent"] = "1"  # Outlook and Foxmail open such a file as a draft, with a button to send it
    message["Subject"] = Header(_one_line(subject), "utf-8", header_name="Subject").encode()
    entries = re.split(rf"[{ADDRESS_SEPARATORS}\s]+", to)
    # An entry @city.gov.cn allows a whole domain as sender; nobody is to be written to there.
    if receivers := ", ".join(entry for entry in entries if entry and not entry.startswith(("@", "*"))):
        message["To"] = receivers
    if sender:
        message["From"] = formataddr(parseaddr(_one_line(sender)))
    message.attach(MIMEText(guarded(body), "plain", "utf-8"))
    message.attach(_attached(attachment))
    write_durably(path, message.as_bytes(policy=compat32.clone(linesep="\r\n")))


def _attached(file: Path) -> MIMEApplication:
    """Return the attachment, its name written twice: by RFC 2231, and as the encoded word that older Foxmail reads.

    The newer classes of the email package fold such a Content-Type into nonsense; these leave it as it is.
    """
    encoded = Header(file.name, "utf-8", maxlinelen=10_000).encode()
    part = MIMEApplication(file.read_bytes(), ATTACHMENT_TYPE, name=encoded)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", file.name))
    return part


def guarded(text: str) -> str:
    """Return the text with an apostrophe before each line that could be taken for a formula."""
    return _FORMULA_START.sub("'", text)


def _one_line(text: str) -> str:
    return " ".join(text.split())
