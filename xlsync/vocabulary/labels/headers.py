"""The Chinese names of every sheet and column of the master: the one place for them.

A block per sheet; the key is the name used everywhere in code, journal and tests. ``SYNONYMS`` are the names that
offices and units use instead (domain.md 4.1).
"""

SHEET_NAMES = {
    "board": "看板",
    "matters": "督查事项",
    "schedule": "调度计划",
    "projects": "重点项目",
    "milestones": "项目节点",
    "indicators": "经济指标",
    "indicator_catalogue": "指标目录",
    "proposals": "建议提案",
    "meetings": "会议",
    "visits": "现场督查",
    "joint_inspections": "联合督查",
    "surveys": "调研",
    "readings": "审阅",
    "units": "单位",
    "aliases": "单位别名",
    "people": "人员",
    "rules": "考核办法",
    "points": "扣分明细",
    "manual_points": "人工计分",
    "scores": "单位得分",
    "appeals": "申诉",
    "extensions": "延期申请",
    "urges": "催办记录",
    "documents": "文号登记",
    "feedback": "反馈登记",
    "conflicts": "冲突",
    "findings": "错误清单",
    "changes": "变更记录",
    "categories": "事项类别",
    "dictionary": "字典",
    "holidays": "节假日",
    "settings": "参数",
    "manual": "使用说明",
}


def _headers(block: str) -> dict[str, str]:
    return dict(line.split() for line in block.strip().splitlines())


HEADERS: dict[str, dict[str, str]] = {
    "board": _headers("""
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
    "matters": _headers("""
        matter_id 督查编号
        registered_on 立项日期
        category 事项类别
        source 来源文号或会议届次
        source_item 来源条目号
        task 事项内容
        target 量化目标
        target_value 目标值
        measure 计量单位
        leader 交办领导
        instruction 批示内容要点
        instructed_on 批示日期
        urgency 紧急程度
        secrecy 密级
        lead_unit 牵头单位
        joint_units 责任单位
        city_leader 牵头市领导
        unit_person 单位责任人
        contact 联系人及电话
        officer_a 督查室A角
        officer_b 督查室B角
        limit_text 时限原文
        limit_from 起算日
        limit_kind 时限类型
        feedback_limit 反馈要求
        feedback_due 反馈时限
        due 完成时限
        manual_due 人工改定时限
        manual_due_reason 改定理由
        adjusted_due 调整后时限
        due_note 时限说明
        feedback_frequency 反馈频次
        next_feedback 下次反馈日
        stage 办理状态
        progress 进展情况
        percent 完成比例
        actual_value 累计完成值
        problems 存在问题
        next_steps 下一步措施
        coordination 需市政府协调事项
        evidence 佐证材料
        done_on 实际办结日期
        last_feedback 最近反馈日期
        feedback_count 反馈次数
        return_count 退回次数
        urge_count 催办次数
        extension_count 延期次数
        on_time 是否按期
        overdue_workdays 逾期工作日
        light 灯
        light_reason 亮灯原因
        manual_light 人工亮灯
        manual_light_reason 人工亮灯理由
        deduction 扣分
        bonus 加分
        closed_by 销号人
        closed_on 销号日期
        bulletin 通报期号
        extra 附加信息
        remarks 备注
        row_guid 行标识
        row_version 行版本
        source_sha 来源文件校验
    """),
    "schedule": _headers("""
        schedule_id 计划编号
        matter_id 督查编号
        period 期别
        planned 计划目标
        planned_percent 计划比例
        actual 实际完成
        actual_percent 实际比例
        state 完成情况
    """),
    "projects": _headers("""
        project_id 项目编号
        name 项目名称
        location 建设地点
        unit 责任单位
        builder 建设单位
        city_leader 包靠市领导
        content 建设内容及规模
        years 建设起止年限
        total_investment 总投资(万元)
        invested_before 至上年底累计完成投资(万元)
        year_plan 年度计划投资(万元)
        month_invested 本月完成投资(万元)
        year_invested 本年累计完成投资(万元)
        plan_share 占年度计划
        time_share 时间进度
        ahead_points 超欠序时(百分点)
        planned_start 计划开工
        actual_start 实际开工
        planned_finish 计划竣工
        planned_progress 本月形象进度计划
        actual_progress 实际形象进度
        permits 手续办理
        problems 存在问题
        coordination 需协调事项
        person 责任人
        light 灯
        red_months 连续红灯月数
    """),
    "milestones": _headers("""
        milestone_id 节点编号
        project_id 项目编号
        name 节点名称
        planned_on 计划日期
        actual_on 实际日期
        state 节点状态
        remarks 备注
    """),
    "indicators": _headers("""
        value_id 数据编号
        indicator 指标名称
        area 县市区
        month 月份
        month_value 本月
        year_value 本年累计
        growth 同比增速(%)
        growth_rank 增速位次
        target_share 完成年度目标(%)
        share_rank 完成位次
        rank_change 较上月位次变化
    """),
    "indicator_catalogue": _headers("""
        indicator 指标名称
        measure 计量单位
        basis 口径
        direction 方向
        source_unit 数据来源部门
        year_target 年度目标
        silent_months 无数据月份
        rank_by 排名口径
        release_day 发布日
        order_no 排列序号
    """),
    "proposals": _headers("""
        matter_id 督查编号
        proposal_no 建议提案编号
        title 标题
        level 层级
        group 代表团或界别
        proposer 领衔人
        handling 办理方式
        assigned_on 交办日期
        signed_on 签收日期
        joint_opinion_due 会办意见时限
        joint_opinion_on 会办意见日期
        meeting_way 面商方式
        met_on 面商日期
        reply_no 答复文号
        replied_on 答复日期
        reply_class 答复分类
        process_satisfaction 对办理过程评价
        result_satisfaction 对办理结果评价
        opinion_back_on 征询意见表收回日期
        redo 是否二次办理
        open_online 可否公开
    """),
    "meetings": _headers("""
        meeting_id 会议编号
        kind 会议类别
        name 会议名称
        ordinal 届次
        held_on 会议日期
        minutes_no 纪要文号
        decisions 议定事项数
        registered 立项数
        closed 办结数
        remarks 备注
    """),
    "visits": _headers("""
        visit_id 督查编号
        visited_on 督查日期
        topic 督查主题
        place 督查地点
        unit 被督查单位
        team 督查组成员
        findings 发现问题
        requirements 整改要求
        rectify_due 整改时限
        rectified 整改情况
        matter_id 转办督查编号
    """),
    "joint_inspections": _headers("""
        topic_id 专题编号
        topic 督查专题
        partners 联合单位
        started_on 开始日期
        ended_on 结束日期
        scope 督查范围
        findings 发现问题数
        rectified 已整改数
        report 督查报告
        remarks 备注
    """),
    "surveys": _headers("""
        survey_id 调研编号
        surveyed_on 调研日期
        leader 调研领导
        place 调研地点
        topic 调研主题
        matters 形成交办事项数
        matter_ids 对应督查编号
        remarks 备注
    """),
    "readings": _headers("""
        reading_id 审阅编号
        report 报告名称
        sent_on 呈送日期
        reader 审阅领导
        read_on 审阅日期
        opinion 审阅意见
        matter_id 对应督查编号
    """),
    "units": _headers("""
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
    "aliases": _headers("""
        alias 别名
        unit 单位名称
        valid_from 起始日期
        valid_to 截止日期
        remarks 备注
    """),
    "people": _headers("""
        person 人员
        post 岗位
        covers B角
        phone 电话
        leave_from 请假开始
        leave_to 请假结束
        remarks 备注
    """),
    "rules": _headers("""
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
    "points": _headers("""
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
    "manual_points": _headers("""
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
    "scores": _headers("""
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
    "appeals": _headers("""
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
    "extensions": _headers("""
        extension_id 申请编号
        matter_id 督查编号
        unit 申请单位
        asked_on 申请日期
        asked_until 申请延至
        reason 延期原因
        state 审核状态
        granted_until 同意延至
        decided_by 审核人
        decided_on 审核日期
        opinion 审核意见
        source 来源文件
    """),
    "urges": _headers("""
        urge_id 催办编号
        matter_id 督查编号
        unit 单位名称
        urged_on 催办日期
        level 催办级别
        channel 催办方式
        urged_by 催办人
        remarks 备注
    """),
    "documents": _headers("""
        number_id 登记号
        kind 文种
        year 年度
        sequence 序号
        number 文号
        title 标题
        issued_on 签发日期
        state 状态
        path 文件
        sha256 文件校验
    """),
    "feedback": _headers("""
        feedback_id 反馈编号
        matter_id 督查编号
        unit 报送单位
        role 承办角色
        period 期别
        received_on 收到日期
        due_on 应反馈日期
        late_workdays 迟报工作日
        state 受理状态
        stage 办理状态
        progress 进展情况
        percent 完成比例
        actual_value 累计完成值
        problems 存在问题
        next_steps 下一步措施
        done_on 实际办结日期
        note 受理说明
        file 来源文件
        cell 来源单元格
    """),
    "conflicts": _headers("""
        conflict_id 冲突编号
        matter_id 督查编号
        column 栏目
        base 基准
        ours 台账现值
        theirs 报送值
        unit 报送单位
        found_on 发现日期
        file 来源文件
        cell 来源单元格
        choice 处理
        settled_on 处理日期
    """),
    "findings": _headers("""
        line_no 行号
        level 级别
        sheet 工作表
        cell 单元格
        matter_id 督查编号
        unit 单位名称
        column 栏目
        value 当前值
        code 规则代码
        message 问题
        remedy 处理办法
        source 来源文件
    """),
    "changes": _headers("""
        change_no 变更号
        changed_at 时间
        kind 方式
        matter_id 督查编号
        who 变更方
        columns 变更栏目
        summary 变更摘要
        source 来源文件
    """),
    "categories": _headers("""
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
    "dictionary": _headers("""
        entry_id 词条号
        list 类型
        word 词语
        meaning 对应值
        remarks 备注
    """),
    "holidays": _headers("""
        day 日期
        kind 类型
        name 名称
        source 依据
    """),
    "settings": _headers("""
        key 参数名
        name 参数含义
        value 参数值
        measure 单位
        status 状态
        remarks 说明
    """),
}

SYNONYMS: dict[str, tuple[str, ...]] = {
    "matter_id": ("编号", "事项编号", "督办编号", "系统内编号"),
    "task": ("任务", "任务名称", "工作任务", "督办内容", "事项", "督查事项"),
    "lead_unit": ("主办单位", "牵头部门", "第一责任单位", "牵头责任部门"),
    "joint_units": ("承办单位", "责任主体", "责任部门", "协办单位", "配合单位", "会办单位"),
    "due": ("办理时限", "时间节点", "完成期限", "要求结办日期", "时间要求", "完成时间"),
    "progress": ("工作进展", "落实情况", "办理情况", "完成情况", "进展", "目前进展"),
    "problems": ("困难问题", "问题", "存在的问题", "存在困难"),
    "next_steps": ("下步打算", "下步工作安排", "下一步工作", "下一步打算", "下步措施"),
    "percent": ("完成进度", "当前进度", "进度", "完成百分比", "完成率"),
    "actual_value": ("累计完成", "完成值", "实际完成值", "已完成数"),
    "done_on": ("办结日期", "完成日期", "办结时间", "实际完成日期"),
    "stage": ("状态", "办理进度", "当前状态"),
    "unit_person": ("责任人", "具体责任人"),
    "contact": ("联系人", "联系电话", "联系方式"),
    "evidence": ("证明材料", "附件", "佐证"),
    "coordination": ("需协调事项", "需要协调的问题", "需市级协调事项"),
}
