"""Text as a key: what is compared, never what is kept."""

import re
import unicodedata

_UNSEEN = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]+")


def clean_text(text: str) -> str:
    """Return a text as a key: NFKC (full-width to half-width), without spaces, line breaks and invisible signs.

    For comparing and reading only; a text that is kept is kept as typed.
    """
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
