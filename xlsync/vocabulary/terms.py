"""Closed vocabularies: the words that code branches on, each with the Chinese that the workbook shows.

A vocabulary that an office may extend (categories of matters, status words, unit classes) is no enum: it is rows of
the workbook (sheets 事项类别, 字典, 单位别名).
"""

from enum import StrEnum


class Stage(StrEnum):
    """Stage of a matter (column 办理状态)."""

    WAITING = "待签收"
    OPEN = "在办"
    REPORTED = "待核"
    RETURNED = "退回"
    CLOSED = "办结"
    EXTENDED = "延期"
    SUSPENDED = "挂起"
    CANCELLED = "撤销"


class Light(StrEnum):
    """Light of a matter (domain: 亮灯); the values are the keys of JSON output."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    BLUE = "blue"
    GREY = "grey"
    CLOSED = "closed"
    SUSPENDED = "suspended"


class LimitKind(StrEnum):
    """How a limit counts (column 时限类型)."""

    HOURS = "小时"
    WORKDAYS = "工作日"
    DAYS = "日历日"
    MONTHS = "月"
    DATE = "固定日期"
    RECURRING = "周期"
    QUARTER_END = "季度末"
    NONE = "无明确时限"


class Role(StrEnum):
    """Role of a unit in a matter."""

    LEAD = "牵头"
    JOINT = "协办"


class Owner(StrEnum):
    """Who fills a column; decides style, form lock and restore-on-refresh."""

    OFFICE = "录入"
    UNIT = "填报"
    COMPUTED = "计算"
    SYSTEM = "系统"


class Kind(StrEnum):
    """Type of the values of a column; in memory str, str, date, datetime, float, float (0..1), int."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    MOMENT = "moment"
    NUMBER = "number"
    PERCENT = "percent"
    INTEGER = "integer"


class Severity(StrEnum):
    """What a finding asks for (domain.md 7): fixed and noted, a question to the clerk, back to the unit."""

    FIXED = "已自动更正"
    QUESTION = "待确认"
    RETURN = "退回补正"
    ERROR = "错误"
    NOTE = "提示"


class SubmissionState(StrEnum):
    """Where a submission stands; the allowed moves are model.submission.TRANSITIONS."""

    RECEIVED = "RECEIVED"
    CHECKED = "CHECKED"
    PLANNED = "PLANNED"
    APPLYING = "APPLYING"
    APPLIED = "APPLIED"
    FILED = "FILED"
    REJECTED = "REJECTED"
    HELD = "HELD"
    QUARANTINED = "QUARANTINED"
    UNDONE = "UNDONE"
    CLOSED = "CLOSED"


class FeedbackState(StrEnum):
    """What became of one answer (column 受理状态 of 反馈登记)."""

    ACCEPTED = "接受"
    RETURNED = "退回"
    ASKED = "待确认"


class Choice(StrEnum):
    """What a person may choose on 冲突 (column 处理)."""

    KEEP_OURS = "保留现值"
    TAKE_THEIRS = "采用报送值"


class ExtensionState(StrEnum):
    """State of an extension request (sheet 延期申请)."""

    ASKED = "待审"
    GRANTED = "同意"
    DENIED = "不同意"


class PointState(StrEnum):
    """Whether a point counts yet (column 核定状态 of 扣分明细)."""

    CONFIRMED = "已核定"
    PROPOSED = "建议"


class RuleMode(StrEnum):
    """How a rule of scoring comes into effect (column 认定方式 of 考核办法)."""

    AUTOMATIC = "自动"
    PROPOSED = "自动建议"
    MANUAL = "人工"
    TWO_PEOPLE = "人工两人"
    UNRANKED = "不参加排名"
    FACTOR = "系数"
    BASE = "基数"
    FLOOR = "下限"


class RuleMeasure(StrEnum):
    """What the band of a rule counts (column 区间单位 of 考核办法)."""

    WORKDAYS = "工作日"
    DAYS = "日历日"
    MATTERS = "件"


class CapScope(StrEnum):
    """Over what the points of a rule are capped (column 封顶范围): the rule in one matter, all rules in it, the year."""

    RULE_IN_MATTER = "单件"
    MATTER = "单件累计"
    YEAR = "全年"


class Satisfaction(StrEnum):
    """Answer of a deputy to the handling of a proposal (sheet 建议提案)."""

    SATISFIED = "满意"
    MOSTLY = "基本满意"
    UNSATISFIED = "不满意"


class Handling(StrEnum):
    """How a unit handles a proposal (column 办理方式 of 建议提案)."""

    MAIN = "主办"
    SEPARATE = "分办"
    JOINT = "会办"


YES = "是"
NO = "否"
