"""Targets: where an event, a time limit or a join leads.

    STATE                                  one step
    [STATE if CONDITION, …, STATE]         the first whose condition holds; the last is bare
    history of STATE [with its clock]      instead of a step: the one inside STATE left last

The last line bare means that a target always leads somewhere: no review is left
between two steps because nobody thought of a case. Names are as written; they become
leaf paths in `workflow.model.compiling.compiled`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from workflow.model.definition import Branch
from workflow.model.grammar.expression_parser import NAME, RESERVED, parse_expression
from workflow.model.grammar.grammar_error import GrammarError

_DUE = "due "
_HISTORY = re.compile(r"history\s+of\s+(.*?)(\s+with\s+its\s+clock)?")
_IF = re.compile(r"\s+if(?=\s|$)\s*")
_SETS = "write it like 'due draft' or 'due draft if postponement is granted'"
_OF_STEP = "write it like 'history of follow_up' or 'history of follow_up with its clock'"
_EXAMPLE = "write it like 'closed' or [follow_up if final_report has recommendations, closed]"


def parse_target(value: str | Sequence[str]) -> tuple[Branch, ...]:
    """Read a target: one line, or several of which the last is bare.

    Raises:
        GrammarError: a line cannot be read, or the bare one is not the last and only one.
            Its column counts inside that line.
    """
    lines = (value,) if isinstance(value, str) else tuple(value)
    branches = tuple(parse_branch(line) for line in lines)
    misplaced_line = misplaced(branches)
    if misplaced_line is not None:
        _, message, hint = misplaced_line
        raise GrammarError(message, 1, hint)
    return branches


def misplaced(branches: Sequence[Branch]) -> tuple[int, str, str] | None:
    """Return index, message and hint of the line that breaks the order, if one does."""
    if not branches:
        return 0, "the target has no line", _EXAMPLE
    if branches[-1].condition is not None:
        hint = "add a last line with the step it leads to when no condition holds"
        return len(branches) - 1, "the last line of a target has no condition", hint
    for number, branch in enumerate(branches[:-1]):
        if branch.condition is None:
            message = f"after {branch.state!r}, which has no condition, no line is ever reached"
            return number, message, "put the line without condition last"
    return None


def parse_branch(text: str, *, column: int = 1) -> Branch:
    """Read one line of a target: `STATE` or `STATE if CONDITION`; STATE may be a history.

    Raises:
        GrammarError: it is neither.
    """
    start = column + len(text) - len(text.lstrip())
    step, *condition = _IF.split(text.strip(), maxsplit=1)
    branch = _branch(step, start)
    if not condition:
        return branch
    offset = len(text.strip()) - len(condition[0])
    return replace(branch, condition=parse_expression(condition[0], column=start + offset))


def _branch(step: str, column: int) -> Branch:
    """A step, or the history of one; which steps lie inside is not known here."""
    history = _HISTORY.fullmatch(step)
    if history is None:
        _check_name(step, column, _OF_STEP if step.startswith("history ") else _EXAMPLE)
        return Branch(state=step)
    _check_name(history[1], column + history.start(1), _OF_STEP)
    return Branch(state=history[1], history=history[1], clock=bool(history[2]))


def parse_sets(text: str) -> Branch:
    """Read whose date an act agrees: `due draft`, `due draft if postponement is granted`.

    Raises:
        GrammarError: it is no such text.
    """
    if not text.startswith(_DUE):
        raise GrammarError(f"{text!r} does not begin with 'due'", 1, _SETS)
    branch = parse_branch(text.removeprefix(_DUE), column=1 + len(_DUE))
    if branch.history:
        raise GrammarError("a date is that of one step", 1 + len(_DUE), _SETS)
    return branch


def _check_name(state: str, column: int, hint: str) -> None:
    if not state:
        raise GrammarError("there is no step here", column, hint)
    if not NAME.fullmatch(state) or state in RESERVED:
        shown = state if len(state) <= 40 else f"{state[:40]}…"
        raise GrammarError(f"{shown!r} is not the name of a step", column, hint)
