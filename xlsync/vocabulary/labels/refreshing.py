"""Words of a refresh: its name on plans, the settling of conflicts."""

REFRESH_KIND = "刷新"
SETTLING = "冲突处理"
SETTLED = "{column}：{before} → {after}（采用{unit}报送值）"
BLANK = "（空）"
SUPERSEDED = "该单位后来又有新的报送，以后报的为准，本条不再处理"
AGREED = "台账现值已与报送值相同，无需处理"
NOT_CARRIED_OUT = "原选“{choice}”没有执行：选择时台账现值为“{shown}”，现已改为“{present}”，台账未改动"
