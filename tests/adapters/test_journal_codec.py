"""The values of cells as text of the journal and back."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from xlsync.adapters.journal.codec import decode, decode_values, encode, encode_values
from xlsync.adapters.journal.outcomes import outcome_of, outcome_text
from xlsync.model.finding import Finding
from xlsync.model.submission import Outcome
from xlsync.model.table import Value
from xlsync.vocabulary.terms import SubmissionState

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


@given(value=VALUES, text=st.text(), state=st.sampled_from(SubmissionState))
def test_an_outcome_keeps_its_findings_whatever_stands_in_the_file(
    value: Value, text: str, state: SubmissionState
) -> None:
    finding = Finding("M38", "反馈表", "C7", value=value, source=text, facts={"d": value, "said": text})
    outcome = Outcome(text, "ab", state, text, findings=(finding,), received_at=datetime(2016, 3, 4, tzinfo=UTC))
    assert outcome_of(outcome_text(outcome)) == outcome


def test_halves_of_characters_in_a_finding_are_kept_as_ascii() -> None:
    outcome = Outcome("某局.xlsx", "ab", SubmissionState.FILED, "\ud800\x00")
    assert outcome_text(outcome).isascii()
    assert outcome_of(outcome_text(outcome)) == outcome
