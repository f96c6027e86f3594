"""Words about settings that cannot be used."""

MISSING = "没有填写参数值"
BAD_NUMBER = "应为不小于0的数字，现为“{value}”"
BAD_CHOICE = "应填“{choices}”，现为“{value}”"
OR = "”或“"
