"""A period in words, as it stands on forms, in mails and in receipts; codes such as 2016-Q3 stay with the program."""

import re

QUARTERS = {1: "一", 2: "二", 3: "三", 4: "四"}
_QUARTER, _MONTH = "{year}年第{quarter}季度", "{year}年{month}月"
_CODE = re.compile(r"(\d{4})-(?:Q([1-4])|(\d{2}))")


def period_words(code: str) -> str:
    """Return 2016年第三季度 for 2016-Q3 and 2016年9月 for 2016-09; anything else as it is."""
    found = _CODE.fullmatch(code)
    if found is None:
        return code
    year, quarter, month = found.groups()
    if quarter:
        return _QUARTER.format(year=year, quarter=QUARTERS[int(quarter)])
    return _MONTH.format(year=year, month=int(month))
