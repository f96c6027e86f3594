"""Words about settings that cannot be used."""

MISSING = "没有填写参数值"
BAD_NUMBER = "应为不小于0的数字，现为“{value}”"
BAD_WHOLE = "应为整数，现为“{value}”"
BAD_DAY = "应为{first}至{last}之间的日，现为“{value}”"
BAD_CHOICE = "应填“{choices}”，现为“{value}”"
OR = "”或“"
