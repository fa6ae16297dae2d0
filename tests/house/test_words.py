"""Words that a user reads, and words that nobody should have to."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import ROOT, docstrings, modules, place, strings

#: A State is a country and a sovereign one; the product records and counts, and does not judge.
FORBIDDEN = re.compile(
    r"\b(breach(es|ed|ing)?|violat(e|es|ed|ing|ion|ions|or)|overdue states?|scor(e|es|ed|ing))\b",
    re.IGNORECASE,
)
#: Only in prose: as one word it may be the name of a kind of entry.
FORBIDDEN_IN_PROSE = re.compile(r"\brefus(e|es|ed|al)\b", re.IGNORECASE)
#: Files beside the modules whose text reaches a page or a terminal.
TEXTS = {".html", ".j2", ".jinja", ".txt", ".md", ".css", ".js"}


def test_no_message_uses_a_word_that_judges_a_state() -> None:
    """What a module says to a user names facts: awaited, time limit passed, without effect."""
    found = [
        f"{place(path, node.lineno)}: {word}"
        for path in modules()
        for node in _visible(path)
        for word in words(node.value if isinstance(node.value, str) else "")
    ]

    assert found == []


def test_no_template_uses_a_word_that_judges_a_state() -> None:
    """Pages and mails follow the same rule."""
    found = [
        f"{place(path)}: {word}"
        for package in ("workflow", "cli")
        for path in sorted((ROOT / package).rglob("*"))
        if path.suffix in TEXTS
        for word in words(path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "a breach of article 9",
        "3 violations",
        "2 Overdue States",
        "score",
        "the command was refused: no such step",
    ],
)
def test_the_scan_finds_the_words(text: str) -> None:
    """The guard is awake."""
    assert words(text) != []


@pytest.mark.parametrize(
    "text", ["command.refused", "underscore", "States whose time limit passed"]
)
def test_the_scan_lets_other_words_pass(text: str) -> None:
    """A name of one word is not prose, and a part of a word is not the word."""
    assert words(text) == []


def words(text: str) -> list[str]:
    """Return the forbidden words of *text*, in order."""
    found = [match.group() for match in FORBIDDEN.finditer(text)]
    if " " in text.strip():
        found += [match.group() for match in FORBIDDEN_IN_PROSE.finditer(text)]
    return found


def _visible(path: Path) -> Iterator[ast.Constant]:
    """Yield the strings a user may read: all but the docstrings of the engine.

    The docstrings of `cli` are its help.
    """
    hidden = docstrings(path) if path.is_relative_to(ROOT / "workflow") else set()
    return (node for node in strings(path) if id(node) not in hidden)
