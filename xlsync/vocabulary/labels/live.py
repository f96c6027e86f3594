"""Words of the live master: what spreadsheet programs read as dates and amounts, and why a write was refused."""

CURRENCIES = "¥￥$€£元"
DATE_WORDS = "　年月日号時时分秒点點上下午中星期周一二三四五六七八九十〇零，。：／－＋％（）．"
"""Characters that Chinese programs accept in a typed date, time or amount; full-width signs among them."""

_WORDS = """jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september
october november december mon tue wed thu fri sat sun am pm a p e ad bc rmb usd cny gmt utc t z"""
WORDS_OF_DATES = frozenset(_WORDS.split())

REFUSED = "工作表“{sheet}”的{cells}写不进去（工作表可能受保护，或这里有数组公式、合并单元格）；已写入的内容已经改回"
NOT_AS_WRITTEN = "工作表“{sheet}”的{cell}写入后与应写的内容不同；已写入的内容已经改回"
