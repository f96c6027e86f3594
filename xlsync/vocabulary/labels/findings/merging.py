"""Words of the findings of a merge: files of one unit that follow each other, files and answers that are not taken."""

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
        "该单位送来两份不同的填报表：“{column}”一份为“{earlier}”，另一份为“{value}”，暂以后保存的为准。",
        "请与该单位核实以哪一份为准；有误的，请单位在原填报表上改好后重新报送。",
        mode=39,
        told="收到你单位两份不同的填报表：“{column}”一份为“{earlier}”，另一份（本份）为“{value}”，暂以后保存的本份为准。",
        told_remedy="请核实以哪一份为准；本份有误的，请改好后重新报送。",
    ),
    "M38-back": FindingText(
        Severity.QUESTION,
        "“{column}”又是下发时的内容，与本单位先前所报不同（{changes}），暂保留先前所报。",
        "请与该单位核实：确要撤回先前所报的，请单位来函或来电确认后，由督查室在“督查事项”表改回；只是用了旧表的，不必处理。",
        mode=38,
        told_remedy="确要撤回先前所报的，请来函或来电说明。",
    ),
    "M38-older": FindingText(
        Severity.NOTE,
        "这份填报表早于本单位已并入的一份，“{column}”的内容未采用（现行与本份：{changes}）。",
        "如应以本份为准，请单位在最近一次报送的填报表上改好后重新报送。",
        mode=38,
        told_remedy="如应以本份为准，请在最近一次报送的填报表上改好后重新报送。",
    ),
    "M38-closed": FindingText(
        Severity.QUESTION,
        "该事项已办结或撤销，单位仍报来内容，未并入台账：{value}。",
        "请核对是否需要重新办理：需要的，先把“办理状态”改回在办，再请单位重新报送；不需要的，删除本行即可。",
        mode=38,
        told="该事项已办结或撤销，本次所报内容未并入台账。",
        told_remedy="如需继续办理，请来函说明。",
    ),
    "M38-gone": FindingText(
        Severity.QUESTION,
        "台账中已没有该事项，单位仍报来内容，未并入台账：{value}。",
        "请核对该事项是否误删或改了编号：误删的，请按原编号补登后请单位重新报送；确已取消的，删除本行即可。",
        mode=38,
        told="该事项已不在督查台账中，本次所报内容未并入。",
        told_remedy="如有疑问，请与督查室联系。",
    ),
    "M38-party": FindingText(
        Severity.QUESTION,
        "该单位现在既不是该事项的牵头单位，也不是责任单位，报来的内容未并入台账：{value}。",
        "请核对“牵头单位”“责任单位”：应由该单位承办的，补上后请单位重新报送；已另行交办的，把内容转告现承办单位后删除本行。",
        mode=38,
        told="该事项现不由本单位承办，本次所报内容未并入台账。",
        told_remedy="如有疑问，请与督查室联系。",
    ),
    "M38-lead": FindingText(
        Severity.QUESTION,
        "填报表下发时该事项由该单位牵头，现在台账的“牵头单位”不是该单位或无法识别，本次报送按协办登记，未并入台账。",
        "请核对“牵头单位”：仍由该单位牵头的，改正后请单位重新报送；已改由其他单位牵头的，以“反馈登记”所登内容为参考。",
        mode=38,
        told="该事项现不由本单位牵头，本次所报内容按协办情况登记，未并入台账。",
        told_remedy="如有疑问，请与督查室联系。",
    ),
    "M38-withheld": FindingText(
        Severity.NOTE,
        "另有{count}条意见不便在回执中列出。",
        "由督查室另行联系。",
    ),
    "F01-filed": FindingText(
        Severity.FIXED,
        "来件“{file}”已处理。",
        "无需处理。",
    ),
    "F01-held": FindingText(
        Severity.QUESTION,
        "来件“{file}”待处理，未并入台账：{reason}",
        "请按所述原因处理后，把文件再次放入收件箱；不再需要的，删除本行即可。",
    ),
    "F01-rejected": FindingText(
        Severity.RETURN,
        "来件“{file}”已退回，未并入台账：{reason}",
        "请把回执发给报送单位，改好后重新报送；不再需要的，删除本行即可。",
    ),
    "F01-quarantined": FindingText(
        Severity.ERROR,
        "来件“{file}”已隔离，未并入台账：{reason}",
        "请不要打开该文件，与报送单位联系，换用填报表重新报送；处理后删除本行。",
    ),
}
