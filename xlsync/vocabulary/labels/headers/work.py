"""Headers of the other kinds of work: projects, indicators, proposals, meetings, inspections, documents."""

from xlsync.vocabulary.labels.headers.block import Columns, columns

WORK_HEADERS: dict[str, Columns] = {
    "projects": columns("""
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
    "milestones": columns("""
        milestone_id 节点编号
        project_id 项目编号
        name 节点名称
        planned_on 计划日期
        actual_on 实际日期
        state 节点状态
        remarks 备注
    """),
    "indicators": columns("""
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
    "indicator_catalogue": columns("""
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
    "proposals": columns("""
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
    "meetings": columns("""
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
    "visits": columns("""
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
    "joint_inspections": columns("""
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
    "surveys": columns("""
        survey_id 调研编号
        surveyed_on 调研日期
        leader 调研领导
        place 调研地点
        topic 调研主题
        matters 形成交办事项数
        matter_ids 对应督查编号
        remarks 备注
    """),
    "readings": columns("""
        reading_id 审阅编号
        report 报告名称
        sent_on 呈送日期
        reader 审阅领导
        read_on 审阅日期
        opinion 审阅意见
        matter_id 对应督查编号
    """),
    "documents": columns("""
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
}
