"""The lines on files that lie in 收件箱 and are not read yet, as merge and status tell them."""

from xlsync.adapters.passed_over import PassedOver
from xlsync.vocabulary.labels import reports as words


def left_lines(left: PassedOver) -> list[str]:
    """Return a line on the empty files and one on those that are still arriving, where there are any."""
    told = ((words.EMPTY_FILES, left.empty), (words.ARRIVING_FILES, left.arriving))
    return [line.format(count=len(names), files=words.NAMES_JOINT.join(names)) for line, names in told if names]
