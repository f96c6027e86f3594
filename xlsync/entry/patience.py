"""How often a thing is tried that does not succeed: pauses that grow, and an end."""

from dataclasses import dataclass

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 60.0
ATTEMPTS = 12


@dataclass
class Patience:
    """The failed attempts at one thing, in seconds of a clock that never goes back.

    The pauses double from FIRST_PAUSE to LONGEST_PAUSE; after ATTEMPTS there is none until ``renew``.
    """

    failed: int = 0
    next_at: float = 0.0

    def fail(self, now: float) -> None:
        """Note that an attempt has failed."""
        self.next_at = now + min(LONGEST_PAUSE, FIRST_PAUSE * 2**self.failed)
        self.failed += 1

    def renew(self) -> None:
        """Begin anew: something has changed, and the next attempt may be made at once."""
        self.failed, self.next_at = 0, 0.0

    @property
    def is_over(self) -> bool:
        """Return whether all attempts have been made."""
        return self.failed >= ATTEMPTS

    def may_try(self, now: float) -> bool:
        """Return whether it is time for another attempt."""
        return not self.is_over and now >= self.next_at
