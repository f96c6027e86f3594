"""Mails and archives that are built to hurt: refused before they are opened, in no time, and apart."""

import zipfile

import pytest

from tests.adapters.letters import HEADS, archive, book, letter, names, opened, raw_archive, refusal
from xlsync.adapters.envelopes.apart import open_apart
from xlsync.adapters.envelopes.limits import EnvelopeLimits
from xlsync.adapters.envelopes.opener import open_envelope
from xlsync.adapters.reading.apart import SeparateProcess
from xlsync.adapters.reading.limits import Budget


def test_too_many_levels_are_refused():
    content = book()
    for level in range(4):
        content = archive((f"{level}.zip" if level else "a.xlsx", content))
    assert refusal(content) == "nested"
    assert refusal(HEADS + b"Content-Type: message/rfc822\r\n\r\n" * 90 + b"x") == "nested"


def nested_parts(count: int) -> bytes:
    return HEADS + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (number, number) for number in range(count)
    )


MIXED = HEADS + b"Content-Type: multipart/mixed; boundary=q\r\n\r\n"
PART = b"--q\r\nContent-Disposition: attachment; filename=a.xlsx\r\n\r\nx\r\n"
HOSTILE = {
    "10,000 attachments": lambda: (MIXED + PART * 10_000 + b"--q--", "bomb"),
    "10,000 attachments, lines ended by CR": lambda: (
        (MIXED + PART * 10_000 + b"--q--").replace(b"\r\n", b"\r"),
        "bomb",
    ),
    "30,000 parts without a header": lambda: (MIXED + b"--q\r\n\r\n" * 30_000 + b"--q--", "bomb"),
    "5,000 multiparts within each other": lambda: (nested_parts(5_000), "bomb"),
    "a Content-Type of 5 MB": lambda: (
        HEADS + b"Content-Type: multipart/mixed; " + b';a="b' * 1_000_000 + b"\r\n\r\nx",
        "bomb",
    ),
    "a million header lines": lambda: (HEADS + b"X-A: b\r\n" * 1_000_000 + b"\r\nx", "bomb"),
    "a subject of 500,000 open words": lambda: (
        HEADS + b"Subject: " + b"=?gb2312?B?" * 500_000 + b"\r\n\r\nx",
        "no_form",
    ),
    "a sender of 500,000 brackets": lambda: (
        b"Subject: x\r\nTo: a@b.cn\r\nFrom: " + b"(" * 500_000 + b"\r\n\r\nx",
        "no_form",
    ),
    "a zip of 4 GB of zeros, as claimed": lambda: (raw_archive((b"a.xlsx", b""), claimed=4_000_000_000), "bomb"),
    "a zip of 60,000 names": lambda: (raw_archive(*[(b"%d.xlsx" % number, b"") for number in range(60_000)]), "bomb"),
    "a zip with a password": lambda: (raw_archive((b"a.xlsx", b"x"), flags=1), "locked"),
    "a zip packed by LZMA": lambda: (archive(("a.xlsx", b"x"), method=zipfile.ZIP_LZMA), "method"),
    "an empty zip": lambda: (b"PK\5\6" + bytes(18), "no_form"),
    "a mail sealed by S/MIME": lambda: (
        HEADS + b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\nx",
        "sealed",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_built_to_hurt_is_refused_at_once(case):
    content, kind = HOSTILE[case]()
    assert refusal(content) == kind


def test_a_zip_that_lies_about_its_sizes_gives_no_more_than_it_claims():
    found = opened(raw_archive((b"a.xlsx", bytes(5_000_000)), (b"b.xlsx", book()), claimed=len(book())), "a.zip")
    assert (names(found), found.damaged) == (["a.zip › b.xlsx"], ("a.xlsx",))


def test_opening_is_done_by_another_process():
    process = SeparateProcess(Budget())
    try:
        found = open_apart(process, letter(("反馈表.xlsx", book())).as_bytes(), "报送.eml")
        assert found is not None
        assert names(found) == ["报送.eml › 反馈表.xlsx"]
        assert process.process_id is not None
        refused = open_apart(process, HOSTILE["10,000 attachments"]()[0], "报送.eml")
        assert refused is not None and refused.refused is not None and refused.refused.kind == "bomb"
        assert open_apart(process, book(), "反馈.xlsx") is None
    finally:
        process.close()


def test_what_archives_hold_together_is_bounded():
    """Each archive alone is within bounds: it is the sum that counts, and it is counted while it is taken out."""
    inner = archive(("a.xlsx", b"x" * 40_000), method=zipfile.ZIP_STORED)
    content = archive(*((f"{number}.zip", inner) for number in range(5)), method=zipfile.ZIP_STORED)
    within = EnvelopeLimits(unpacked=300_000)
    together, alone = (open_envelope(each, "报送.zip", within) for each in (content, inner))
    assert together is not None and together.refused is not None and together.refused.kind == "too_large"
    assert alone is not None and alone.refused is None
