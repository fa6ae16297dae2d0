"""The condition grammar's tree: total, closed, read from recorded facts alone.

An expression is a small tree of atoms joined by and, or, not. Atoms ask about
facts, documents, deadlines, child charts and roles of one review. There is no
attribute access, no call, no Python. A committed (secret) value is never read:
a text fact can only be asked whether it is recorded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Scalar = str | int | bool
Many = Literal["no", "some", "all", "at least"]
Operator = Literal["<", "<=", ">", ">=", "==", "!="]


@dataclass(frozen=True, slots=True)
class Is:
    """`visit_consent is given`, `responses is received`, `team is bound`, `mode is desk`."""

    name: str
    word: str


@dataclass(frozen=True, slots=True)
class Charts:
    """`no hearing is open`, `at least 8 rating is low`: a count over the instances below.

    `n` is 0 but for `at least`.
    """

    quantifier: Many
    chart: str
    state: str
    n: int = 0


@dataclass(frozen=True, slots=True)
class Reviews:
    """`all reviews are final`, `at least 3 reviews are past adoption`: those of the cycle.

    `n` is 0 but for `at least`. `past`: the step was left, or the review has ended.
    """

    quantifier: Many
    n: int
    state: str
    past: bool = False


@dataclass(frozen=True, slots=True)
class Has:
    """`final_report has recommendations`: the newest such document has the section."""

    document: str
    section: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """`deadline comments is missed` (or met, running)."""

    name: str
    word: str


@dataclass(frozen=True, slots=True)
class Compare:
    """`rating >= 3`, `rating == "high"`: a recorded, clear fact against a literal."""

    name: str
    operator: Operator
    value: Scalar


@dataclass(frozen=True, slots=True)
class Stood:
    """Of the steps inside `compound`, `leaf` is the one that was left last.

    No text says it: it is what `history of COMPOUND` in a target comes to, for each step inside.
    """

    compound: str
    leaf: str


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Expression"


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds (`and`)."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds (`or`)."""

    parts: "tuple[Expression, ...]"


Atom = Is | Charts | Reviews | Has | Deadline | Compare
Expression = Atom | Stood | Not | All | Some


def atoms(tree: Expression) -> Iterator[Atom]:
    """Every atom of *tree*, from left to right: the single questions it is made of."""
    match tree:
        case Not(part):
            yield from atoms(part)
        case All(parts) | Some(parts):
            for part in parts:
                yield from atoms(part)
        case Stood():
            return  # no text says it
        case _:
            yield tree


def words(expression: Expression) -> str:
    """Return *expression* in the words of the grammar."""
    match expression:
        case Is(name, word):
            return f"{name} is {word}"
        case Charts(quantifier, chart, state, n):
            return f"{_many(quantifier, n)} {chart} is {state}"
        case Reviews(quantifier, n, state, past):
            return f"{_many(quantifier, n)} reviews are {'past ' if past else ''}{state}"
        case Has(document, section):
            return f"{document} has {section}"
        case Deadline(name, word):
            return f"deadline {name} is {word}"
        case Compare(name, operator, value):
            literal = f'"{value}"' if isinstance(value, str) else str(value).lower()
            return f"{name} {operator} {literal}"
        case Stood(_, leaf):
            return f"it stood in {leaf}"
        case Not() | All() | Some():
            return _joined(expression)


def _many(quantifier: Many, n: int) -> str:
    return f"{quantifier} {n}" if quantifier == "at least" else quantifier


def _joined(expression: Not | All | Some) -> str:
    if isinstance(expression, Not):
        return f"not {_bracketed(expression.part)}"
    word = " and " if isinstance(expression, All) else " or "
    return word.join(_bracketed(part) for part in expression.parts)


def _bracketed(part: Expression) -> str:
    return f"({words(part)})" if isinstance(part, All | Some) else words(part)
