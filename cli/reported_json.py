"""A problem as JSON on standard output, for a program that asked with `--json`.

Decisions that live here: whoever asks for JSON reads one object from standard output however
the command ends, an answer or an `error`; people still read the words on standard error. The
exit code stands in the object too, so that a stored answer says how it came about.
"""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

from cli.exit_codes import EXIT_CODES
from cli.output import show_json
from cli.state import State

if TYPE_CHECKING:
    from workflow.errors import Problem, WorkflowError

_KINDS = {code: name for code, name, _ in EXIT_CODES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One problem: its stable code, its words, its source, what would help, the nearest names."""

    code: str
    message: str
    basis: str = ""
    hint: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """How a command ended that did not do what it was asked.

    `where` is a file and its line, a review's id or empty; `headline` and `entry` say what
    became of an act that a rule forbids, and in which entry of the log it stands.
    """

    exit: int
    kind: str
    where: str = ""
    headline: str | None = None
    entry: int | None = None
    problems: tuple[Told, ...] = ()


def show(state: State, refusal: Refusal) -> None:
    """Print it as the one object on standard output."""
    show_json(state, {"error": asdict(refusal)})


def bare(code: int, problem: str, words: str, *, where: str = "") -> Refusal:
    """What has a code and words, and nothing more."""
    problems = (Told(code=problem, message=words),)
    return Refusal(exit=code, kind=_KINDS[code], where=where, problems=problems)


def of_problems(error: "WorkflowError") -> Refusal:
    """Everything that stands in the way, with what became of an act."""
    return Refusal(
        exit=error.exit_code,
        kind=_KINDS[error.exit_code],
        where=error.where,
        headline=getattr(error, "headline", None),
        entry=getattr(error, "seq", None),
        problems=tuple(map(_told, error.problems)),
    )


def _told(problem: "Problem") -> Told:
    return Told(
        code=problem.code,
        message=problem.words,
        basis=problem.basis,
        hint=problem.hint,
        near=getattr(problem.hint, "names", ()),
    )


def of_usage(error: click.ClickException) -> Refusal:
    """Words of the command line that cannot be read as typed."""
    offered = tuple(getattr(error, "possibilities", None) or ())
    told = Told(code="U001", message=error.format_message(), near=offered)
    return Refusal(exit=error.exit_code, kind=_KINDS[2], problems=(told,))
