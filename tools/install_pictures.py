"""Draw the pictures of docs/install-windows.md, schematics and no screenshots: python tools/install_pictures.py.

The ribbon is drawn from the list of buttons; a test holds the drawn files against it.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from xlsync.services.buttons import BUTTONS  # noqa: E402  # the tree itself, not an installed version
from xlsync.vocabulary.labels.buttons import TAB  # noqa: E402
from xlsync.vocabulary.labels.commands import GROUPS  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
FONT = "'Microsoft YaHei','Noto Sans CJK SC',sans-serif"
INK, PALE, LINE, ACCENT, YELLOW = "#1f2933", "#f3f5f7", "#b8c1cc", "#1f5c99", "#fff3c4"
NOTE = "示意图，不是屏幕截图；各版本的样子略有不同"


def text(x: float, y: float, words: str, size: int = 14, colour: str = INK, bold: bool = False) -> str:
    """Return a line of text."""
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}"{weight}>{escape(words)}</text>'


def box(x: float, y: float, width: float, height: float, fill: str = "#ffffff", line: str = LINE) -> str:
    """Return a frame."""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="3" fill="{fill}" stroke="{line}"/>'


def button(x: float, y: float, words: str, is_wanted: bool = False) -> str:
    """Return a button with its words; the wanted one stands out."""
    width = 15 * len(words) + 24
    frame = box(x, y, width, 28, "#e8f0f8" if is_wanted else PALE, ACCENT if is_wanted else LINE)
    return frame + text(x + 12, y + 19, words, 14, ACCENT if is_wanted else INK, is_wanted)


def picture(width: int, height: int, parts: Iterable[str]) -> str:
    """Return a whole picture with the note that it is a drawing."""
    body = "\n".join(parts)
    note = text(12, height - 10, NOTE, 12, "#5a6672")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="{FONT}">\n<rect width="{width}" height="{height}" fill="#ffffff"/>\n{body}\n{note}\n</svg>\n'
    )


def unblock() -> str:
    """Return the properties of a file with the tick that takes its mark off."""
    tick = f'<path d="M 283 253 l 5 6 l 9 -13" stroke="{ACCENT}" stroke-width="2.5" fill="none"/>'
    return picture(
        520,
        370,
        [
            box(12, 12, 496, 320, PALE),
            text(26, 36, "督查台账.xlsm 属性", 15, bold=True),
            box(26, 48, 468, 236),
            text(40, 76, "常规", 14, ACCENT, bold=True),
            text(40, 108, "文件类型：Microsoft Excel 启用宏的工作表 (.xlsm)"),
            text(40, 136, "打开方式：Excel"),
            f'<line x1="40" y1="214" x2="480" y2="214" stroke="{LINE}"/>',
            text(40, 244, "安全：此文件来自其他计算机，"),
            text(40, 266, "可能被阻止以帮助保护该计算机。", 14),
            box(280, 242, 20, 20, "#ffffff", ACCENT),
            tick,
            text(308, 258, "解除锁定(K)", 15, ACCENT, bold=True),
            text(396, 258, "← 勾上它", 14, "#b42318", bold=True),
            button(300, 294, "确定", is_wanted=True),
            button(370, 294, "取消"),
            button(440, 294, "应用"),
        ],
    )


def yellow_bar() -> str:
    """Return the bar on which Excel asks whether macros may run."""
    return picture(
        760,
        150,
        [
            box(12, 12, 736, 34, PALE),
            text(26, 34, "文件　开始　督查　插入　页面布局　公式　数据　审阅　视图"),
            box(12, 50, 736, 44, YELLOW, "#d9b200"),
            text(26, 77, "安全警告　宏已被禁用。"),
            button(220, 58, "启用内容", is_wanted=True),
            text(322, 78, "← 点这里（每台电脑每份台账点一次）", 14, "#b42318", bold=True),
        ],
    )


def trusted_location() -> str:
    """Return the dialogue in which a folder is trusted."""
    return picture(
        760,
        330,
        [
            box(12, 12, 736, 280, PALE),
            text(26, 38, "信任中心　（文件 → 选项 → 信任中心 → 信任中心设置）", 15, bold=True),
            box(26, 52, 150, 224),
            text(38, 80, "受信任的发布者"),
            box(27, 92, 148, 28, "#e8f0f8", "#e8f0f8"),
            text(38, 111, "受信任位置", 14, ACCENT, bold=True),
            text(38, 142, "受信任的文档"),
            text(38, 172, "宏设置"),
            text(38, 202, "受保护的视图"),
            box(190, 52, 544, 120),
            text(204, 78, "路径", 14, bold=True),
            text(204, 108, "D:\\督查台账\\", 15, ACCENT, bold=True),
            text(330, 108, "← 放着台账的办公文件夹", 14, "#b42318", bold=True),
            button(190, 184, "添加新位置…", is_wanted=True),
            button(318, 184, "删除"),
            button(388, 184, "修改"),
            box(190, 224, 16, 16),
            text(214, 238, "允许网络上的受信任位置（台账在网络共享上才需要勾）"),
            button(640, 244, "确定"),
        ],
    )


def ribbon() -> str:
    """Return the tab with all its buttons in their groups."""
    parts = [box(12, 12, 1076, 30, PALE), text(26, 33, "文件　开始"), text(112, 33, TAB, 15, ACCENT, bold=True)]
    parts += [f'<line x1="108" y1="40" x2="148" y2="40" stroke="{ACCENT}" stroke-width="3"/>']
    parts.append(text(160, 33, "插入　页面布局　公式　数据　审阅　视图"))
    parts.append(box(12, 44, 1076, 152))
    x = 24.0
    for group in dict.fromkeys(each.group for each in BUTTONS):
        members = [each for each in BUTTONS if each.group == group]
        width = 0.0
        for place, each in enumerate(members):
            column, row = divmod(place, 3)
            wide = max(len(other.label) for other in members[column * 3 : column * 3 + 3]) * 14 + 34
            left = x + width
            parts.append(box(left, 56 + row * 36, 18, 18, "#e8f0f8", ACCENT))
            parts.append(text(left + 24, 71 + row * 36, each.label))
            if row == 2 or each is members[-1]:
                width += wide
        parts.append(text(x + width / 2 - len(GROUPS[group]) * 7, 186, GROUPS[group], 13, "#5a6672"))
        parts.append(f'<line x1="{x + width}" y1="52" x2="{x + width}" y2="188" stroke="{LINE}"/>')
        x += width + 14
    return picture(1100, 232, parts)


PICTURES = {
    "unblock.svg": unblock,
    "yellow-bar.svg": yellow_bar,
    "trusted-location.svg": trusted_location,
    "ribbon.svg": ribbon,
}


def main() -> None:
    """Write every picture into docs/pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name, draw in PICTURES.items():
        (FOLDER / name).write_text(draw(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
