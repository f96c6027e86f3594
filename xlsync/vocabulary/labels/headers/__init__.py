"""The Chinese names of every sheet and column of the master: the one place for them.

The key of a sheet or column is its name everywhere in code, journal and tests.
"""

from xlsync.vocabulary.labels.headers.block import Columns
from xlsync.vocabulary.labels.headers.ledger import LEDGER_HEADERS
from xlsync.vocabulary.labels.headers.office import OFFICE_HEADERS
from xlsync.vocabulary.labels.headers.synonyms import SYNONYMS
from xlsync.vocabulary.labels.headers.work import WORK_HEADERS

__all__ = ["HEADERS", "SHEET_NAMES", "SYNONYMS"]

SHEET_NAMES = {
    "board": "看板",
    "matters": "督查事项",
    "schedule": "调度计划",
    "projects": "重点项目",
    "milestones": "项目节点",
    "indicators": "经济指标",
    "indicator_catalogue": "指标目录",
    "proposals": "建议提案",
    "meetings": "会议",
    "visits": "现场督查",
    "joint_inspections": "联合督查",
    "surveys": "调研",
    "readings": "审阅",
    "units": "单位",
    "aliases": "单位别名",
    "people": "人员",
    "rules": "考核办法",
    "points": "扣分明细",
    "manual_points": "人工计分",
    "scores": "单位得分",
    "appeals": "申诉",
    "extensions": "延期申请",
    "urges": "催办记录",
    "documents": "文号登记",
    "feedback": "反馈登记",
    "conflicts": "冲突",
    "findings": "错误清单",
    "changes": "变更记录",
    "categories": "事项类别",
    "dictionary": "字典",
    "holidays": "节假日",
    "settings": "参数",
    "manual": "使用说明",
}

HEADERS: dict[str, Columns] = {**LEDGER_HEADERS, **WORK_HEADERS, **OFFICE_HEADERS}
"""Headers by sheet."""
