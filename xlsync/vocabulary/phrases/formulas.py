"""Signs with which a spreadsheet lets a formula begin, full-width ones included."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
