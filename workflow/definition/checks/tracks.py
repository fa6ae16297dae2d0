"""Tracks and joins: each join can be read, each track has somebody to be opened for."""

from collections.abc import Iterator

from workflow.definition.checks.clusters import ORDERED
from workflow.definition.draft import Draft, Place
from workflow.definition.findings import Found
from workflow.definition.sentences import Sentences
from workflow.errors import near
from workflow.model.compiling.chart import JOIN
from workflow.model.compiling.roles import LACKING

REVIEWING = "reviewing parties"
_JOINS = "write all, any, majority, a number, or 'N of M'"


def tracks(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find joins that cannot be read, and roles of reviewers that fit nothing."""
    for state in draft.states():
        if "join" in state:
            yield from _joins(draft, state)
    for role in draft.rows("roles"):
        yield from _lacking(draft, role)
    yield from _nobody(draft)
    yield from _crowded(draft)
    yield from _chosen(draft)


def _joins(draft: Draft, state: Place) -> Iterator[Found]:
    """How many must end, of how many that there can be."""
    words, at = str(state["join"]), (*state.path, "join")
    if not JOIN.fullmatch(words):
        yield Found("D210", at, f"{words!r} is not how many must end", _JOINS)
        return
    needed, of, meant = words.partition(" of ")
    if of and int(needed) > int(meant):
        message = f"{needed} of {meant} can never have ended"
        yield Found("D210", at, message, f"write '{meant} of {needed}', or how many must end")
        return
    charts = draft.top.row("charts")
    opened = [charts.row(name).data.get("per") for _, name in state.lines("opens")]
    most = int(meant or needed) if needed.isdigit() else 0
    kind = str(opened[0]) if len(opened) == 1 else ""
    listed = draft.data.get(f"{kind}s")
    there = len(listed) if isinstance(listed, list | dict) else 0
    if kind in ORDERED and not draft.partial and most > there:
        many = f"{there} {kind}{'' if there == 1 else 's'}"
        message = f"{most} can never be opened: the design has {many}"
        yield Found("D426", at, message, "ask for as many as there are, or for all")


def _crowded(draft: Draft) -> Iterator[Found]:
    """A capacity is of reviews, so of the main chart."""
    for state in draft.states():
        if "capacity" in state and draft.main() and state.chart != draft.main():
            message = f"{state.name!r} is no step of a review, and takes no number of reviews"
            hint = f"a capacity is kept in the chart {draft.main()!r}"
            yield Found("D426", (*state.path, "capacity"), message, hint, at_key=True)


def _chosen(draft: Draft) -> Iterator[Found]:
    """Instruments are chosen out of those of the design, by one fact."""
    facts = [fact for fact in draft.rows("facts") if fact["is"] == "instruments"]
    for fact in facts[1:]:
        message = f"the instruments are chosen by {facts[0].name!r} already"
        yield Found("D426", (*fact.path, "is"), message, "one fact says which are under review")
    for fact in facts[:1]:
        if not draft.data.get("instruments") and not draft.partial:
            message = "instruments are chosen, and there are none to choose from"
            yield Found("D426", (*fact.path, "is"), message, "add 'instruments: [one, other]'")


def _lacking(draft: Draft, role: Place) -> Iterator[Found]:
    """A role for what the parties of another lack: both are of reviewing parties."""
    for path, words in role.lines("for"):
        found = LACKING.fullmatch(words)
        if found is None or draft.known("roles") is None:
            continue
        others = [r.name for r in draft.rows("roles") if r["is"] == REVIEWING]
        others = [name for name in others if name != role.name]
        if found[1] not in others or role["is"] != REVIEWING:
            message = f"{found[1]!r} and {role.name!r} must both be reviewing parties"
            hint = "write 'is: reviewing parties'" if found[1] in others else near(found[1], others)
            yield Found("D302", path, message, hint, offset=found.start(1))


def _nobody(draft: Draft) -> Iterator[Found]:
    if draft.known("roles") is None or draft.touched(("roles",)):
        return
    if any(role["is"] == REVIEWING for role in draft.rows("roles")):
        return
    for chart in draft.rows("charts"):
        if chart["per"] == "reviewer":
            message = f"the chart {chart.name!r} is per reviewer, and no role is reviewing parties"
            hint = "add a role such as 'reviewers: {is: reviewing parties, basis: …}'"
            yield Found("D419", (*chart.path, "per"), message, hint)
