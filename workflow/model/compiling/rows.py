"""One row of a definition's data, read by key with the type it must have.

The data come from a checked file or from a log. Both are plain JSON values; a log may be
anything. So each reading either returns the type it promises or raises `DefinitionError`
that names the row. Nothing is guessed and nothing is filled in but an absent key.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn, TypeVar

from workflow.errors import DefinitionError, Problem
from workflow.model.grammar.grammar_error import GrammarError

Parsed = TypeVar("Parsed")
NONSENSE = "D900"


def fail(
    where: str, words: str, hint: str = "check the file: peer-review definition check FILE"
) -> NoReturn:
    """Refuse the data: *words* says what is wrong in the row *where*.

    Raises:
        DefinitionError: always.
    """
    raise DefinitionError(where, Problem(code=NONSENSE, words=words, hint=hint))


def read(parse: Callable[[str], Parsed], text: str, where: str) -> Parsed:
    """Return *text* as *parse* reads it.

    Raises:
        DefinitionError: it is no sentence of that grammar.
    """
    try:
        return parse(text)
    except GrammarError as error:
        fail(where, f"{error.message} (column {error.column})", error.hint)


@dataclass(frozen=True, slots=True)
class Row:
    """A mapping of the data and the dotted name of its place, for messages."""

    where: str
    data: Mapping[str, object]

    def text(self, key: str, default: str | None = None) -> str:
        """The text under *key*; *default* where there is none."""
        value = self.data.get(key, default)
        return value if isinstance(value, str) else self._wrong(key, "a text")

    def maybe(self, key: str) -> str | None:
        """The text under *key*, or None."""
        return self.text(key) if key in self.data else None

    def names(self, key: str) -> tuple[str, ...]:
        """The names under *key*, written as one text or as a list; empty where there are none."""
        value = self.data.get(key, ())
        lines = (value,) if isinstance(value, str) else value
        if not isinstance(lines, list | tuple):
            return self._wrong(key, "a name or a list of names")
        return tuple(
            line if isinstance(line, str) else self._wrong(key, "a list of texts") for line in lines
        )

    def whole(self, key: str, default: int | None = None) -> int:
        """The whole number under *key*."""
        value = self.data.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            return self._wrong(key, "a whole number")
        return value

    def flag(self, key: str) -> bool:
        """Whether *key* is true; absent is not."""
        value = self.data.get(key, False)
        return value if isinstance(value, bool) else self._wrong(key, "true or false")

    def word(self, key: str, known: tuple[str, ...], default: str) -> str:
        """The text under *key*, which must be one of *known*."""
        value = self.text(key, default)
        return value if value in known else self._wrong(key, f"one of {', '.join(known)}")

    def row(self, key: str) -> "Row":
        """The mapping under *key*; an absent one is empty."""
        value = self.data.get(key, {})
        where = f"{self.where}.{key}" if self.where else key
        if not isinstance(value, Mapping) or not set(map(type, value)) <= {str}:
            return self._wrong(key, "a table with names for keys")
        return Row(where, value)

    def rows(self) -> Iterator[tuple[str, "Row"]]:
        """Every row of this table, by name, in the order of the file."""
        return ((name, self.row(name)) for name in self.data)

    def basis(self, inherited: str = "") -> str:
        """The basis as one text: what the row says, else *inherited*."""
        return "; ".join(self.names("basis")) or inherited

    def _wrong(self, key: str, expected: str) -> NoReturn:
        found = "absent" if key not in self.data else repr(self.data[key])[:60]
        fail(f"{self.where}.{key}" if self.where else key, f"is {found}; it must be {expected}")
