"""A poster is a whole A3 sheet in two forms, the same each time, and says all without colour."""

from pathlib import Path

import pytest
from matplotlib.image import imread

from tests.rules.test_indicators import image
from xlsync.adapters import posters
from xlsync.adapters.posters import Posters
from xlsync.rules.indicators import standings
from xlsync.services.charts import Signature
from xlsync.vocabulary.errors import ChartFontMissing, TargetLocked

SIGNED = Signature("演示市人民政府督查室", "2016年10月20日", True)
VALUES = [-2.0, 3.0, 8.0, 1.0, 9.0]


def standing(values=VALUES, **entry):
    (found,) = standings(image(values, **entry), {"投资": "2016-09"})
    return found


def texts(shown, signature=SIGNED) -> list[str]:
    """Return all words that stand on a poster."""
    figure = posters._poster(shown, {"市财政局": "财政"}, signature)
    axes = figure.axes[0]
    labels = [label.get_text() for label in axes.get_xticklabels()]
    return [text.get_text() for text in (*figure.texts, *axes.texts, *figure.legends[0].get_texts())] + labels


def test_a_poster_is_a3_in_landscape_as_picture_and_for_print(tmp_path):
    paths = [tmp_path / "2016-09" / f"投资.{suffix}" for suffix in ("png", "pdf")]
    Posters().paint(standing(), {}, SIGNED, paths)
    height, width, _ = imread(paths[0]).shape
    assert (round(width / 150 * 25.4), round(height / 150 * 25.4)) == (420, 297)
    assert b"/MediaBox [ 0 0 1190.88 841.68 ]" in paths[1].read_bytes()
    assert {path.name for path in paths[0].parent.iterdir()} == {"投资.png", "投资.pdf"}


def test_the_same_figures_give_the_same_bytes_and_others_give_others(tmp_path):
    made = []
    for number, values in enumerate((VALUES, VALUES, [*VALUES[:4], 9.1])):
        paths = [tmp_path / str(number) / f"p.{suffix}" for suffix in ("png", "pdf")]
        Posters().paint(standing(values), {}, SIGNED, paths)
        made.append([path.read_bytes() for path in paths])
    assert made[0] == made[1]
    assert all(one != other for one, other in zip(made[1], made[2], strict=True))


def test_a_poster_says_what_month_measure_source_office_and_every_value():
    said = texts(standing(source_unit="市统计局"))
    assert {
        "投资",
        "2016年1—9月　同比增速（%）",
        "数据来源：市统计局",
        "演示市人民政府督查室制　2016年10月20日",
    } <= set(said)
    assert {"9.0", "8.0", "3.0", "1.0", "-2.0"} <= set(said)
    assert "财政" in said and "演示数据" in said


def test_only_a_demo_is_marked_as_one():
    assert "演示数据" not in texts(standing(), Signature("某市政府督查室", "2016年10月20日", False))


def test_the_last_three_are_told_without_colour():
    """单位 | 名次 | 标记
    市财政局 | 1  | 1位
    市住建局 | 4  | ▼4位，斜线
    """
    said = texts(standing())
    assert {"1位", "2位", "▼3位", "▼4位", "▼5位"} <= set(said)
    bars = posters._poster(standing(), {}, SIGNED).axes[0].patches
    assert [bool(bar.get_hatch()) for bar in bars] == [False, True, False, True, True]


def test_an_area_without_a_figure_has_no_bar_and_is_named():
    shown = standing([1.0, None, 3.0, 4.0, 5.0])
    assert "未报数据：东城区" in texts(shown)
    assert len(posters._poster(shown, {}, SIGNED).axes[0].patches) == 4


@pytest.mark.parametrize("values", [[5.0], [0.0, 0.0], [-1.0, -2.0, -3.0, -4.0]])
def test_few_equal_and_negative_values_are_drawn_too(tmp_path: Path, values):
    Posters().paint(standing(values), {}, SIGNED, [tmp_path / "p.png"])
    assert (tmp_path / "p.png").stat().st_size > 10_000


def test_without_a_chinese_font_nothing_is_drawn_and_fonts_are_named(monkeypatch):
    monkeypatch.setattr(posters, "_is_here", lambda font: False)
    with pytest.raises(ChartFontMissing, match="SimHei"):
        Posters()


def test_a_poster_that_somebody_has_open_is_named(tmp_path, monkeypatch):
    def held(path, content):
        raise PermissionError(13, "held", str(path))

    monkeypatch.setattr(posters, "write_durably", held)
    monkeypatch.setattr(posters, "is_held", lambda error: True)
    with pytest.raises(TargetLocked, match=r"p\.png"):
        Posters().paint(standing(), {}, SIGNED, [tmp_path / "p.png"])
