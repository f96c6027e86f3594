"""House limits of size: small files, small functions, little nesting."""

from statistics import median

from tests.house.exceptions import against, listed
from tests.house.tree import depth, everything, product


def functions():
    return [
        (f"{source.place}:{node.name}", source.size_of(node)) for source in product() for node in source.functions()
    ]


def test_no_file_is_above_400_lines():
    assert against("file size", (s.place for s in everything() if s.line_count > 400)) == ([], [])


def test_half_of_the_files_have_at_most_150_lines():
    assert median(source.line_count for source in product()) <= 150


def test_no_function_is_above_40_code_lines():
    assert against("function size", (place for place, size in functions() if size > 40)) == ([], [])


def test_nine_functions_in_ten_have_at_most_20_code_lines():
    sizes = sorted(size for _, size in functions())
    assert sizes[int(len(sizes) * 0.9)] <= 20


def test_half_of_the_functions_have_at_most_6_code_lines():
    assert median(size for _, size in functions()) <= 6


def test_no_function_nests_deeper_than_3():
    deep = (f"{source.place}:{node.name}" for source in product() for node in source.functions() if depth(node) > 3)
    assert against("depth", deep) == ([], [])


def test_every_exception_has_a_reason():
    assert [entry for entry in listed() if len(entry.get("reason", "")) < 20] == []
