"""Plain text for a terminal of a hundred columns."""

import textwrap
from collections.abc import Iterator
from datetime import date

WIDTH = 100


def wrapped(words: str, *, indent: int = 2, hang: int | None = None) -> Iterator[str]:
    """Yield *words* in lines of at most `WIDTH`, the first indented, the others hanging."""
    first, others = " " * indent, " " * (indent if hang is None else hang)
    yield from textwrap.wrap(
        words,
        WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=True,
        break_on_hyphens=False,
    )


def bar(count: int, most: int, *, columns: int) -> str:
    """A bar of `=`, at least one for any count but 0."""
    return "=" * (max(1, round(count * columns / most)) if count else 0)


def span(start: date, begin: date, end: date, per_column: float) -> str:
    """A stay on a scale that begins on *start*: blanks, then a `=` for each *per_column* days."""
    before = int((begin - start).days / per_column)
    length = max(1, round((end - begin).days / per_column))
    return " " * before + "=" * length
