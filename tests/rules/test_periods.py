"""A clerk reads 2016年第三季度; the code 2016-Q3 is the program's."""

import pytest

from xlsync.vocabulary.labels.periods import period_words


@pytest.mark.parametrize(
    ("code", "words"),
    [("2016-Q3", "2016年第三季度"), ("2017-Q1", "2017年第一季度"), ("2016-09", "2016年9月"), ("年中", "年中")],
)
def test_a_period_is_shown_in_words(code, words):
    assert period_words(code) == words
