"""The values of cells as text of the journal and back."""

from hypothesis import given
from hypothesis import strategies as st

from xlsync.adapters.journal.codec import decode, decode_values, encode, encode_values
from xlsync.model.table import Value

VALUES = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=("Cs",))),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(),
)


@given(value=VALUES)
def test_a_value_keeps_its_type_in_the_journal(value: Value) -> None:
    back = decode(encode(value))
    assert (type(back), back) == (type(value), value)


@given(values=st.dictionaries(st.sampled_from(["d", "t", "progress"]), VALUES))
def test_the_values_of_a_row_keep_their_columns(values: dict[str, Value]) -> None:
    assert decode_values(encode_values(values)) == values
