"""Words of the sheet 看板: the names of its lines."""

TOTAL = "合计"
UNIT_CLASS = "牵头单位：{unit_class}"
UNKNOWN_CLASS = "未登记"
