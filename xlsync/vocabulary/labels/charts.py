"""Words on the posters of indicators, the names of their files, and the fonts that can write them."""

TITLE = "{indicator}"
SUBTITLE = "{period}　{what}"
CUMULATIVE_PERIOD = "{year}年1—{month}月"
MONTH_PERIOD = "{year}年{month}月"
WHAT = {
    "growth": "同比增速（%）",
    "target_share": "完成年度目标（%）",
    "month_value": "本月（{measure}）",
    "year_value": "本年累计（{measure}）",
}
"""What the bars show, by the column that areas are compared by."""

LAST_MARK = "▼{rank}位"
RANK = "{rank}位"
LEGEND_FIRST = "其他县市区、开发区"
LEGEND_LAST = "斜线和▼：后{count}位（并列的一同标出）"
SOURCE = "数据来源：{source}"
NO_SOURCE = "数据来源：指标目录未填"
MADE_BY = "{office}制　{day}"
SILENT = "未报数据：{areas}"
DEMO = "演示数据"
FILE_NAME = "{indicator}.{suffix}"
FILE_UNSAFE = r'[\\/:*?"<>|\s]+'

FONTS = (
    "Microsoft YaHei",
    "SimHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimSun",
    "Noto Serif CJK SC",
)
"""Fonts that can write a poster, best first."""

FONT_STAND_IN = "这台电脑没有“{best}”，柱状图改用“{font}”。"
NO_FONT = "这台电脑没有可用的中文字体，不能画柱状图，未写任何文件。请安装下列任一种字体后再运行：{fonts}。"
NO_DATA = "{month}没有任何指标数据，未写任何文件；有数据的月份：{months}"
NOTHING_AT_ALL = "“经济指标”里没有可画的数据，未写任何文件；请先填写指标目录和经济指标"
LEFT_OUT = "{month}没有数据，没有画：{names}"
NEVER_KNOWN = "以下指标还没有任何数据，没有画：{names}"
DONE = "已画{count}项指标的柱状图（PNG 和 PDF），存入“{folder}”"
DRAWING = "画柱状图"
MONTH_JOINT = "、"
