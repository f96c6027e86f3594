"""The base of every error that a user may see."""


class XlsyncError(Exception):
    """Base of every error that a user may see; str() is the sentence."""

    code = "E00"
    exit_code = 5
