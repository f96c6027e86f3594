"""Words of `xlsync resolve`: which conflicts are settled, and what a person still has to choose."""

SETTLED = "已落实“冲突”表里的选择{chosen}处。"
SETTLED_BY_TIME = "有{count}处不必再选（单位后来又有报送，或台账已与报送值一致），已关闭。"
NOTHING_OPEN = "没有待选择的冲突。"
OPEN = "还有{count}处没有落实，请在“处理”栏选“采用报送值”或“保留现值”，再运行一次："
OPEN_LINE = "  {sheet} {cell}  {matter} {column}：台账‘{ours}’，{unit}报送‘{theirs}’{note}"
OPEN_NOTE = "（{note}）"
MORE = "  ……另有{count}处，见“冲突”表"
