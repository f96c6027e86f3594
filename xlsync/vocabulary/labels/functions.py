"""Words of the worksheet functions: what each gives back, and what each argument is."""

CATEGORY = "督查"

FUNCTIONS = {
    "ducha_date": (
        "把日期短语读成日期，如“2016年6月底前”“6月中旬”“第三季度”；读不准的不猜，说明原因。",
        {
            "phrase": "日期短语，或放着短语的单元格",
            "near_day": "没写年份时参照的日期；不写时取今天",
        },
    ),
    "ducha_deadline": (
        "按本办公室的办法算办结时限：短语可以是日期、“15个工作日内”“一个月内”等；每月、每季一类的没有最后一天。",
        {
            "phrase": "时限短语，如“15个工作日内”，或放着短语的单元格",
            "start_day": "起算日期（当天不计）",
        },
    ),
    "ducha_workdays": (
        "两天之间的工作日数：起始日不计，截止日计入；截止日在前时为负数。节假日以本工作簿“节假日”表为准。",
        {
            "start_day": "起始日期（不计）",
            "end_day": "截止日期（计入）",
        },
    ),
    "ducha_light": (
        "一件事项某一天的灯，如“▲黄 余3”：按本工作簿现有内容和考核办法计算，与“刷新”一致。",
        {
            "matter": "督查编号，或放着编号的单元格",
            "on_day": "哪一天的灯；不写时取今天",
        },
    ),
    "ducha_score": (
        "一件事项到某一天的得分：加分减去扣分，按本工作簿现有内容和考核办法计算，与“刷新”一致。",
        {
            "matter": "督查编号，或放着编号的单元格",
            "on_day": "算到哪一天；不写时取今天",
        },
    ),
}
"""By function: the sentence in the function wizard, and one for each argument, in their order."""

PHRASE = "短语"
NO_START = "请写起算日期。"
NO_LAST_DAY = "没有最后一天：{note}"
NO_MATTER = "台账里没有督查编号“{number}”，请核对编号。"
NO_DAY = "“{given}”不是日期，请写成 2016-9-30 这样的日期。"

HEADING = "八、工作表函数"
LEAD = (
    "下面的函数供自己另建的工作表使用，要启用宏并装好 Python；台账各表的数由“刷新”写入，不靠这些函数。"
    "日期函数的单元格请设成日期格式。没有 Python 的电脑上，用了函数的单元格可能显示 #NAME?，台账不受影响。"
)
EXPLAINED = "={name}({names})：{meaning}{explained}。"
ARGUMENT = "{name} 为{text}"
JOINT = "；"
"""How the manual lists a function."""
