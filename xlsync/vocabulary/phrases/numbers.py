"""How numbers and percentages are written; all patterns meet cleaned text (NFKC, no spaces)."""

import re

NUMBER = re.compile(r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<unit>[^\d.,+\-~]*)")
PERCENT = re.compile(r"(?:已)?(?:完成)?(?P<number>\d+(?:\.\d+)?)(?P<sign>%?)")
TENTHS = re.compile(r"[一二两三四五六七八九十\d]成|过半|大半|大部分|一半|近半")
APPROXIMATE = re.compile(
    r"约|大概|左右|上下|余|多|近|超|逾|以上|以下|不足|不到|至少|最少|不低于|不少于|可达|预计|达到?|几|数|若干|[><≥≤≈±]"
)
RANGE = re.compile(r"\d[^\d.,]*(?:-|~|—|–|至|到)[^\d]*\d")
SCALES = {"亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4, "千": 1e3}
