"""Words: Chinese stands in the vocabulary, names are nouns of the office, nothing names this machine."""

import ast
import re
import subprocess

from tests.house.exceptions import against
from tests.house.tree import ROOT, everything, product

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
EMPTY_NAMES = {"utils", "util", "helper", "helpers", "manager", "misc", "data2"}
# Written in pieces so that this file does not find itself.
MACHINE = re.compile(
    "|".join(
        [
            r"/wo" r"rk/", r"/op" r"t/(dev|pypi|wheels)", r"/ho" r"me/\w", r"/Us" r"ers/\w", r"/ro" r"ot/",
            r"C:\\\\?Us" r"ers\\", r"--(extra-)?index-ur" r"l", r"find-lin" r"ks", r"https?://(pypi|mirrors)\.",
        ]
    )
)  # fmt: skip


def test_chinese_strings_stand_in_the_vocabulary():
    strays = (
        f"{source.place}:{node.lineno}"
        for source in product()
        if not source.module.startswith("xlsync.vocabulary")
        for node in source.strings()
        if CHINESE.search(node.value)
    )
    assert against("chinese", strays) == ([], [])


def test_names_say_what_a_thing_is():
    named = (
        (source.place, name)
        for source in everything()
        for name in [source.path.stem, *(n.name for n in ast.walk(source.tree) if hasattr(n, "name") and n.name)]
    )
    empty = (f"{place}:{name}" for place, name in named if EMPTY_NAMES & set(words_of(name)))
    assert against("names", empty) == ([], [])


def words_of(name: str) -> list[str]:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")


def test_every_module_says_what_it_is():
    assert [s.place for s in product() if s.text.strip() and not ast.get_docstring(s.tree)] == []


def test_every_function_is_annotated():
    bare = (
        f"{source.place}:{node.name}"
        for source in product()
        for node in source.functions()
        if node.returns is None or any(a.annotation is None for a in node.args.args if a.arg not in ("self", "cls"))
    )
    assert against("annotated", bare) == ([], [])


def test_nothing_in_the_tree_names_this_machine():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    names = listed.stdout.splitlines() if listed.returncode == 0 else [s.place for s in everything()]
    found = [name for name in names if MACHINE.search(text_of(name))]
    assert against("machine", found) == ([], [])


def text_of(name: str) -> str:
    path = ROOT / name
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else ""
    except UnicodeDecodeError:
        return ""


def test_nothing_is_left_to_be_done():
    marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b|raise NotImplemented" r"Error")
    assert [s.place for s in everything() if marks.search(s.text)] == []
