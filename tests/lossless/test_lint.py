"""The lint can fail: it names each of the faults that were made on purpose, and is silent on the good workbook."""

import pytest

from tests.lossless.broken import BREAKAGES, broken, good
from tests.lossless.lint import lint
from tests.lossless.lint.finding import new_findings
from tests.lossless.workbooks import OWN


@pytest.fixture(scope="module")
def whole():
    return good()


def test_the_good_workbook_has_no_fault(whole):
    assert lint(whole) == []


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_broken_workbook_is_named_as_what_it_is(whole, name):
    breakage = BREAKAGES[name]
    assert breakage.rule in {finding.rule for finding in lint(broken(whole, breakage), breakage.suffix)}


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_fault_counts_as_new_against_the_good_workbook_only(whole, name):
    breakage = BREAKAGES[name]
    found = lint(broken(whole, breakage), breakage.suffix)
    assert new_findings(lint(whole), found)
    assert not new_findings(found, found)


@pytest.mark.parametrize("name", OWN)
def test_our_own_workbooks_are_whole_before_they_are_patched(name):
    assert lint(OWN[name](), name[-5:]) == []
