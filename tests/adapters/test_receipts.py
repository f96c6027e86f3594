"""The note that goes back to a unit: complete, polite, in the order of what the unit has to do."""

import time
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from xlsync.adapters.receipts import ReceiptFiles, receipt_name
from xlsync.model.finding import Finding
from xlsync.model.submission import Outcome
from xlsync.vocabulary.labels.findings import FINDINGS
from xlsync.vocabulary.terms import Severity, SubmissionState

TAKEN = Outcome(
    file="..\\附件1(发改委).xls",
    sha256="ab12cd34ef" + "0" * 54,
    state=SubmissionState.FILED,
    reason="已并入5件事项、12处内容；1处与台账现值不一致，待督查室核定",
    unit="市发展改革委",
    period="2016-Q3",
    form_id="F-2016-Q3-007",
    changes=12,
    conflicts=1,
)
RETURNED = replace(
    TAKEN, state=SubmissionState.REJECTED, reason="工作簿设有打开密码，请清空密码后重新报送。", changes=0, conflicts=0
)
HELD = replace(TAKEN, state=SubmissionState.HELD, reason="封面签章与单位不符，需电话核实。", changes=0, conflicts=0)


def _finding(code: str, **more: object) -> Finding:
    facts = {"read": "2016-3-5", "word": "正在", "percent": "60%", "stage": "在办"}
    return Finding(code, sheet="填报表", matter="YS-2016-PS-0003", column="实际办结日期", facts=facts, **more)  # type: ignore[arg-type]


FINDINGS_OF_A_FORM = [
    _finding("M12", cell="H7", value="3.5"),
    _finding("M06"),
    _finding("M13", cell="H8", value=2016.1),
    _finding("M17", cell="H9", value="2016.2.30"),
    _finding("M26", cell="G9", value="办结"),
]


def _text(folder: Path, outcome: Outcome, findings: list[Finding]) -> str:
    writer = ReceiptFiles("演示市人民政府督查室", date(2016, 10, 8))
    path = writer.write(outcome, findings, folder / "回执", received_at=datetime(2016, 10, 8, 9, 5))
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\n") == raw.count(b"\r\n")
    return raw.decode("utf-8-sig")


def test_a_receipt_says_what_came_when_and_what_was_done(tmp_path: Path):
    text = _text(tmp_path, TAKEN, [])
    said = ("市发展改革委：", "附件1(发改委).xls", "2016年10月8日9时05分", "5件事项、12处", "1处", "督查室")
    assert all(word in text for word in said)
    assert "请补正" not in text and "无需回复" in text and ".." not in text


def test_findings_stand_in_the_order_of_what_they_ask_for(tmp_path: Path):
    text = _text(tmp_path, TAKEN, FINDINGS_OF_A_FORM)
    headings = [
        "一、请补正（2 处）",
        "二、请确认（1 处）",
        "三、已自动更正（供核对）（1 处）",
        "四、未返回的事项（1 处）",
    ]
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "YS-2016-PS-0003" in text and "H9" in text and "2016.2.30" in text
    assert FINDINGS["M17"].remedy in text, "what a unit has to mend carries its remedy"
    assert FINDINGS["M13"].remedy not in text, "the remedy of a question speaks to the clerk"
    assert FINDINGS["M13"].told_remedy in text
    assert "无需回复" not in text


@pytest.mark.parametrize(("outcome", "title"), [(RETURNED, "退回补正通知"), (HELD, "待确认通知")])
def test_a_note_of_return_or_question_gives_its_reason(tmp_path: Path, outcome: Outcome, title: str):
    text = _text(tmp_path, outcome, [])
    assert title in text.splitlines()[0] and outcome.reason in text and "已并入" not in text


@pytest.mark.parametrize("code", [code for code, words in FINDINGS.items() if words.severity is not Severity.NOTE][:30])
def test_every_finding_stands_in_its_receipt(tmp_path: Path, code: str):
    words = FINDINGS[code]
    names = {key: f"某{key}" for key in _placeholders(words.message + words.remedy + words.told + words.told_remedy)}
    finding = Finding(code, cell="B7", matter="YS-1", value="原文", facts=names)
    assert finding.matter in _text(tmp_path, TAKEN, [finding])


def _placeholders(text: str) -> list[str]:
    own = {"value", "cell", "column", "matter", "unit"}
    return [part.partition("}")[0] for part in text.split("{")[1:] if part.partition("}")[0] not in own]


def test_one_remedy_stands_under_all_that_share_it(tmp_path: Path):
    blank = [_finding("M27-blank", cell=f"P{row}") for row in (5, 6, 7)]
    text = _text(tmp_path, TAKEN, [*blank, _finding("M17", cell="H9", value="2016.2.30")])
    assert text.count(FINDINGS["M27-blank"].remedy) == 1
    assert "以上第1至3条" in text
    assert "以上第4" not in text


CLERK = ("请与单位核实", "请与该单位", "请人工", "请单位", "补录", "该单位", "登记在")


@pytest.mark.parametrize("code", [code for code in FINDINGS if code.startswith("M")])
def test_nothing_on_a_receipt_speaks_to_the_clerk(code: str):
    names = {key: f"某{key}" for key in _placeholders("".join(_sentences(code)))}
    finding = Finding(code, matter="YS-1", unit="本市某局", value="原文", facts=names)
    said = finding.told + finding.told_remedy
    assert [word for word in CLERK if word in said] == []


def _sentences(code: str) -> tuple[str, ...]:
    words = FINDINGS[code]
    return words.message, words.remedy, words.told, words.told_remedy


@pytest.mark.parametrize("code", ["M27-alike-unit", "M49-other", "M40-unit"])
def test_a_receipt_names_no_other_unit(tmp_path: Path, code: str):
    facts = {"other": "YS-2016-密-0009", "other_unit": "市财政局"}
    found = Finding(code, value="市财政局" if code == "M40-unit" else "a@b.cn", unit="市水利局", facts=facts)
    stopped = replace(HELD, reason=found.message + found.remedy, told=found.told + found.told_remedy)
    text = _text(tmp_path, stopped, [found])
    assert "市财政局" not in text and "YS-2016-密-0009" not in text
    assert "市财政局" in found.message or "YS-2016-密-0009" in found.message, "the clerk is told"


def test_a_form_without_news_asks_the_unit_not_the_clerk(tmp_path: Path):
    found = Finding("M27-same", unit="市水利局")
    text = _text(
        tmp_path, replace(HELD, reason=found.message + found.remedy, told=found.told + found.told_remedy), [found]
    )
    assert "说明原因和下步打算" in text
    assert "计为未反馈" not in text and "计为未反馈" in found.remedy


def test_a_file_of_no_known_unit_gets_a_note_too(tmp_path: Path):
    unknown = Outcome("x/../CON", "ff" * 32, SubmissionState.QUARANTINED, "疑似恶意文件，已隔离。")
    assert "报送单位：" in _text(tmp_path, unknown, [])
    assert receipt_name(unknown) == "报送单位_ffffffff_退回补正通知.txt"


def test_a_unit_name_cannot_lead_out_of_the_folder():
    assert receipt_name(replace(TAKEN, unit="../../etc")) == "..-..-etc_2016-Q3_ab12cd34_回执.txt".lstrip(" .")


def test_sixty_two_receipts_are_written_at_once(tmp_path: Path):
    writer, fastest = ReceiptFiles("督查室", date(2016, 10, 8)), 1.0
    for _ in range(3):
        start = time.perf_counter()
        for number in range(62):
            writer.write(replace(TAKEN, sha256=f"{number:08}"), FINDINGS_OF_A_FORM, tmp_path)
        fastest = min(fastest, time.perf_counter() - start)
    assert fastest < 0.2
