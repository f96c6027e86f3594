"""Headers of the office's own rules and lists."""

from xlsync.vocabulary.labels.headers.block import Columns, columns

OFFICE_HEADERS: dict[str, Columns] = {
    "board": columns("""
        line 统计项
        total 总数
        green 绿灯
        amber 黄灯
        red 红灯
        blue 蓝灯
        grey 未亮
        suspended 挂起
        closed 办结
        closed_rate 办结率
        on_time_rate 按期率
    """),
    "units": columns("""
        unit 单位名称
        short_name 简称
        unit_class 单位类别
        order_no 排列序号
        mail 电子邮箱
        liaison 联络员
        phone 联络电话
        leader 分管市领导
        valid_from 启用日期
        valid_to 停用日期
        remarks 备注
    """),
    "aliases": columns("""
        alias 别名
        unit 单位名称
        valid_from 起始日期
        valid_to 截止日期
        remarks 备注
    """),
    "people": columns("""
        person 人员
        post 岗位
        covers B角
        phone 电话
        leave_from 请假开始
        leave_to 请假结束
        remarks 备注
    """),
    "rules": columns("""
        rule_no 规则号
        case 情形
        points 分值
        points_next 第二次起分值
        lower 下限
        upper 上限
        measure 区间单位
        cap 封顶分
        cap_scope 封顶范围
        mode 认定方式
        clause 条款依据
        valid_from 施行日期
        valid_to 废止日期
        status 状态
        remarks 备注
    """),
    "points": columns("""
        line_no 行号
        unit 单位名称
        role 承办角色
        matter_id 督查编号
        period 期别
        rule_no 规则号
        case 情形
        clause 条款依据
        due 时限
        happened_on 发生日期
        workdays 逾期或提前天数
        rule_points 规则分值
        factor 系数
        points 计分
        state 核定状态
        evidence 依据说明
    """),
    "manual_points": columns("""
        entry_id 登记号
        unit 单位名称
        matter_id 督查编号
        rule_no 规则号
        happened_on 发生日期
        times 次数
        reason 事由
        evidence 证明材料
        entered_by 登记人
        confirmed_by 核定人
    """),
    "scores": columns("""
        unit 单位名称
        unit_class 单位类别
        matters 承办件数
        lead_matters 牵头件数
        closed 办结件数
        on_time_rate 按期率
        base 基础分
        bonus 加分
        deduction 扣分
        score 已核定得分
        proposed_score 含建议得分
        ranked 是否参加排名
        rank 类内排名
        class_size 类内单位数
        remarks 说明
    """),
    "appeals": columns("""
        appeal_id 申诉编号
        unit 单位名称
        matter_id 督查编号
        rule_no 规则号
        appealed_on 申诉日期
        reason 申诉理由
        decision 处理结果
        decided_by 处理人
        decided_on 处理日期
    """),
    "categories": columns("""
        category 事项类别
        family 统计大类
        code 编号代字
        amber_within 黄灯提前量
        amber_unit 提前量单位
        due_limit 默认完成时限
        feedback_limit 默认反馈要求
        feedback_frequency 默认反馈频次
        order_no 排列序号
        remarks 备注
    """),
    "dictionary": columns("""
        entry_id 词条号
        list 类型
        word 词语
        meaning 对应值
        remarks 备注
    """),
    "holidays": columns("""
        day 日期
        kind 类型
        name 名称
        source 依据
    """),
    "settings": columns("""
        key 参数名
        name 参数含义
        value 参数值
        measure 单位
        status 状态
        remarks 说明
    """),
}
