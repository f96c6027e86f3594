"""Workbooks that XlsxWriter can write alone: charts, pictures, notes, formats, names, tables."""

import io
import struct
import zlib
from datetime import date
from typing import Any

from tests.lossless.workbooks.package import written

_UNITS = ("财政局", "教育局", "住建局", "交通局", "卫健委", "水利局")
_HEADERS = ("单位", "事项", "数量", "金额", "办结日期")


def picture(side: int = 8) -> io.BytesIO:
    """Return a small red PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\xff\0\0" * side for _ in range(side)))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def fill(book: Any, sheet: Any, top: int = 0, as_table: bool = True, **options: Any) -> None:
    """Put six rows of five columns on a sheet, as a table where asked."""
    day = book.add_format({"num_format": "yyyy-m-d", "border": 1})
    data = [[unit, f"事项{n}", n * 3, n * 1.5, date(2016, 3, n + 1)] for n, unit in enumerate(_UNITS)]
    if as_table:
        columns = [{"header": header} for header in _HEADERS]
        columns[4]["format"] = day
        sheet.add_table(top, 0, top + len(data), 4, {"name": "督查表", "columns": columns, "data": data, **options})
    for number, row in enumerate([] if as_table else [list(_HEADERS), *data], top):
        sheet.write_row(number, 0, row, day if number > top else None)


def _charts(book: Any) -> None:
    sheet = book.add_worksheet("数据")
    fill(book, sheet)
    for place, kind in enumerate(("column", "bar", "line", "pie", "scatter", "area", "doughnut", "radar")):
        chart = book.add_chart({"type": kind})
        chart.add_series({"categories": "=数据!$A$2:$A$7", "values": "=数据!$C$2:$C$7", "name": "办件数量"})
        chart.set_title({"name": "各单位办件"})
        sheet.insert_chart(place * 15, 8, chart)
    alone = book.add_chartsheet("图表页")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=数据!$D$2:$D$7", "trendline": {"type": "linear"}, "y_error_bars": {"type": "fixed"}})
    alone.set_chart(chart)


def _pictures(book: Any) -> None:
    sheet = book.add_worksheet("图片")
    fill(book, sheet)
    sheet.insert_image("H2", "章.png", {"image_data": picture(), "description": "印章", "url": "https://example.com"})
    sheet.embed_image("H20", "格内.png", {"image_data": picture(9)})
    sheet.set_header("&C&G", {"image_center": "眉.png", "image_data_center": picture(10)})
    sheet.set_background(picture(11))
    sheet.insert_textbox("J2", "文本框：请于3月底前报送", {"width": 200, "font": {"name": "宋体"}})
    sheet.insert_textbox("J9", "箭头", {"textlink": "=$A$2"})
    sheet.insert_button("J15", {"macro": "汇总", "caption": "汇总"})
    sheet.insert_checkbox("J18", True)


def _notes(book: Any) -> None:
    sheet = book.add_worksheet("批注")
    fill(book, sheet)
    for row in range(1, 7):
        sheet.write_comment(row, 2, f"第{row}行：已核对", {"author": "督查室", "visible": row % 2 == 0})
    sheet.write_comment("C20", "表格下方的批注")
    sheet.write_url("G2", "https://example.com/?a=1&b=2", string="外部链接")
    sheet.write_url("G20", "internal:批注!A1", string="内部链接")


def _formats(book: Any) -> None:
    sheet = book.add_worksheet("格式")
    fill(book, sheet)
    red = book.add_format({"bg_color": "#FFC7CE"})
    sheet.conditional_format("C2:C7", {"type": "cell", "criteria": ">", "value": 5, "format": red})
    sheet.conditional_format("D2:D7", {"type": "data_bar", "data_bar_2010": True, "bar_negative_color": "#00B050"})
    sheet.conditional_format("D2:D7", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    over = {"type": "formula", "criteria": "=$C2>9", "format": red, "multi_range": "A2:E7 H2:H9", "stop_if_true": True}
    sheet.conditional_format("A2:E7", over)
    sheet.data_validation("B2:B7", {"validate": "list", "source": ["未开始", "在办", "办结"]})
    sheet.data_validation("C2:C100", {"validate": "integer", "criteria": ">=", "value": 0, "error_message": "请填整数"})
    for row in range(1, 7):
        sheet.add_sparkline(row, 6, {"range": f"格式!C{row + 1}:D{row + 1}", "markers": True})
    sheet.ignore_errors({"number_stored_as_text": "A1:E7"})


def _layout(book: Any) -> None:
    sheet = book.add_worksheet("版式")
    grey = book.add_format({"bg_color": "#EEEEEE", "num_format": "@"})
    sheet.set_column("A:B", 18)
    sheet.set_column("C:D", 12, grey, {"level": 1, "hidden": True})
    fill(book, sheet, top=2)
    sheet.set_row(1, 30, grey)
    for row in range(3, 6):
        sheet.set_row(row, None, None, {"level": 1, "hidden": row == 4})
    sheet.merge_range("A1:E1", "督查事项台账", book.add_format({"bold": True, "align": "center"}))
    sheet.merge_range("G12:H14", "合并")
    sheet.freeze_panes(3, 1)
    sheet.repeat_rows(2)
    sheet.print_area("A1:E9")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.set_h_pagebreaks([20])
    sheet.protect("", {"autofilter": True})
    sheet.unprotect_range("A4:E9", "填报区")
    hidden = book.add_worksheet("隐藏")
    hidden.very_hidden()
    book.define_name("单位名单", "=版式!$A$4:$A$9")
    book.define_name("版式!局部", "=版式!$E$4:$E$9")
    book.define_name("税率", "=0.13")


def _filtered(book: Any) -> None:
    sheet = book.add_worksheet("筛选")
    fill(book, sheet, as_table=False)
    sheet.autofilter("A1:E7")
    sheet.filter_column("C", "x > 3")
    for row in (1, 2):
        sheet.set_row(row, options={"hidden": True})


def _texts(book: Any) -> None:
    sheet = book.add_worksheet("文字")
    bold = book.add_format({"bold": True, "color": "red"})
    sheet.write_rich_string("A1", "一般", bold, "加粗", "结尾")
    sheet.write_string("A2", "  前后有空格  ")
    sheet.write_string("A3", "多行\n文字", book.add_format({"text_wrap": True}))
    sheet.write_string("A4", '<标记> & "引号" \'')
    sheet.write_string("A5", "控制\x0b字符 _x000D_ 字面")
    sheet.write_string("A6", "\U0002070e\U0002a700 扩展区汉字")
    sheet.write_boolean("A7", True)
    sheet.write_formula("A8", '=IF(1<2,"是","否")&A2', None, "是  前后有空格  ")
    sheet.write_array_formula("B1:B3", "{=LEN(A1:A3)}", None, 6)
    sheet.write_dynamic_array_formula("D1:D3", "=SORT(B1:B3)", None, 6)
    sheet.write_formula("E1", "=1/0", None, "#DIV/0!")


def _many_tables(book: Any) -> None:
    sheet = book.add_worksheet("汇总行")
    columns = [
        {"header": "单位", "total_string": "合计"},
        {"header": "数量", "total_function": "sum"},
        {"header": "双倍", "formula": "=[@数量]*2", "total_function": "sum"},
        {"header": "备注"},
    ]
    data = [[unit, n, n * 2, ""] for n, unit in enumerate(_UNITS)]
    options = {"name": "汇总表", "columns": columns, "data": data, "total_row": True, "style": "Table Style Light 11"}
    sheet.add_table(2, 1, 9, 4, options)
    sheet.write_formula("H1", "=SUM(汇总表[数量])", None, 15)
    sheet.write("H4", "旁边的文字")
    second = book.add_worksheet("上下两表")
    for top, name in ((0, "上表"), (9, "下表")):
        rows = [[unit, n] for n, unit in enumerate(_UNITS)]
        headers = [{"header": "单位"}, {"header": "数量"}]
        second.add_table(top, 0, top + 6, 1, {"name": name, "columns": headers, "data": rows, "autofilter": top == 0})
    bare = book.add_worksheet("无标题行")
    bare.add_table("B2:C4", {"name": "无头表", "header_row": False, "data": [["甲", 1], ["乙", 2], ["丙", 3]]})


def _leap(book: Any) -> None:
    sheet = book.add_worksheet("1904")
    fill(book, sheet)


def _empty(book: Any) -> None:
    book.add_worksheet("空表")
    book.add_worksheet("O'Brien & <Co>")


ORDINARY = {
    "charts.xlsx": lambda: written(_charts),
    "pictures.xlsx": lambda: written(_pictures),
    "notes.xlsx": lambda: written(_notes),
    "formats.xlsx": lambda: written(_formats),
    "layout.xlsx": lambda: written(_layout),
    "filtered.xlsx": lambda: written(_filtered),
    "texts.xlsx": lambda: written(_texts),
    "tables.xlsx": lambda: written(_many_tables),
    "from_1904.xlsx": lambda: written(_leap, date_1904=True),
    "empty.xlsx": lambda: written(_empty),
}
