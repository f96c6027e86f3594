"""Words of the findings of area: rows that stand outside their table, formulas that show errors or miss rows."""

from xlsync.vocabulary.labels.findings.text import FindingText
from xlsync.vocabulary.terms import Severity

RUN_OF_ROWS = "{first}至{last}"
PLACES = {
    "chart": "“{sheet}”表的图表",
    "pivot": "“{sheet}”表的数据透视表",
    "formula": "“{sheet}”表的公式",
    "rule": "“{sheet}”表的下拉列表或条件格式",
    "name": "名称“{name}”",
    "source": "工作簿中的图表或数据透视表",
}
"""What holds a range, by kind."""

TEXTS: dict[str, FindingText] = {
    "C25": FindingText(
        Severity.QUESTION,
        "第{rows}行在表格范围以外，未计入。",
        "属于本表的，请移到紧接表格最后一行的位置（中间不留空行）并填好必填栏，再刷新；只是备注的，请移到别的工作表。",
    ),
    "C26": FindingText(
        Severity.ERROR,
        "“{column}”显示为“{value}”，是公式出错，未作为填报内容采用，各单位报来的值也不会覆盖它。",
        "请更正{cell}的公式，或直接填写内容，再刷新。",
    ),
    "C27": FindingText(
        Severity.NOTE,
        "{place}只引用到“{listed}”表第{end}行（{range}），而该表已到第{last}行，后面的行没有计入。",
        "请改为引用整张表（如{table}[栏名]），或把末行改为{last}；有意只取前面各行的，可以不改。",
    ),
}
