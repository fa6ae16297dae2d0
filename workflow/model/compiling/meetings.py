"""Bodies and the meetings that reviews are bound to, from data to values.

Decisions that live here: only ordinary meetings count unless the body says others do; the
step taken at a meeting is the one whose holder the body is, unless `for` names it.
"""

from typing import Literal, cast

from workflow.model.compiling.rows import Row, fail, read
from workflow.model.definition import Body, Chart, Meeting
from workflow.model.grammar.meeting_rule import parse_meeting

NATURES = ("ordinary", "extraordinary")
ON_MISS = ("next", "wait")


def bodies_of(top: Row) -> dict[str, Body]:
    """Return every body that meets."""
    return {name: _body(name, row) for name, row in top.row("bodies").rows()}


def _body(name: str, row: Row) -> Body:
    counts = row.names("counts") or NATURES[:1]
    strange = [word for word in counts if word not in NATURES]
    if strange:
        fail(f"{row.where}.counts", f"{strange[0]!r} is not one of {', '.join(NATURES)}")
    return Body(
        name=name,
        calendar=row.maybe("calendar"),
        zone=row.maybe("zone"),
        counts=counts,
        basis=row.basis("assumed"),
    )


def meetings_of(top: Row, main: Chart, bodies: dict[str, Body]) -> dict[str, Meeting]:
    """Return every meeting that a review is bound to; *main* is its main chart."""
    return {name: _meeting(name, row, main, bodies) for name, row in top.row("meetings").rows()}


def _meeting(name: str, row: Row, main: Chart, bodies: dict[str, Body]) -> Meeting:
    body = row.text("of")
    if body not in bodies:
        fail(f"{row.where}.of", f"there is no body {body!r} that meets")
    if any(state.deadline == name for state in main.states.values()):
        fail(row.where, f"a step of {main.name!r} has a time limit of that name")
    text = row.text("is")
    on_miss = cast(Literal["next", "wait"], row.word("on_miss", ON_MISS, "wait"))
    return Meeting(
        name=name,
        body=body,
        rule=read(parse_meeting, text, f"{row.where}.is"),
        text=text,
        step=step_of(row, main, body),
        on_miss=on_miss,
        basis=row.basis(bodies[body].basis),
    )


def step_of(row: Row, main: Chart, body: str) -> str:
    """The path of the step that is taken at the meeting *row* of *body*.

    Raises:
        DefinitionError: no one step is it.
    """
    named = row.maybe("for")
    found = [
        path
        for path, state in main.states.items()
        if (named in (path, state.name) if named else body in state.holders and not state.children)
    ]
    if named in found:
        return str(named)
    if len(found) == 1:
        return found[0]
    words = f"{named!r} is not one step of {main.name!r}" if named else "which step is taken there?"
    return fail(f"{row.where}.for", words, "add 'for: ' and the step that the meeting takes")
