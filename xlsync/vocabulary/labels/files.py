"""Words about the files that arrive: why one cannot be read and what the sender does about it."""

_SAVE_AS = "请用 Excel 或 WPS 打开，选“文件—另存为”，保存类型选“Excel 工作簿(*.xlsx)”，再重新报送"
_USE_FORM = "请在督查室发出的原填报表上填写，存为 .xlsx 后重新报送"

UNREADABLE: dict[str, str] = {
    "empty": "收到的是空文件（0 字节），可能没有传完。请重新发送一次。",
    "encrypted": "工作簿设有打开密码，无法读取。请打开文件，依次点“文件—信息—保护工作簿—用密码进行加密”（WPS 为“文件—文档加密”），"
    "清空密码并保存后重新报送。",
    "drm": "文件被单位的文档加密软件锁定，在本室无法打开。请在本单位按流程解密，另存为 .xlsx 后重新报送。",
    "csv": f"收到的是文本或 CSV 文件，其中没有表单编号，不能并入。{_USE_FORM}。",
    "html": f"收到的是网页（HTML）文件，不是真正的 Excel 工作簿。{_SAVE_AS}。",
    "xml2003": f"收到的是“XML 表格 2003”文件，不能读取。{_SAVE_AS}。",
    "pdf": f"收到的是 PDF 文件，不是填报表。{_USE_FORM}；盖章扫描件可另附。",
    "word": f"收到的是 Word（文字）文件，不是填报表。{_USE_FORM}。",
    "slides": f"收到的是演示文稿，不是填报表。{_USE_FORM}。",
    "image": f"收到的是图片，不是填报表。{_USE_FORM}；盖章扫描件可另附。",
    "archive": "收到的是压缩包。请解压后，把其中的填报表（.xlsx）单独报送。",
    "message": "收到的是整封邮件，没有读取其中的附件。请把附件中的填报表（.xlsx）取出后单独报送；督查室也可另存后放入收件箱。",
    "winmail": "收到的是 winmail.dat（Outlook 的专用附件），填报表包在里面读不出来。请发件人把邮件格式改为“HTML”或“纯文本”后，"
    "重新附上填报表（.xlsx）发送。",
    "damaged": f"文件不完整或已损坏，无法读取（{{detail}}）。请确认文件在本机能正常使用，再{_SAVE_AS.removeprefix('请')}。",
    "unknown": f"认不出这是什么文件（既不是 Excel、WPS 表格，也不是 ODS）。{_SAVE_AS}。",
    "old_excel": f"这是 Excel 95 或更早版本的文件，不能可靠读取。{_SAVE_AS}。",
    "no_sheet": f"文件里没有工作表。{_USE_FORM}。",
    "too_large": "文件过大：{detail}。请删去图片、附件和多余的空行空列（选中表格下方第一行，按 Ctrl+Shift+↓ 后右键删除整行），"
    "另存为 .xlsx 后重新报送。",
    "too_far": "表格范围以外有零散内容：工作表“{sheet}”{cell} 单元格。请删除该处所在的整行或整列，保存后重新报送。",
    "bomb": "文件压缩得异常（{detail}），疑似恶意文件，已隔离，未打开。请查杀病毒后用原填报表重新填写报送。",
    "entities": "文件内含外部引用定义（DTD 或实体），疑似恶意文件，已隔离，未打开。请查杀病毒后用原填报表重新填写报送。",
    "slow": f"文件读取超出时间或内存限制，已停止。{_SAVE_AS}。",
}
"""Reason by kind of UnreadableFile; placeholders {detail}, {sheet}, {cell}."""

HOSTILE_KINDS = frozenset({"bomb", "entities"})
"""Kinds that end in QUARANTINED; the others go back to the sender (REJECTED)."""

DETAIL_UNPACKED = "解开后超过 {limit} MB"
DETAIL_PACKED = "超过 {limit} MB"
DETAIL_PARTS = "内含 {count} 个部件，上限 {limit} 个"
DETAIL_RATIO = "压缩比 {ratio} 倍"
DETAIL_SHEETS = "工作表超过 {limit} 个"
DETAIL_SHEET_TWICE = "工作表“{sheet}”出现两次"
DETAIL_SMALL_PART = "部件“{part}”超过 {limit} MB"
DETAIL_MERGED = "工作表“{sheet}”的合并单元格超过 {limit} 处"
DETAIL_FORMULAS = "工作表“{sheet}”的公式超过 {limit} 个"
DETAIL_ODD = "带公式、红字或删除线的单元格超过 {limit} 个"
DETAIL_RECORDS = "内含记录超过 {limit} 条"
DETAIL_CELLS = "工作表“{sheet}”的单元格超过 {limit} 个"
DETAIL_ZIP = "压缩结构不完整"
DETAIL_PART = "部件“{part}”读不出"
DETAIL_PLACES = "工作表“{sheet}”的单元格位置有误"
DETAIL_CONTENT = "内容读不出"

NAMELESS = "未命名文件"
