"""A basis that the cited paragraph cannot bear.

Nothing is attributed to a State that it did not say. Decisions that live here: a row that
cites the compilation of 2009 must cite a paragraph that names one of those whose design it
is, as its `axes` say; a house rule may be inspired by anybody, but by a paragraph that is
there. A statement on an axis is held against the catalogue as well, which tells apart whom one
paragraph names. Of other sources we hold no list, and nothing is said.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workflow.definition.composing.axes import axes
from workflow.definition.composing.axes_paragraphs import (
    PARAGRAPHS,
    is_compilation,
    named_in,
    paragraphs_of,
)
from workflow.definition.composing.resolve_merge import lines
from workflow.definition.draft import Draft
from workflow.definition.findings import Found, Path
from workflow.definition.sentences import Sentences

_BRACKETS = re.compile(r"\(([^()]+)\)")
_SECTIONS = (
    "clusters",
    "roles",
    "facts",
    "documents",
    "guards",
    "charts",
    "bodies",
    "meetings",
    "time",
)
_HINT = "cite the paragraph that names them, write 'assumed', or, for a guard, 'house: true'"


@dataclass(frozen=True, slots=True)
class _Cited:
    """One basis, where it stands, and whether it is that of a house rule."""

    path: Path
    text: str
    house: bool = False


def borne(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find rows whose basis cites a paragraph that names none of those they are said to be of."""
    keys = [key for key, title in draft.top.row("sources").data.items() if is_compilation(title)]
    if not keys or draft.touched(("axes",)):
        return
    yield from statements_borne(draft.data.get("axes"), keys, ("axes",))
    holders = holders_of(draft.data.get("axes"))
    for section in _SECTIONS:
        yield from rows_borne(draft.data.get(section), keys, holders, (section,))


def holders_of(axes: object) -> frozenset[str]:
    """The States and quantifiers whose statements stand in *axes*, but those set aside."""
    rows = (row for axis in _tables(axes) for _, row in _rows(axis))
    standing = (row for row in rows if "set_aside" not in row)
    return frozenset(name for row in standing for name in lines(row.get("by")))


def statements_borne(axes: object, keys: Iterable[str], at: Path) -> Iterator[Found]:
    """Find statements on axes that a paragraph does not bear, for each of those named."""
    for axis, values in _rows(axes):
        for value, row in _rows(values):
            who = (*lines(row.get("by")), *lines(row.get("quantifier")))
            path = (*at, axis, value, "basis")
            found = tuple(statement_borne(row.get("basis"), keys, who, path))
            yield from found or said_otherwise(
                (axis, value), lines(row.get("by")), (row.get("basis"), keys), path
            )


def statement_borne(
    basis: object, keys: Iterable[str], who: Iterable[str], path: Path
) -> Iterator[Found]:
    """Find what *basis* cites for *who* though the paragraph does not name them."""
    for text in lines(basis):
        for number in (n for key in keys for n in paragraphs_of(text, key)):
            missing = [name for name in who if name not in named_in(number)]
            if missing:
                message = f"paragraph {number} does not name {' or '.join(missing)}"
                yield Found("D421", path, message, _said(number))


def said_otherwise(
    what: tuple[str, str],
    who: Iterable[str],
    cited: tuple[object, Iterable[str]],
    path: Path,
) -> Iterator[Found]:
    """Find who is said to hold a value that the paragraph reports of somebody else it names.

    Args:
        what: the axis, and the value on it; one that the catalogue has not is not known.
        cited: the basis, and the sources that are the compilation.
    """
    axis = axes().axes.get(what[0])
    value = axis.values.get(what[1]) if axis else None
    numbers = {n for text in lines(cited[0]) for key in cited[1] for n in paragraphs_of(text, key)}
    if value is None or not numbers:
        return
    said = {name: set(_numbers(basis)) for name, basis in value.said.items()}
    for name in who:
        if not numbers & said.get(name, set()):
            message = f"{name} is not reported with {what[1]!r} on {what[0]} in paragraph "
            message += ", ".join(map(str, sorted(numbers)))
            hint = "it is reported of " + ", ".join(
                f"{other} [{', '.join(map(str, sorted(where)))}]" for other, where in said.items()
            )
            yield Found("D421", path, message, hint)


def _numbers(basis: str) -> Iterator[int]:
    yield from (int(word) for word in basis.split() if word.isdecimal())


def rows_borne(
    rows: object, keys: Iterable[str], holders: frozenset[str], at: Path
) -> Iterator[Found]:
    """Find each basis in *rows* whose paragraph names none of *holders*."""
    for cited in _cited(rows, at):
        for number in (n for key in keys for n in paragraphs_of(cited.text, key)):
            if number not in PARAGRAPHS:
                last = max(PARAGRAPHS)
                message = f"there is no paragraph {number}; the compilation has {last}"
                yield Found("D421", cited.path, message)
            elif holders and not cited.house and not holders & named_in(number):
                message = f"paragraph {number} does not name {' or '.join(sorted(holders))}"
                yield Found("D421", cited.path, message, _HINT)


def _said(number: int) -> str:
    named = sorted(named_in(number))
    return f"it names {', '.join(named)}" if named else "it reports nobody's view"


def _cited(rows: object, at: Path, house: bool = False) -> Iterator[_Cited]:  # noqa: FBT001, FBT002
    """Every basis in *rows*: under `basis`, and in brackets after a period or a rule."""
    for key, value in _items(rows):
        path = (*at, key)
        if isinstance(value, Mapping):
            yield from _cited(value, path, value.get("house") is True)
        elif key == "basis":
            yield from (_Cited(path, text, house) for text in lines(value))
        elif isinstance(value, str) and key != "otherwise":
            yield from (_Cited(path, text, house) for text in _BRACKETS.findall(value))


def _items(rows: object) -> Iterator[tuple[str, object]]:
    if isinstance(rows, Mapping):
        yield from ((str(key), value) for key, value in rows.items())


def _rows(rows: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    yield from ((key, row) for key, row in _items(rows) if isinstance(row, Mapping))


def _tables(rows: object) -> Iterator[Mapping[str, object]]:
    yield from (row for _, row in _rows(rows))
