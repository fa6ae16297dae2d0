"""A command given twice: the same answer, nothing done twice; another act under its id is told.

What was asked is read from the entry it led to and, the second time, from the act it would
lead to now: by whom, in which role, of which part, and what.
"""

from collections.abc import Sequence

from workflow.errors import ConflictError, Problem, RoleError, RuledOutError
from workflow.model import decide
from workflow.model.rows.entry import Act, Entry
from workflow.model.rules import ROLE_CODES

_VERBS = {"role.bound": "bind", "role.vacated": "vacate"}


def same_or_conflict(command: str, review: str, entries: Sequence[Entry], act: Act) -> None:
    """Check that *act*, asked now under *command*, is what was asked then; tell its problems again.

    Raises:
        ConflictError: the id stood for another act. RuledOutError, RoleError: what a rule
            forbade then, with the entry that says so.
    """
    last = next((e for e in reversed(entries) if e.actor != "engine"), entries[-1])
    if last.review != review or _asked(last) != _asked(act):
        words = f"command {command!r} was given before, for {_told(last)}"
        hint = "give each act an id of its own"
        raise ConflictError(review, Problem(code="C002", words=words, hint=hint))
    problems = last.data.get("problems")
    if isinstance(problems, list):
        listed = tuple(Problem(**problem) for problem in problems)
        roles = any(problem.code in ROLE_CODES for problem in listed)
        kind = RoleError if roles else RuledOutError
        headline = decide.HEADLINES[last.kind]
        raise kind(last.instance or review, listed, headline=headline, seq=last.seq)


def _asked(one: Entry | Act) -> tuple[object, ...]:
    data = one.data
    what = _VERBS.get(one.kind) or data.get("event")
    if one.kind == "entry.annulled":
        what = f"annul {data.get('annuls')}"
    if one.kind == "entry.corrected":
        what = f"correct {data.get('corrects')}"
    return (one.actor, one.role, what, data.get("bound"), data.get("to"))


def _told(entry: Entry) -> str:
    actor, role, what, bound, to = _asked(entry)
    who = f" {bound} to {to}" if bound else ""
    return (
        f"{what or entry.kind}{who} of {entry.instance}, by {actor} as {role} (entry {entry.seq})"
    )
