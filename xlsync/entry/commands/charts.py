"""xlsync charts: a poster for each indicator of the areas, as PNG and as PDF for print."""

from collections.abc import Mapping
from dataclasses import asdict

from xlsync.entry.bootstrap import reading
from xlsync.entry.commands.demo import MARK
from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office
from xlsync.rules.policy import needed_setting
from xlsync.services.charts import Charts, PosterPainter, Signature, chosen_standings, draw_charts
from xlsync.vocabulary.labels import charts as words
from xlsync.vocabulary.labels.documents import DAY
from xlsync.vocabulary.labels.periods import period_words
from xlsync.vocabulary.labels.reports import would


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Draw the posters of a month, or of each indicator's newest; with dry_run only name the files."""
    month, dry_run = str(options["month"] or ""), bool(options["dry_run"])
    with reading(office) as desk:
        shown, left_out = chosen_standings(desk.image, month or None)
        signed = needed_setting(desk.image["settings"], "office_name")
        signature = Signature(signed, DAY.format(day=desk.now.date()), (office.state / MARK).is_file())
        painter = None if dry_run else _painter()
        with console.progress(words.DRAWING, len(shown)) as step:
            drawn = draw_charts(
                desk.image,
                shown,
                left_out,
                painter=painter,
                signature=signature,
                folder=office.charts,
                step=step,
            )
    line = would(words.DONE.format(count=len(shown), folder=office.charts), dry_run)
    return Report(_data(drawn, painter, dry_run), [line, *_notes(drawn, painter, month)])


def _painter() -> PosterPainter:
    from xlsync.adapters.posters import Posters  # matplotlib takes a second to load

    return Posters()


def _data(drawn: Charts, painter: PosterPainter | None, dry_run: bool) -> dict[str, object]:
    return {
        "paths": [path for paths in drawn.paths.values() for path in paths],
        "indicators": list(drawn.paths),
        "left_out": drawn.left_out,
        "figures": [asdict(figure) for figure in drawn.figures],
        "font": painter.font if painter else None,
        "dry_run": dry_run,
    }


def _notes(drawn: Charts, painter: PosterPainter | None, month: str) -> list[str]:
    """Return which indicators had no figures (in ``month``, '' for ever), and that another font had to stand in."""
    notes = []
    if drawn.left_out:
        names = words.MONTH_JOINT.join(drawn.left_out)
        said = words.LEFT_OUT if month else words.NEVER_KNOWN
        notes.append(said.format(month=period_words(month), names=names))
    if painter and painter.font != words.FONTS[0]:
        notes.append(words.FONT_STAND_IN.format(best=words.FONTS[0], font=painter.font))
    return notes
