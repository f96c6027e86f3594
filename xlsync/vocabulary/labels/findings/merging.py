"""Words of the findings of a merge: files of one unit that follow each other."""

from xlsync.vocabulary.labels.findings.text import FindingText
from xlsync.vocabulary.terms import Severity

TEXTS: dict[str, FindingText] = {
    "M38": FindingText(
        Severity.FIXED,
        "本单位先前报“{column}”为“{earlier}”，本次更正为“{value}”，已以本次为准。",
        "如更正有误，请在原填报表上改好后重新报送。",
        mode=38,
    ),
    "M39": FindingText(
        Severity.QUESTION,
        "同一单位同时送来两份不同的填报表：“{column}”一份为“{earlier}”，另一份为“{value}”，暂以后保存的为准。",
        "请与该单位核实以哪一份为准；有误的，请单位在原填报表上改好后重新报送。",
        mode=39,
    ),
}
