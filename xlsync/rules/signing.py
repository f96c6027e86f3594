"""The signature of a form: HMAC-SHA256 over form, unit, period, row ids and the values that went out."""

import hmac
import json
from dataclasses import replace

from xlsync.model.form import ROW_ID_SEPARATOR, TOKEN_SEPARATOR
from xlsync.model.submission import IssuedForm

_TOKEN_DIGITS, _ROW_DIGITS = 32, 8


def _mac(secret: bytes, *parts: str) -> str:
    message = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    return hmac.digest(secret, message, "sha256").hex()


def token_of(form: IssuedForm, secret: bytes) -> str:
    """Return the token of a form: its id and 32 hexadecimal digits."""
    rows = json.dumps(
        [[row.matter_id, sorted(row.values.items())] for row in form.rows], ensure_ascii=False, default=str
    )
    mac = _mac(secret, form.form_id, form.unit, form.period, form.issued_on, form.due_on, rows)
    return f"{form.form_id}{TOKEN_SEPARATOR}{mac[:_TOKEN_DIGITS]}"


def sign(form: IssuedForm, secret: bytes) -> IssuedForm:
    """Return the form with its token."""
    return replace(form, token=token_of(form, secret))


def is_genuine(form: IssuedForm, token: str, secret: bytes) -> bool:
    """Return whether a token read from a file is the one that this form went out with."""
    return hmac.compare_digest(token_of(form, secret), token)


def row_id(form_id: str, matter_id: str, secret: bytes) -> str:
    """Return the hidden id of a row: the matter and 8 digits that bind it to the form."""
    return f"{matter_id}{ROW_ID_SEPARATOR}{_mac(secret, form_id, matter_id)[:_ROW_DIGITS]}"
