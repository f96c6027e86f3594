"""The source tree as the house tests see it: parsed once, measured the same way everywhere."""

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef
_NOT_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
_NESTING = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match, ast.AsyncFor, ast.AsyncWith)


@dataclass(frozen=True)
class Source:
    """One Python file of the project."""

    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def place(self) -> str:
        """Return the path within the project, with slashes."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def module(self) -> str:
        """Return the dotted name."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def line_count(self) -> int:
        return len(self.text.splitlines())

    @cached_property
    def code_lines(self) -> set[int]:
        """Return the numbers of the lines that hold code; comments, blank lines and docstrings do not count."""
        lines: set[int] = set()
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type not in _NOT_CODE:
                lines.update(range(token.start[0], token.end[0] + 1))
        for docstring in self.docstrings:
            lines -= set(range(docstring.lineno, (docstring.end_lineno or docstring.lineno) + 1))
        return lines

    @cached_property
    def docstrings(self) -> list[ast.Constant]:
        """Return strings that stand alone as a statement: docstrings of modules, classes, functions, constants."""
        return [
            node.value
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        ]

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def size_of(self, function: Function) -> int:
        """Return the code lines of the body of a function."""
        first, last = function.body[0].lineno, function.end_lineno or 0
        return len(self.code_lines & set(range(first, last + 1)))

    def strings(self) -> Iterator[ast.Constant]:
        """Yield every string constant that is no docstring."""
        told = {id(node) for node in self.docstrings}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                yield node

    def imports(self, load_time_only: bool = False) -> Iterator[str]:
        """Yield the modules of this project that the file imports; at load time only, if asked."""
        nodes = _at_load_time(self.tree) if load_time_only else ast.walk(self.tree)
        for node in nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "xlsync")
            elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "xlsync":
                yield from _imported_from(node)


def depth(node: ast.AST) -> int:
    """Return how deep blocks nest below a function: 1 for an if, 2 for a for in it; elif is no deeper than if."""
    return max((_depth_of(child, node) for child in ast.iter_child_nodes(node)), default=0)


def _depth_of(child: ast.AST, parent: ast.AST) -> int:
    if isinstance(child, (*Function.__args__, ast.ClassDef, ast.Lambda)):
        return 0
    is_elif = isinstance(child, ast.If) and isinstance(parent, ast.If) and parent.orelse == [child]
    return depth(child) + (isinstance(child, _NESTING) and not is_elif)


def _at_load_time(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function) or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)):
            continue
        yield child
        yield from _at_load_time(child)


def _imported_from(node: ast.ImportFrom) -> Iterator[str]:
    for alias in node.names:
        deeper = f"{node.module}.{alias.name}"
        yield deeper if deeper in modules() else str(node.module)


@cache
def product() -> tuple[Source, ...]:
    """Return the files of the package."""
    return tuple(Source(path) for path in sorted((ROOT / "xlsync").rglob("*.py")))


@cache
def modules() -> dict[str, Source]:
    """Return the files of the package by dotted name."""
    return {source.module: source for source in product()}


@cache
def everything() -> tuple[Source, ...]:
    """Return all Python files: package, tests, benchmarks, tools."""
    paths = (path for folder in ("xlsync", "tests", "benchmarks", "tools") for path in (ROOT / folder).rglob("*.py"))
    return tuple(Source(path) for path in sorted(paths))
