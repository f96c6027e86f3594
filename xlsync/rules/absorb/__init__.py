"""What one examined submission changes: the ledger rows it leads, its rows on 反馈登记, conflicts and log lines."""

from xlsync.rules.absorb.answers import absorb
from xlsync.rules.absorb.arrival import Absorbed, Arrival, Earlier
from xlsync.rules.absorb.batch import Absorption

__all__ = ["Absorbed", "Absorption", "Arrival", "Earlier", "absorb"]
