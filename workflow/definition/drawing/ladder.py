"""A chart as a ladder: its steps in the order of the file, its events as arrows between them.

What every drawing has in common, before any of them decides where things stand.
Decisions that live here:

* The order is the author's: steps go down as they are written, a compound before its parts.
* An event possible in every step, or in every part of a compound, is one arrow from there,
  not one from each step.
* A row that nobody said is `assumed`; one said in part keeps its source and is drawn as said.
* A row whose source carries the mark `unconfirmed` is drawn as an assumed one, with its source.
* The time limit that moves a review, and the end of what a step opened, are arrows too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

from workflow.definition.checks.basis import ASSUMED
from workflow.definition.checks.unconfirmed import UNCONFIRMED
from workflow.definition.poll_words import results
from workflow.model.compiling.history import folded
from workflow.model.definition import Branch, Chart, Definition, Event, State
from workflow.model.grammar.expression import words

ANY_STEP = ""
NO_BREAK = "\N{NO-BREAK SPACE}"
PER = {
    "party": "one for each party under review",
    "instrument": "one for each instrument",
    "cluster": "one for each cluster of issues",
    "reviewer": "one for each reviewer",
    "item": "one for each item",
    "cycle": "one for the whole cycle",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A box: a leaf, or a frame around the steps below it. `depth` counts frames around it.

    `open`: several texts are on the table for it.
    """

    path: str
    title: str
    depth: int = 0
    frame: bool = False
    final: bool = False
    initial: bool = False
    assumed: bool = False
    open: bool = False
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """One way out of a step. No `target`: it does not leave the step. `source` may be a frame."""

    source: str
    target: str | None
    name: str
    details: tuple[str, ...]
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """One chart, ready to be placed: steps downwards, arrows in the order of the file."""

    name: str
    heading: str
    steps: tuple[Step, ...]
    arrows: tuple[Arrow, ...]

    def next_leaf(self) -> dict[str, str]:
        """Return, for each step that is no frame, the one below it."""
        leaves = [step.path for step in self.steps if not step.frame]
        return dict(pairwise(leaves))

    def straight(self, arrow: Arrow) -> bool:
        """Tell whether *arrow* just goes down to the next step."""
        return arrow.target is not None and self.next_leaf().get(arrow.source) == arrow.target


def ladder(definition: Definition, chart: Chart) -> Ladder:
    """Return *chart* as a ladder."""
    arrows = tuple(_arrows(definition, chart))
    steps = tuple(_steps(chart))
    if any(arrow.source == ANY_STEP for arrow in arrows):
        steps = (_anywhere(), *steps)
    heading = f"{chart.name}: {PER[chart.per]}"
    return Ladder(name=chart.name, heading=heading, steps=steps, arrows=arrows)


def is_assumed(basis: str) -> bool:
    """Tell whether *basis* is nothing but our own assumption, or was never confirmed."""
    parts = basis.split("; ")
    return bool(basis) and all({ASSUMED, UNCONFIRMED} & set(part.split()) for part in parts)


def nobody_said(step: Step) -> bool:
    """Tell whether *step* is our own assumption, and not only unconfirmed."""
    return step.assumed and not any(UNCONFIRMED in line for line in step.lines)


def unsaid(words: Iterable[str]) -> bool:
    """Tell whether no word of *words* says that a row is assumed, or unconfirmed."""
    return not any(mark in word for word in words for mark in (ASSUMED, UNCONFIRMED))


def in_brackets(basis: str) -> str:
    """Return *basis* as drawn, `[C 16, in part assumed]`, with spaces that do not break."""
    parts = basis.split("; ")
    said = [part for part in parts if part != ASSUMED]
    partly = ["in part assumed"] if said and len(said) < len(parts) else []
    words = ", ".join(said + partly) or basis
    return f"[{words}]".replace(" ", NO_BREAK) if basis else ""


def packed(details: Iterable[str], length: int) -> list[str]:
    """Return *details* in lines of at most *length*, broken between them where possible."""
    lines: list[str] = []
    for detail in details:
        if lines and len(lines[-1]) + len(detail) + 3 <= length:
            lines[-1] += f" · {detail}"
        else:
            lines += wrap(detail, length)
    return lines


def _anywhere() -> Step:
    return Step(
        path=ANY_STEP, title="any step", lines=("every step that is not final",), frame=True
    )


def _steps(chart: Chart, parent: str | None = None, depth: int = 0) -> Iterator[Step]:
    for path, state in chart.states.items():
        if state.parent == parent:
            yield _step(chart, state, depth)
            yield from _steps(chart, path, depth + 1)


def _step(chart: Chart, state: State, depth: int) -> Step:
    basis = _basis(chart, state.path)
    return Step(
        path=state.path,
        title=state.name,
        depth=depth,
        frame=bool(state.children),
        final=state.final,
        initial=state.path == chart.initial,
        assumed=is_assumed(basis),
        lines=tuple(_lines(state, basis)),
    )


def _lines(state: State, basis: str) -> Iterator[str]:
    if state.holders:
        yield f"holder: {', '.join(state.holders)}"
    if state.due_text:
        yield f"{'window' if state.window else 'time limit'}: {state.due_text}"
    if state.not_before:
        yield f"not before: {state.not_before}"
    if state.opens:
        turn = ", one after another" if state.in_turn else ""
        yield f"opens: {', '.join(state.opens)}{turn}"
    if state.capacity:
        yield f"takes at most {state.capacity} reviews"
    if state.phase and state.phase not in (state.name, *state.path.split(".")):
        yield f"phase: {state.phase}"
    if basis:
        yield in_brackets(basis)


def _basis(chart: Chart, path: str) -> str:
    rows = (chart.states[row].basis for row in chart.lineage(path))
    return next((basis for basis in rows if basis), "")


def _arrows(definition: Definition, chart: Chart) -> Iterator[Arrow]:
    for event in chart.events.values():
        for source in sources(chart, event.from_):
            yield from _of_event(definition, chart, event, source)
    for state in chart.states.values():
        yield from _of_state(chart, state)


def sources(chart: Chart, leaves: Iterable[str]) -> tuple[str, ...]:
    """Return *leaves* with every step, or all parts of a compound, said in one word."""
    wanted = set(leaves)
    everywhere = {path for path in chart.leaves() if not chart.states[path].final}
    if len(everywhere) > 1 and wanted >= everywhere:
        return (ANY_STEP,)
    return tuple(_outermost(chart, wanted))


def _outermost(chart: Chart, wanted: set[str]) -> Iterator[str]:
    """Yield compounds wholly in *wanted*, outermost first, and the leaves that are in none."""
    for path, state in chart.states.items():
        leaves = _leaves_under(chart, path)
        above = _leaves_under(chart, state.parent) if state.parent else frozenset()
        if leaves <= wanted and not (above and above <= wanted):
            yield path


def _leaves_under(chart: Chart, path: str) -> frozenset[str]:
    return frozenset(leaf for leaf in chart.leaves() if path in chart.lineage(leaf))


def _of_event(definition: Definition, chart: Chart, event: Event, source: str) -> Iterator[Arrow]:
    basis = event.basis or (_basis(chart, source) if source else "")
    for target, condition in _ways(event.to) if event.to else ((None, ""),):
        parts = (*_details(event), *_guards(definition, event), condition, in_brackets(basis))
        yield Arrow(
            source=source,
            target=target,
            name=event.name,
            details=tuple(part for part in parts if part),
            assumed=is_assumed(basis),
        )


def _details(event: Event) -> Iterator[str]:
    yield f"by {' or '.join(event.by)}" if event.by else ""
    yield f"released by {' or '.join(event.release)}" if event.release else ""
    yield f"with {', '.join(event.with_)}" if event.with_ else ""
    yield f"binds {event.binds}" if event.binds else ""
    yield f"sets the date of {event.sets}" if event.sets else ""
    yield f"opens {event.opens}" if event.opens else ""
    yield f"at most {event.at_most} times" if event.at_most else ""
    yield f"chooses {', '.join(event.choice)}" if event.choice else ""
    yield f"takes back {event.undoes}" if event.undoes else ""
    yield "closes the vote" if event.closes else ""


def _guards(definition: Definition, event: Event) -> Iterator[str]:
    for name in event.guards:
        guard = definition.guards.get(name)
        yield f"only if {name}{' (house rule)' if guard and guard.house else ''}"


def _ways(branches: tuple[Branch, ...]) -> Iterator[tuple[str, str]]:
    """Where each line leads, and what it says: a history leads to the frame of its step."""
    lines = folded(branches)
    for branch in lines:
        back = "to where it stood" if branch.history else ""
        clock = "its clock runs on" if branch.clock else ""
        bare = "otherwise" if len(lines) > 1 else ""
        when = f"if {words(branch.condition)}" if branch.condition else bare
        said = " · ".join(part for part in (back, clock, when) if part)
        yield branch.history or branch.state, said


def _unsure(basis: str) -> str:
    """The source of a way that is only unconfirmed: not to be taken for our own assumption."""
    return in_brackets(basis) if is_assumed(basis) and UNCONFIRMED in basis else ""


def _of_state(chart: Chart, state: State) -> Iterator[Arrow]:
    basis = _basis(chart, state.path)
    limit = is_assumed(basis) or not unsaid((state.due_text,))
    ways = (
        *(("time limit passed", limit, way) for way in _ways(state.on_timeout)),
        *((f"{state.join or 'all'} of {' and '.join(state.opens)} ended", is_assumed(basis), way)
          for way in _ways(state.then)),
        *((name, is_assumed(basis), (leaf, " · ".join(part for part in (why, said) if part)))
          for name, branches, why in results(state) for leaf, said in _ways(branches)),
    )  # fmt: skip
    for name, assumed, (target, condition) in ways:
        yield Arrow(
            source=state.path,
            target=target,
            name=name,
            details=tuple(part for part in (condition, _unsure(basis)) if part),
            assumed=assumed,
        )
