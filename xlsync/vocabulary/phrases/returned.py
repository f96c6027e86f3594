"""Read words of returned forms: what a text says about the work being under way or done."""

import re

ONGOING = ("正在", "尚未", "未完成", "未办结", "推进中", "进行中", "办理中", "即将完成")
DONE = re.compile(
    r"已[^，。；、！？,;未尚]{0,8}?(?:完成|办结|办理|落实|竣工|完工|验收)|已全部|完毕|落实到位|(?:全部|全面|如期)(?:完成|办结|竣工|完工)"
)
DECORATIONS = "*★☆※:：."
EXTRA_LINE = "{header}：{value}"
EXTRA_JOINT = "；"
LIST_JOINT = "、"
LOST_PLACES = {"hidden": "隐藏表", "cover": "封面", "data": "填报表"}
SAME_ABOVE, ATTACHED = "同上", "见附件"
INVISIBLE = " \t\r\n\u00a0\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters of which nothing is seen: spaces of any width, zero-width marks."""
INDENTS = " \u3000\u00a0"
