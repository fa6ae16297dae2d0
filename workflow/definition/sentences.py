"""Every text of a file that is in one of the small grammars, read once, with its place.

Conditions stand in guards and in targets; periods under `due`, `window`, `not_before`; which
meeting a review is bound to, under `meetings`.
What cannot be read is a finding at its exact column; what can is handed to the checks of
names, with the offset of the text it came from.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from workflow.definition.draft import Draft, Place
from workflow.definition.findings import Found, Path
from workflow.model.compiling.polls import parse_closing, parse_start
from workflow.model.definition import Branch
from workflow.model.grammar.expression import Expression
from workflow.model.grammar.expression_parser import parse_expression
from workflow.model.grammar.grammar_error import GrammarError
from workflow.model.grammar.meeting_rule import parse_meeting
from workflow.model.grammar.period import AnchorName, Period, parse_due
from workflow.model.grammar.target_parser import misplaced, parse_branch, parse_sets
from workflow.model.grammar.window import parse_gap, parse_window

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, the text it stands in, and the chart if it stands in one."""

    path: Path
    text: str
    tree: Expression
    chart: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One line of a target: which step, or the history of which, written where."""

    path: Path
    text: str
    state: str
    chart: str
    history: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """A period, the text it stands in, and the state it limits."""

    path: Path
    text: str
    period: Period
    state: Place


@dataclass(frozen=True, slots=True)
class Bound:
    """What a meeting is counted from, and the text it stands in."""

    path: Path
    text: str
    anchor: AnchorName


@dataclass(slots=True)
class Sentences:
    """Everything read, and what could not be."""

    conditions: list[Condition] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    meetings: list[Bound] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)


def sentences_of(draft: Draft) -> Sentences:
    """Read every sentence of *draft*."""
    sentences = Sentences()
    for guard in draft.rows("guards"):
        _condition(guard, "that", sentences)
    for meeting in draft.rows("meetings"):
        _meeting(meeting, sentences)
    for state in draft.states():
        _limits(state, sentences)
        _targets(state, ("on_timeout", "then"), sentences)
        _results(state, sentences)
        for reminder in state.inner("reminders"):
            _condition(reminder, "if", sentences, state.chart)
    for event in draft.events():
        _targets(event, ("to",), sentences)
        _sets(event, sentences)
    return sentences


def _condition(place: Place, key: str, sentences: Sentences, chart: str = "") -> None:
    for path, text in place.lines(key):
        tree = _read(parse_expression, "D204", (path, text), sentences)
        if tree is not None:
            sentences.conditions.append(Condition(path, text, tree, chart))


def _meeting(meeting: Place, sentences: Sentences) -> None:
    for path, text in meeting.lines("is"):
        rule = _read(parse_meeting, "D207", (path, text), sentences)
        if rule is not None:
            sentences.meetings.append(Bound(path, text, rule.anchor))


def _limits(state: Place, sentences: Sentences) -> None:
    for key, parse in (("due", parse_due), ("not_before", parse_gap)):
        for path, text in state.lines(key):
            period = _read(parse, "D201", (path, text), sentences)
            if period is not None:
                sentences.limits.append(Limit(path, text, period, state))
    for path, text in state.lines("window"):
        window = _read(parse_window, "D202", (path, text), sentences)
        if window is not None:
            ends = (window.opens, window.closes)
            sentences.limits.extend(Limit(path, text, period, state) for period in ends if period)
    for key in ("vote", "silence"):
        _polled(Place((*state.path, key), state.row.row(key), state.chart), state, sentences)


def _polled(poll: Place, state: Place, sentences: Sentences) -> None:
    """How long a vote or silence is open; what cannot be read is found by `check_polls`."""
    for key, parse in (("closes", parse_closing), ("starts", parse_start)):
        for path, text in poll.lines(key):
            with suppress(GrammarError):
                sentences.limits.append(Limit(path, text, parse(text), state))


def _targets(place: Place, keys: Sequence[str], sentences: Sentences) -> None:
    for key in keys:
        lines = tuple(place.lines(key))
        branches = [_read(parse_branch, "D203", line, sentences) for line in lines]
        whole = [branch for branch in branches if branch is not None]
        for (path, text), branch in zip(lines, branches, strict=True):
            if branch is not None:
                _keep(path, text, branch, place.chart, sentences)
        if whole and len(whole) == len(branches):
            _check_order((*place.path, key), whole, lines, sentences)


def _sets(event: Place, sentences: Sentences) -> None:
    for path, text in event.lines("sets"):
        branch = _read(parse_sets, "D203", (path, text), sentences)
        if branch is not None and branch.condition is not None:
            sentences.conditions.append(Condition(path, text, branch.condition, event.chart))


def _keep(path: Path, text: str, branch: Branch, chart: str, sentences: Sentences) -> None:
    history = branch.history is not None
    sentences.targets.append(Target(path, text, branch.state, chart, history))
    if branch.condition is not None:
        sentences.conditions.append(Condition(path, text, branch.condition, chart))


def _check_order(
    path: Path,
    branches: Sequence[Branch],
    lines: Sequence[tuple[Path, str]],
    sentences: Sentences,
) -> None:
    broken = misplaced(branches)
    if broken is not None:
        number, message, hint = broken
        sentences.found.append(Found("D203", lines[number][0] if lines else path, message, hint))


def _results(state: Place, sentences: Sentences) -> None:
    """The steps that the results of a vote or of a silence procedure lead to."""
    for key in ("vote", "silence"):
        then = state.row.row(key).row("then")
        place = Place((*state.path, key, "then"), then, state.chart)
        _targets(place, tuple(then.data), sentences)


def _read(
    parse: Callable[[str], Read], code: str, line: tuple[Path, str], sentences: Sentences
) -> Read | None:
    path, text = line
    try:
        return parse(text)
    except GrammarError as error:
        offset = error.column - 1
        sentences.found.append(Found(code, path, error.message, error.hint, offset=offset))
        return None
