"""Words of ``install``: what it looked at on a Windows machine, and what a person without administrator rights does."""

CHECKS = {
    "interpreter": "台账中的 Python",
    "python": "Python",
    "xlwings": "连接 Excel 的组件",
    "program": "打开方式",
    "mark": "网络文件标记",
    "macros": "宏设置",
    "trusted": "受信任位置",
    "defender": "安全软件",
    "place": "台账位置",
    "name": "路径字符",
}

HINTS = {
    "interpreter": "已写明 {path}，本机有这个文件",
    "interpreter_would": "将写入 {path}",
    "interpreter_gone": "写的是 {path}，本机没有这个文件；请用本机的 Python 再运行一次 xlsync install",
    "interpreter_none": "这份台账没有隐藏的“xlwings.conf”表，是旧版本建的，Excel 里没有“督查”选项卡；合并、刷新请用命令行或自动收件",
    "python": "{path}",
    "python_store": "{path} 是微软应用商店的 Python，Excel 往往起不动它；请按安装说明改装到 %LOCALAPPDATA%\\xlsync\\python",
    "xlwings": "xlwings {version} 可以使用",
    "xlwings_missing": "缺少 {module}；请在本机运行 python -m pip install --no-index -f 安装包文件夹 xlsync",
    "program": "用 Excel 打开",
    "program_wps": "双击会用 WPS 打开，WPS 里没有“督查”选项卡；请右键台账—打开方式—选择其他应用—Excel，勾选“始终”。只有 WPS 的电脑请用命令行",
    "mark": "没有",
    "mark_there": "台账带有“来自网络”标记，Excel 会禁止宏；请右键台账—属性—勾选“解除锁定”，或再运行 xlsync install 并同意去除",
    "mark_view": "台账带有“来自网络”标记，Excel 会用“受保护的视图”打开并禁止宏；请右键台账—属性—勾选“解除锁定”，"
    "或再运行 xlsync install 并同意去除",
    "mark_removed": "已去除",
    "macros_trusted": "台账在受信任位置，宏直接可用",
    "macros_all": "Excel 设为启用所有宏，可以使用；建议改为只信任台账文件夹：文件—选项—信任中心—受信任位置",
    "macros_asked": "打开台账时请点黄条上的“启用内容”；每台电脑每份台账点一次",
    "macros_signed": "Excel 设为只运行签名的宏；请在文件—选项—信任中心—受信任位置里添加“{folder}”",
    "macros_off": "Excel 设为禁用所有宏；请在文件—选项—信任中心—宏设置里改为“禁用所有宏，并发出通知”，或添加受信任位置“{folder}”",
    "macros_policy": "单位统一禁止了宏，本人改不了；请请信息科把“{folder}”设为受信任位置，在此之前用命令行或自动收件",
    "trusted": "“{folder}”已受信任",
    "trusted_not": "可不设；想打开台账不再出现提示，请在文件—选项—信任中心—受信任位置里添加“{folder}”",
    "trusted_network": "可不设；台账在网络共享上，要设为受信任位置须先勾选“允许网络上的受信任位置”，再添加“{folder}”",
    "trusted_policy": "单位不允许自行添加受信任位置；需要时请信息科添加“{folder}”",
    "defender": "没有查到禁止 Excel 启动程序的规则",
    "defender_unknown": "普通用户查不到安全软件的全部规则；如果点按钮后没有反应或提示“已阻止”，请信息科放行 EXCEL.EXE 启动 {path}，"
    "在此之前用命令行或自动收件",
    "defender_blocks": "本机的规则禁止 Office 启动其他程序，按钮起不动 Python；请信息科放行 EXCEL.EXE 启动 {path}，"
    "在此之前用命令行或自动收件，功能一样",
    "place": "在本机磁盘上",
    "place_share": "在网络共享上；可以使用，同一时间请只有一人打开台账",
    "place_cloud": "在 OneDrive 同步文件夹“{cloud}”里，Excel 会把它当成网上的文件，按钮找不到台账；请把整个办公文件夹移到别处",
    "name": "没有不能用的字符",
    "name_equals": "“{path}”里有等号，按钮不能用；请给文件夹或文件改名，去掉 =",
}

ELSEWHERE = (
    "这台电脑不是 Windows，没有 Excel 可接通，什么也没改。用 LibreOffice 的请运行 xlsync office-extension install，"
    "在 LibreOffice 里装上“督查”工具栏。"
)
UNMARK = "台账“{name}”带有“来自网络”标记，Excel 会禁止其中的宏。确认它来自本单位，要去除标记吗？"
WRITTEN = "已把本机的 Python（{path}）写进台账，表中的数据一格未改。请重新打开台账。"
ALREADY = "台账里的 Python 位置没有变化（{path}），不用改。"
WOULD = "将把本机的 Python（{path}）写进台账。"
NO_SHEET = "台账里没有“xlwings.conf”表，没有写入 Python 位置。"
