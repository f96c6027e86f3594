"""Words of ``repair``: what came back, what did not, and how it went."""

MENDS = {
    "code_names": "宏识别工作簿和工作表用的代码名（{count}处）",
    "hidden": "深度隐藏的工作表（{count}张）",
    "macros": "宏（VBA）原样换回",
    "ribbon": "功能区“督查”选项卡原样换回",
    "theme": "主题颜色和字体",
    "file_type": "文件类型（启用宏的工作簿）",
    "table_styles": "表格样式（{count}张表）",
    "table_columns": "表格列的公式和汇总方式（{count}列）",
    "filters": "表格筛选范围误含汇总行（{count}张表，不改正的话 Excel 会报文件损坏）",
    "panes": "冻结窗格（{count}张工作表）",
    "rules": "录入规则的有效行数（{count}条）",
    "tips": "链接的提示文字（{count}处）",
    "fonts": "被换掉的字体",
    "texts": "被拆成多段字体的文字（{count}条）",
    "quotes": "以等号、加减号等开头的文字的保护标记（{count}格）",
}
"""What came back, by its key."""

LOST_KINDS = {
    "slicer": "切片器（{count}个）",
    "timeline": "日程表（{count}个）",
    "threadedComment": "批注会话（{count}处，内容可能只剩普通批注）",
    "pivotTable": "数据透视表（{count}个）",
    "queryTable": "外部数据查询（{count}个）",
    "connections": "外部数据连接（{count}处）",
    "ctrlProp": "窗体控件（{count}个）",
    "control": "ActiveX 控件（{count}个）",
    "image": "图片（{count}张）",
    "printerSettings": "打印机专用设置（{count}处；页边距、纸张等仍在）",
    "customXml": "其他程序附带的数据（{count}处）",
}
"""Parts of people's own that LibreOffice drops, by the kind of their relation."""

LOST = {
    **LOST_KINDS,
    "own_styles": "自定义的表格样式（{count}张表，请在“表格设计”里重新选择）",
    "formulas": "被写坏的公式（{count}处，括号不成对，Excel 会报错，请重新输入）",
    "charts": "图表被 LibreOffice 重写过（{count}个，数据仍在；请看一眼颜色和标题）",
}
"""What does not come back, by its key."""

NOTHING = "台账没有被 LibreOffice 保存造成的缺失，不用修复。"
WOULD = "台账被 LibreOffice 保存过，可以补回下列各项（参照{source}）："
DONE = "已修复台账（参照{source}），补回下列各项；修复前的台账已存档，表中的数据一格未改："
ITEM = "  · {text}"
LOST_TITLE = "下列内容补不回来，请在 Excel 里核对，需要时从旧版本（xlsync restore {number} --copy 另存）里复制："
LOST_TITLE_PLAIN = "下列内容补不回来，请在 Excel 里核对："
SOURCE_KEPT = "存档中第{number}批（{at}）以后的完好台账"
SOURCE_TEMPLATE = "本程序自带的空白台账；存档中没有完好的版本"
