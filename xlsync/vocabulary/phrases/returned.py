"""Read words of returned forms: what a text says about the work being under way or done."""

ONGOING = ("正在", "尚未", "未完成", "未办结", "推进中", "进行中", "办理中", "即将完成")
DONE = ("已完成", "已办结", "已全部", "完毕", "已落实", "落实到位", "已办理")
DECORATIONS = "*★☆※:：."
EXTRA_LINE = "{header}：{value}"
EXTRA_JOINT = "；"
LIST_JOINT = "、"
LOST_PLACES = {"hidden": "隐藏表", "cover": "封面", "data": "填报表"}
SAME_ABOVE, ATTACHED = "同上", "见附件"
INVISIBLE = " \t\r\n\u00a0\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters of which nothing is seen: spaces of any width, zero-width marks."""
INDENTS = " \u3000\u00a0"
