"""Words on the buttons of the spreadsheet program: ribbon tab 督查, toolbar and menu."""

TAB = "督查"

LABELS = {
    "check": "校验",
    "refresh": "刷新",
    "issue": "分发填报表",
    "merge": "合并收件箱",
    "resolve": "处理冲突",
    "undo": "撤销上次合并",
    "notice": "督查通知",
    "special": "督查专报",
    "circular": "督查通报",
    "briefing": "重要工作情况通报",
    "annual": "年度总结",
    "charts": "指标柱状图",
    "board": "看板",
    "manual": "使用说明",
    "doctor": "体检",
}

TIPS = {
    "check": "检查台账里填得不对的地方，逐条说明怎么改；不改动台账。",
    "refresh": "按今天重算时限、亮灯、扣分、得分和看板。",
    "issue": "给每个单位生成本期填报表，放在“填报表”文件夹里。",
    "merge": "把“收件箱”里的填报表合并进台账，并写好回执或退回说明。",
    "resolve": "落实“冲突”表里已作的选择，并转到还没有选择的一行。",
    "undo": "把最近一次合并从台账里撤出来；此后有人改过的格一律不动。",
    "notice": "按台账生成督查通知（Word），存入“公文”文件夹并登记文号。",
    "special": "按台账生成督查专报（Word），存入“公文”文件夹并登记文号。",
    "circular": "按台账生成上一季度的督查通报（Word），存入“公文”文件夹并登记文号。",
    "briefing": "按台账生成重要工作情况通报（Word），存入“公文”文件夹并登记文号。",
    "annual": "按台账生成年度总结（Word），存入“公文”文件夹并登记文号。",
    "charts": "生成经济指标柱状图，存入“图表”文件夹。",
    "board": "转到看板。",
    "manual": "转到使用说明。",
    "doctor": "检查这台电脑和办公文件夹是否具备运行条件，逐项给出办法。",
}
