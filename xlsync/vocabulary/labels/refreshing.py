"""Words of a refresh: its name on plans, the settling of conflicts."""

REFRESH_KIND = "刷新"
SETTLING = "冲突处理"
SETTLED = "{column}：{before} → {after}（采用{unit}报送值）"
BLANK = "（空）"
