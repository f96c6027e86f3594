"""Words of the 督查通知 that are not sentences of its template."""

TITLE = "关于报送{period}到期督查事项办理情况的通知"
ADDRESSEES = "有关县市区人民政府、市属开发区管委会，市政府有关部门、单位"
NOTHING_DUE = "{first}至{last}没有到期、仍需单位办理的督查事项，未生成督查通知，也没有占用文号；要通知别的月份，请加 --period，如 --period 2016-11"

ALL_PAST = "{period}已经过去，没有要通知单位办理的到期事项，未生成督查通知，也没有占用文号；请改写今天以后的月份"

FACTS = {
    "period": "期间",
    "first": "起始日期",
    "last": "结束日期",
    "to": "主送机关",
    "matters": "事项数",
    "units": "单位数",
    "early": "先到期数",
    "reply_by": "报送日期",
    "closing_time": "截止时刻",
    "list": "事项",
}
LINE_FACTS = {
    "number": "序号",
    "matter_id": "督查编号",
    "task": "事项内容",
    "unit": "牵头单位",
    "joint": "协办单位",
    "due": "完成时限",
    "officer": "联系人",
}
