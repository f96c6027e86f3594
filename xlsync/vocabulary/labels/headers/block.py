"""How the headers of a sheet are written down: a line per column, its English key, then its header."""

Columns = dict[str, str]
"""Header by the key of the column, in the order of the sheet."""


def columns(block: str) -> Columns:
    """Return the header of each column of a block."""
    return dict(line.split() for line in block.strip().splitlines())
