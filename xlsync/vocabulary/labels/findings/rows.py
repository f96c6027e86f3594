"""Words of the findings of area: rows that stand outside their table."""

from xlsync.vocabulary.labels.findings.text import FindingText
from xlsync.vocabulary.terms import Severity

RUN_OF_ROWS = "{first}至{last}"

TEXTS: dict[str, FindingText] = {
    "C25": FindingText(
        Severity.QUESTION,
        "第{rows}行在表格范围以外，未计入。",
        "属于本表的，请移到紧接表格最后一行的位置（中间不留空行）并填好必填栏，再刷新；只是备注的，请移到别的工作表。",
    ),
}
