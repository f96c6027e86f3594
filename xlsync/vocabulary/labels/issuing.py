"""Words of issuing forms."""

MONTHLY = "月"
FORM_FILE = "{order:03d}_{unit}_{period}填报表.xlsx"
NO_OPEN_MATTERS = "没有需要填报的在办事项；如刚登记了新事项，请先保存台账再下发"
