"""Conflicts and tensions between statements, and what is preferred.

Composing values that cannot both hold is a conflict that names both sides, both paragraphs
and the quantifiers, and does not choose. An author may: `X4=canada` says that canada's
side prevails in every conflict that speaks of axis X4; `K5=philippines` means conflict K5.
The side that does not prevail is set aside, and stays visible.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workflow.definition.composing.axes import Axes, Pair, Statement
from workflow.errors import Problem, UnreadableError, near

Sides = tuple[tuple[Statement, ...], tuple[Statement, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """Whose side prevails (`side`), in which conflict or on which axis (`key`)."""

    key: str
    side: str

    def __str__(self) -> str:
        return f"{self.key}={self.side}"


def preferences(words: Iterable[str], known: Axes) -> tuple[Preference, ...]:
    """Read `KEY=SIDE` lines.

    Raises:
        UnreadableError: one is no such line, or names no axis and no conflict.
    """
    keys = [*known.axes, *(pair.id for pair in known.conflicts)]
    found = []
    for line in words:
        key, sign, side = line.partition("=")
        if not sign or not side.strip() or key.strip() not in keys:
            hint = "write it as X4=canada" if not sign else near(key.strip(), keys)
            raise UnreadableError(
                "", Problem(code="E131", words=f"{line!r} prefers nothing", hint=hint)
            )
        found.append(Preference(key=key.strip(), side=side.strip()))
    return tuple(found)


def met(pairs: Iterable[Pair], said: Sequence[Statement]) -> Iterator[tuple[Pair, Sides]]:
    """The pairs of which both sides were said, with who said them."""
    for pair in pairs:
        one = tuple(s for s in said if s.key in pair.one and not s.set_aside)
        other = tuple(s for s in said if s.key in pair.other and not s.set_aside)
        if one and other:
            yield pair, (one, other)


def told(pair: Pair, sides: Sides, known: Axes) -> str:
    """A pair in words: name, then both sides, each with its paragraph."""
    return f"{pair.name}: {' / '.join(_side(side, known) for side in sides)}"


def conflict(pair: Pair, sides: Sides, known: Axes) -> Problem:
    """A conflict as the author reads it, with how to say what prevails."""
    key = shared_axis(pair) or pair.id
    choices = (f"--prefer {key}={side[0].of}" for side in sides)
    hint = f"say which prevails: {' or '.join(choices)}"
    return Problem(code=pair.id, words=told(pair, sides, known), hint=hint)


def shared_axis(pair: Pair) -> str:
    """The one axis a pair is about; empty where its sides are on several."""
    found = {key.partition(".")[0] for key in pair.one | pair.other}
    return next(iter(found)) if len(found) == 1 else ""


def set_aside(
    preferred: Iterable[Preference], said: Sequence[Statement], known: Axes
) -> dict[tuple[str, str], str]:
    """What does not prevail: (`X4.various`, whose) → words that say what prevails over it.

    Raises:
        UnreadableError: a preference meets no conflict, names a side that is not there, or
            prefers the other side of a conflict that another preference has settled.
    """
    found: dict[tuple[str, str], str] = {}
    settled: dict[str, tuple[Preference, Sequence[Statement]]] = {}
    clashes = tuple(met(known.conflicts, said))
    for preference in preferred:
        mine = [(p, s) for p, s in clashes if preference.key in (p.id, *_axes(p))]
        won = [(p, s) for p, s in mine if _holds(preference.side, s[0] + s[1])]
        if not won:
            raise _meets_nothing(preference, mine)
        for pair, sides in won:
            winner, loser = sides if _holds(preference.side, sides[0]) else sides[::-1]
            before, other = settled.setdefault(pair.id, (preference, winner))
            if other != winner:
                raise _both(before, preference, pair)
            words = f"{pair.id}: {_side(winner, known)} prevails"
            found.update({(s.key, s.of): words for s in loser})
    return found


def _side(side: Sequence[Statement], known: Axes) -> str:
    """Each value once, with all who said it."""
    keys = dict.fromkeys(statement.key for statement in side)
    return "; ".join(
        f"{known.words(key)} ({', '.join(s.cited for s in side if s.key == key)})" for key in keys
    )


def _axes(pair: Pair) -> tuple[str, ...]:
    return tuple(key.partition(".")[0] for key in pair.one | pair.other)


def names_of(statement: Statement) -> frozenset[str]:
    """How a side may be called: the design or position, or who said it, in small letters."""
    said = (name.lower().replace(" ", "-") for name in statement.by)
    return frozenset((statement.of, *said))


def _holds(side: str, said: Iterable[Statement]) -> bool:
    return any(side in names_of(statement) for statement in said)


def _both(one: Preference, other: Preference, pair: Pair) -> UnreadableError:
    words = f"--prefer {one} and --prefer {other}: both sides of {pair.id} would prevail"
    return UnreadableError("", Problem(code="E134", words=words, hint="leave one out"))


def _meets_nothing(preference: Preference, mine: Sequence[tuple[Pair, Sides]]) -> UnreadableError:
    if not mine:
        words = f"--prefer {preference}: there is no conflict on {preference.key} here"
        return UnreadableError("", Problem(code="E132", words=words, hint="leave it out"))
    sides = sorted({s.of for _, (one, other) in mine for s in one + other})
    words = f"--prefer {preference}: {preference.side!r} is on no side of it"
    return UnreadableError("", Problem(code="E132", words=words, hint=near(preference.side, sides)))
