"""Lists of the sheet 字典 that reading goes by, and the marks that people leave at the end of a word."""

STAGE_WORDS, SUSPECTED_STAGES, FORM_STAGES = "状态词", "疑似词", "填报状态"
NULL_WORDS, REFERENCES, OPEN_ENDED_WORDS = "空值词", "引用词", "长期词"
URGENCIES = "紧急程度"
MARKS_AT_END = "。.!！;；,，、~"
