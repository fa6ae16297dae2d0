"""Every error a user can cause, in one drawn tree. Anything else is a bug.

    WorkflowError
    ├── UnreadableError      2   cannot be read as typed; nothing is written
    │   └── DefinitionError  1   a definition has findings; nothing is written
    ├── RuledOutError        3   a rule forbids it; one entry in the log says so
    │   └── RoleError        4   role not held, or not one that may do this
    ├── UnknownError         5   no such review, party, definition
    ├── LogError             6   the log does not verify
    ├── ConflictError        7   someone was first; nothing is written
    └── StoreError           2   the store cannot be opened as asked

The number is the exit code of the command line (design, section 9).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that stands in the way: stable code, words, source, what would help."""

    code: str
    words: str
    basis: str = ""
    hint: str = ""

    def as_data(self) -> dict[str, str]:
        """The problem as an entry of the log keeps it; `Problem(**data)` reads it back."""
        return {"code": self.code, "words": self.words, "basis": self.basis, "hint": self.hint}

    def __str__(self) -> str:
        basis = f" [{self.basis}]" if self.basis else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{self.code} {self.words}{basis}{hint}"


class WorkflowError(Exception):
    """Something a user can act on.

    `where` is `file:line`, a review's id or empty; `problems` holds every one found.
    """

    exit_code = 1

    def __init__(self, where: str, problems: Problem | Iterable[Problem]) -> None:
        self.where = where
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(str(self))

    def __str__(self) -> str:
        start = f"{self.where}: " if self.where else ""
        return "\n".join(f"{start}{problem}" for problem in self.problems)


class UnreadableError(WorkflowError):
    """What was typed cannot be read; nothing is written."""

    exit_code = 2


class DefinitionError(UnreadableError):
    """A definition has findings."""

    exit_code = 1


class StoreError(WorkflowError):
    """The store is not there, or not what was asked for."""

    exit_code = 2


class RuledOutError(WorkflowError):
    """A rule forbids it. The log has one entry about it and nothing else changed.

    `headline` is "registered, without effect" for a State's communication and
    "not recorded" for a clerk's act; `seq` is the entry, or None where none is written.
    """

    exit_code = 3

    def __init__(
        self,
        where: str,
        problems: Problem | Iterable[Problem],
        *,
        headline: str = "not recorded",
        seq: int | None = None,
    ) -> None:
        self.headline = headline
        self.seq = seq
        super().__init__(where, problems)

    def __str__(self) -> str:
        lines = "\n".join(f"- {problem}" for problem in self.problems)
        return f"{self.where}: {self.headline}:\n{lines}"


class RoleError(RuledOutError):
    """The role is not held by the actor, or is not one that may do this."""

    exit_code = 4


class UnknownError(WorkflowError):
    """There is no such review, party, definition or entry; nothing is written."""

    exit_code = 5


class LogError(WorkflowError):
    """The log does not verify."""

    exit_code = 6


class ConflictError(WorkflowError):
    """Someone was first; nothing is written."""

    exit_code = 7


#: Of more names than this the rest is only counted.
_MOST_OFFERED = 30


class Near(str):
    """A hint in words that also knows the names it offers, for a program that reads them."""

    __slots__ = ("names",)
    names: tuple[str, ...]


def near(word: str, known: Sequence[str]) -> Near:
    """Return a hint: the nearest of *known*, or, if none is near, all, or the first thirty.

    It is a `Near`; its `names` are the nearest, and empty where none is near.
    """
    close = get_close_matches(word, known, n=3, cutoff=0.6)
    return offering(_offered(close, known), close)


def offering(words: str, names: Iterable[str]) -> Near:
    """Return *words* as a hint that offers *names*."""
    hint = Near(words)
    hint.names = tuple(names)
    return hint


def _offered(close: Sequence[str], known: Sequence[str]) -> str:
    if close:
        return f"did you mean {' or '.join(repr(name) for name in close)}?"
    if not known:
        return "there is none yet"
    more = f" and {len(known) - _MOST_OFFERED} more" if len(known) > _MOST_OFFERED else ""
    return f"known here: {', '.join(known[:_MOST_OFFERED])}{more}"
