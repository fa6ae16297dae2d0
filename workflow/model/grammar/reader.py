"""The words of one short text, read from left to right, each with its column.

A bracket without a bracket inside is one word. Columns are 1-based and may be shifted,
so that a text inside a longer line is reported where it stands in that line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workflow.model.grammar.grammar_error import GrammarError

_TOKEN = re.compile(r"\([^()]*\)|[()]|[^\s()]+")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or one bracket, and its column."""

    text: str
    column: int


def tokens_of(text: str, column: int) -> list[Token]:
    """Cut *text*, which begins at *column*, into words."""
    return [Token(found.group(), column + found.start()) for found in _TOKEN.finditer(text)]


@dataclass(slots=True)
class Reader:
    """A place in the words; `end` is the column after the last."""

    tokens: Sequence[Token]
    end: int
    at: int = 0

    def peek(self) -> str:
        """The word at this place, empty at the end."""
        return self.tokens[self.at].text if not self.done() else ""

    def after(self) -> str:
        """The word after the one at this place, empty at the end."""
        return self.tokens[self.at + 1].text if self.at + 1 < len(self.tokens) else ""

    @property
    def column(self) -> int:
        """The column of this place."""
        return self.tokens[self.at].column if not self.done() else self.end

    def take(self) -> str:
        """The word at this place; the place moves on."""
        text = self.peek()
        self.at += 1
        return text

    def done(self) -> bool:
        """Whether every word was read."""
        return self.at >= len(self.tokens)

    def error(self, message: str, hint: str) -> GrammarError:
        """An error at this place."""
        return GrammarError(message, self.column, hint)
