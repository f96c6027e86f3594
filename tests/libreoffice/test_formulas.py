"""Formulas as Excel writes them and as LibreOffice takes them."""

import pytest
import xlwings as xw

from xlsync.adapters.libreoffice.formulas import shifted, to_calc, to_excel
from xlsync.adapters.libreoffice.refusal import Unsupported

BOTH_WAYS = [
    ("=SUM(A1:B2,3)", "=SUM(A1:B2;3)"),
    ('=IF(A1="a,b;c!d","x",A2)', '=IF(A1="a,b;c!d";"x";A2)'),
    ("='督办 台账'!$A$1+1", "=$'督办 台账'.$A$1+1"),
    ("='it''s'!A1", "=$'it''s'.A1"),
    ("=SUM({1,2;3,4})", "=SUM({1;2|3;4})"),
    ("=SUM(A1:A3 A2:B2)", "=SUM(A1:A3!A2:B2)"),
    ("=台账[[#This Row],[期限]]*2", "=台账[[#This Row];[期限]]*2"),
    ("=COUNTA(台账[[#All]])".replace("[[#All]]", "[#All]"), "=COUNTA(台账[[#All]])"),
    ("=A1 + B1", "=A1 + B1"),
    ("=#REF!+1.5E+10%", "=#REF!+1.5E+10%"),
    ("=SUM($A:$A,1:1)", "=SUM($A:$A;1:1)"),
    ("=LOG10(A1)", "=LOG10(A1)"),
]


@pytest.mark.parametrize(("excel", "calc"), BOTH_WAYS)
def test_a_formula_goes_both_ways(excel, calc):
    assert to_calc(excel, {}) == calc
    assert to_excel(calc, {}) == excel


@pytest.mark.parametrize(
    ("excel", "calc"),
    [
        ("=Sheet2!A1", "=$'Sheet2'.A1"),
        ("=台账[@期限]", "=台账[[#This Row];[期限]]"),
        ("=台账[@[期限 一]]", "=台账[[#This Row];[期限 一]]"),
        ("=IF(TRUE,1,0)", "=IF(TRUE();1;0)"),
        ("=_xlfn.IFNA(A1,0)", "=IFNA(A1;0)"),
    ],
)
def test_what_excel_also_writes_is_understood(excel, calc):
    assert to_calc(excel, {}) == calc


@pytest.mark.parametrize(
    "excel", ["=[其他.xlsx]Sheet1!A1", "='C:\\[a.xlsx]S 1'!A1", "=SUM(Sheet1:Sheet3!A1)", "=[@期限]+1"]
)
def test_what_cannot_be_said_in_libreoffice_is_refused(excel):
    with pytest.raises(Unsupported):
        to_calc(excel, {})


@pytest.mark.parametrize(
    ("rows", "columns", "there"),
    [(1, 0, "=A2+$B$1+C$1+$D2+'A1'!A2&\"A1\"+SUM(A:A,2:2)"), (0, 2, "=C1+$B$1+E$1+$D1+'A1'!C1&\"A1\"+SUM(C:C,1:1)")],
)
def test_what_has_no_dollar_moves_along(rows, columns, there):
    assert shifted("=A1+$B$1+C$1+$D1+'A1'!A1&\"A1\"+SUM(A:A,1:1)", rows, columns) == there


def test_a_formula_does_not_leave_the_sheet():
    with pytest.raises(ValueError, match="edge"):
        shifted("=XFD1", 0, 1)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(A1:B1,10)", 13.0),
        ("=EDATE(A1,1)", 32.0),
        ("=IFNA(NA(),5)", 5.0),
        ("=EFFECT(0.1,4)", pytest.approx(0.1038, abs=1e-4)),
        ("=CEILING(2.5,1)", 3.0),
        ("=SUM({1,2;3,4})", 10.0),
        ("=COUNTIFS(A1:B1,\">1\")", 1.0),
        ("=TEXT(46082,\"yyyy-mm-dd\")", "2026-03-01"),
        ("=IF(TRUE(),\"是\",\"否\")", "是"),
        ("=NETWORKDAYS(46082,46090)", 6.0),
        ("=RRI(1,2,3)", 0.5),
        ("=FORMULATEXT(A1)", None),
        ("=XNPV(0.1,A1:B1,A1:B1)", pytest.approx(2.999, abs=1e-3)),
    ],
)  # fmt: skip
def test_libreoffice_computes_it_and_gives_it_back_as_written(sheet: xw.Sheet, formula, value):
    sheet["A1"].value = [1, 2]
    sheet["C1"].formula = formula
    assert sheet["C1"].value == value
    assert sheet["C1"].formula == formula


def test_one_formula_fills_a_range_and_many_are_written_as_they_are(sheet: xw.Sheet):
    sheet["A1"].value = [[1], [2], [3]]
    sheet["B1:C3"].formula = "=A1*2"
    assert sheet["B1:C3"].formula == (("=A1*2", "=B1*2"), ("=A2*2", "=B2*2"), ("=A3*2", "=B3*2"))
    sheet["D1"].formula = [["=A1", 5, None], ["甲", "=B$1", ""]]
    assert sheet["D1:F2"].formula == (("=A1", "5", ""), ("甲", "=B$1", ""))


def test_an_array_formula_is_one(sheet: xw.Sheet):
    sheet["A1"].value = [[1, 4], [2, 5], [3, 6]]
    sheet["D1"].formula_array = "=SUM(A1:A3*B1:B3)"
    assert (sheet["D1"].value, sheet["D1"].formula_array, sheet["D1"].has_array) == (32.0, "=SUM(A1:A3*B1:B3)", True)
    assert not sheet["A1"].has_array


def test_spilling_formulas_are_refused(sheet: xw.Sheet):
    with pytest.raises(Unsupported, match="formula2"):
        sheet["A1"].formula2 = "=UNIQUE(B1:B3)"


def test_constants_are_given_as_excel_gives_them(sheet: xw.Sheet):
    import datetime as dt

    sheet["A1"].value = [1.5, 2, True, "甲", None, dt.datetime(2026, 3, 1)]
    assert sheet["A1:F1"].formula == (("1.5", "2", "TRUE", "甲", "", "46082"),)
