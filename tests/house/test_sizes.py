"""Small modules, small functions."""

import ast
from pathlib import Path
from statistics import median, quantiles

from tests.house.sources import functions, modules, place

MODULE_LINES = 300
FUNCTION_LINES = 40


def test_no_module_is_longer_than_300_lines() -> None:
    """A module that outgrows this holds two ideas."""
    lengths = {place(path): len(path.read_text().splitlines()) for path in modules()}

    assert {name: lines for name, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    """Signature and docstring count; decorators do not."""
    too_long = {
        f"{place(path, node.lineno)} {node.name}": _lines(node)
        for path in modules()
        for node in functions(path)
        if _lines(node) > FUNCTION_LINES
    }

    assert too_long == {}


def test_most_functions_are_a_few_lines() -> None:
    """Without docstrings the median is at most 7 lines, and nine in ten have at most 20."""
    sizes = [_code_lines(node) for path in modules() for node in functions(path)]

    assert median(sizes) <= 7
    assert quantiles(sizes, n=10)[-1] <= 20


def test_every_module_says_what_it_is_for() -> None:
    """The first statement of a module is its docstring."""
    silent = [place(path) for path in modules() if not _documented(path)]

    assert silent == []


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    if ast.get_docstring(node) is None:
        return _lines(node)
    text = node.body[0]
    return _lines(node) - ((text.end_lineno or text.lineno) - text.lineno + 1)


def _documented(path: Path) -> bool:
    return ast.get_docstring(ast.parse(path.read_text())) is not None
