"""What a spreadsheet program would make of a text is known before it is written; where in doubt it is kept as text."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsync.adapters.libreoffice.strict import would_convert
from xlsync.adapters.workbook_live.conversions import Form, form_of, is_converted, suits
from xlsync.model.table import Value


@pytest.mark.parametrize(
    "text",
    [
        *(
            "00123",
            "1/2",
            "2025-3-1",
            "2016.3.1",
            "3-1",
            "1e5",
            "1E5",
            "12:30",
            "50%",
            "(5)",
            "1,234",
            " 7 ",
            "+86 138",
        ),
        *("=1+1", "@某局", "-", "- 已开工", "+", "'abc", "'00123", "#N/A", "#REF!", "TRUE", "false", " True "),
        *(
            "2016年3月",
            "2016年3月4日",
            "3月1日",
            "上午9:00",
            "９：００",
            "１２３",
            "¥100",
            "￥100",
            "100元",
            "5 Jan",
            "Mar-16",
        ),
        *("=" + "1+" * 400 + "1", "1" * 300, "9:00 AM", "1 1/2", "星期3"),
        *("十月", "三月四日", "二〇一六年三月", "廿八日", "＋百", "＝1", "－二"),
    ],
)
def test_what_a_program_may_read_as_something_else_needs_a_text_cell(text: str) -> None:
    assert is_converted(text)
    assert form_of(text) is Form.TEXT


@pytest.mark.parametrize(
    "text",
    [
        "DC-2016-0001",
        "一般",
        "一、",
        "十二家企业",
        "第三季度",
        "第3项任务",
        "已完成80%",
        "绿",
        "〔2016〕3号",
        "投资3亿元",
        "督查专报 3",
        "  两端有空格 ",
    ],
)
def test_what_no_program_reads_as_anything_but_text_stays_in_any_cell(text: str) -> None:
    assert form_of(text) is Form.OPEN


@given(
    st.text(
        "0123456789１２ .,:;/-+()%'￥$元年月日时点上下午号〇一二三十廿百AMpmeETJanFEB=＝@#＋－／\u2212\t\n已",
        max_size=8,
    )
)
def test_whatever_the_engine_refuses_for_excel_gets_a_text_cell(text: str) -> None:
    """A refused write would stop the plan: what is put into text cells must be all that the engine refuses, or more."""
    assert is_converted(text) or not would_convert(text)


@given(st.one_of(st.integers(), st.floats(allow_nan=False), st.dates(), st.times(), st.datetimes()))
def test_whatever_stands_for_a_number_or_a_moment_needs_a_text_cell(value: object) -> None:
    assert is_converted(str(value)) or "inf" in str(value) or "T" in str(value)


@pytest.mark.parametrize(
    ("value", "fitting", "unfit"),
    [
        ("00123", ["@"], ["General", "0", "yyyy-m-d", None]),
        (7, ["General", "0", "0.00_ ", "0%", '"¥"#,##0', "[Red]0"], ["@", "yyyy-m-d", None]),
        (0.5, ["0%"], ["@", "h:mm", None]),
        (date(2016, 3, 4), ["yyyy-m-d", 'yyyy"年"m"月"d"日"', "[$-804]yyyy/m/d"], ["General", "0", "@", '"day"', None]),
        (datetime(2016, 3, 4, 15, 6), ["yyyy-m-d hh:mm"], ["General", "@", None]),
        ("绿", ["General", "@", "0", "yyyy-m-d", None], []),
        (None, ["General", "@", "0", None], []),
    ],
)
def test_a_number_format_keeps_a_value_or_not(value: Value, fitting: list[str | None], unfit: list[str | None]) -> None:
    form = form_of(value)
    assert all(suits(number_format, form) for number_format in fitting)
    assert not any(suits(number_format, form) for number_format in unfit)
    assert form is Form.OPEN or suits(form.value, form)
