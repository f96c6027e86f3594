"""Words of the 重要工作情况通报 that are not sentences of its template."""

TITLE = "{period}重点项目、主要指标和重要事项情况通报"
NOTHING = "{period}没有重点项目、经济指标和已立项的督查事项，未生成重要工作情况通报，也没有占用文号；请核对期间"
AHEAD, BEHIND = "超{points}", "欠{points}"
EVEN = "持平"
UNKNOWN = "未填报"
MONTHS = "{year}年1—{month}月"
FIRST_MONTH = "{year}年1月"
PROJECT = "{name}（{points}）"
AREA = "{area}（{value}）"

FACTS = {
    "period": "期间",
    "months": "项目月份",
    "to": "主送机关",
    "projects": "项目数",
    "year_plan": "年度计划",
    "invested": "累计完成",
    "plan_share": "占年度计划",
    "time_share": "时间进度",
    "points": "超欠序时",
    "ahead": "达到序时",
    "behind": "未达序时",
    "unknown": "未填投资",
    "last_projects": "滞后项目",
    "list": "项目",
    "indicators": "指标",
    "indicator_count": "指标数",
    "without": "无数据指标",
    "registered": "本期立项",
    "done": "本期办结",
    "families": "分类",
}
PROJECT_FACTS = {
    "number": "序号",
    "name": "项目名称",
    "unit": "责任单位",
    "plan": "年度计划",
    "invested": "累计完成",
    "share": "占年度计划",
    "points": "超欠序时",
    "progress": "形象进度",
}
INDICATOR_FACTS = {
    "name": "名称",
    "month": "月份",
    "areas": "地区数",
    "total": "合计",
    "first": "前列",
    "last": "后列",
}
