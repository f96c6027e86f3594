"""Words of 指标目录 that decide how areas are compared (lists 指标口径 and 指标方向 of 字典)."""

DOWNWARD = "逆向"
CUMULATIVE, POINT = "累计", "时点"
PERCENT_COLUMNS = frozenset({"growth", "target_share"})
"""Columns that hold percentages."""

RANKED_BY_COLUMN = {
    "增速": "growth",
    "完成年度目标": "target_share",
    "完成比例": "target_share",
    "本月": "month_value",
    "累计": "year_value",
    "本年累计": "year_value",
}
"""Column of 经济指标 by 排名口径."""
