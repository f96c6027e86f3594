"""Read words of mails: what in a body says that the attachment is not in the mail but behind a link."""

LINKED = ("超大附件", "云附件", "文件中转站", "网盘链接", "点击下载附件")
