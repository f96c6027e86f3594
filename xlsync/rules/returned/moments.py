"""When a returned file counts as received."""

_OLDEST = 366 * 86_400
"""Seconds: a mail that claims to be older than a year is not believed."""


def counts_from(arrived: float, served_at: float | None) -> float:
    """Return the moment (seconds since 1970) that counts for lateness.

    A clerk may put a mail into the inbox days after it came: what the office's own mail server wrote counts, which is
    the top-most Received header, or the time of delivery that Outlook keeps. What the mail says of itself (Date) never
    counts: it is the sender's own clock, and a late unit would gain by it. A moment after the file's arrival, or more
    than a year before it, is no evidence; then the arrival counts, as it does for any file that came without a mail.
    """
    if served_at is None or not arrived - _OLDEST <= served_at <= arrived:
        return arrived
    return served_at
