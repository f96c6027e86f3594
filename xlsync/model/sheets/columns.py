"""Short ways to declare a column, so that a sheet reads as a list."""

from functools import partial

from xlsync.model.schema import Column
from xlsync.vocabulary.terms import Kind, Owner

text = Column
long_text = partial(Column, kind=Kind.LONG_TEXT, width=36)
day = partial(Column, kind=Kind.DATE, width=12)
number = partial(Column, kind=Kind.NUMBER, width=12)
integer = partial(Column, kind=Kind.INTEGER, width=9)
percent = partial(Column, kind=Kind.PERCENT, width=10)

UNIT = Owner.UNIT
COMPUTED = Owner.COMPUTED
SYSTEM = Owner.SYSTEM
