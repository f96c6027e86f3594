"""Words of the unit's form: the cover's labels are also how a returned cover is read."""

COVER_SHEET = "填报说明"
DATA_SHEET = "填报表"
LISTS_SHEET = "_lists"
TOKEN_SHEET = "_xlsync"

COVER_LABELS = {
    "unit": "填报单位",
    "period": "填报期别",
    "due_on": "报送截止",
    "signed_by": "单位领导审签",
    "signed_on": "审签日期",
    "filled_by": "填报人",
    "phone": "联系电话",
    "form_id": "表单编号",
}
"""Label (cover column B) by field; the value stands in the cell to the right (column C)."""
