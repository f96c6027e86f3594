"""Words of the 督查通报 that are not sentences of its template: names of the placeholders, lists."""

TITLE = "关于{year}年第{quarter}季度政务督查事项办理情况的通报"
LAGGING = "{unit}{count}件"
LATE = "{unit}迟报{count}件"
NO_MATTERS = "{year}年第{quarter}季度没有已立项的督查事项，未生成通报，也没有占用文号；请核对季度"

FACTS = {
    "year": "年度",
    "quarter": "季度",
    "to": "主送机关",
    "praised": "表扬单位",
    "lagging": "滞后单位",
    "late": "迟报单位",
    "appeal": "申诉期限",
    "families": "分类",
    "ranking": "排名",
}
RANK_FACTS = {"unit_class": "类别", "rank": "名次", "unit": "单位", "matters": "件数", "score": "得分"}
