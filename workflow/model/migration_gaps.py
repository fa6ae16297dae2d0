"""Why a running review cannot be carried over to another version of its definition.

Whatever is on file must mean something in the new version: steps, charts, roles, facts and
documents. What is under way in a way that the old rules govern to its end (a vote, a silence,
an act that awaits its second key, a suspended clock) is ended first.
"""

from collections.abc import Iterator, Mapping

from workflow.model.definition import Definition, State
from workflow.model.migration_dates import Names
from workflow.model.rows.records import InstanceRow
from workflow.model.working import Working


def gaps(old: Working, new: Definition, names: Names) -> Iterator[str]:
    """Everything that keeps the review *old* from being carried over, each in words."""
    for row in old.instances().values():
        yield from _instance(old, row, new, names.get(row.chart, {}))
    yield from _on_file(old, new)
    if old.review.paused_on:
        yield f"its clocks are paused since {old.review.paused_on}: resume them first"
    for poll in old.rows["poll"].values():
        if getattr(poll, "status", "") == "open":
            yield f"a {getattr(poll, 'what', 'vote')} is open: it ends by the rules it began with"
    for submission in old.rows["submission"].values():
        if getattr(submission, "status", "") == "submitted":
            event = getattr(submission, "event", "an act")
            yield f"{event!r} was submitted and awaits its release"


def _instance(
    old: Working, row: InstanceRow, new: Definition, names: Mapping[str, str]
) -> Iterator[str]:
    chart, before = new.charts.get(row.chart), old.chart(row.id)
    if chart is None or chart.per != before.per:
        yield f"{row.id}: the new version has no chart {row.chart!r} that is per {before.per}"
        return
    target = names.get(row.state, row.state)
    state, was = chart.states.get(target), before.states[row.state]
    if state is None:
        yield f"{row.id} stands in {row.state!r}, which the new version does not have"
    elif state.children:
        yield f"{row.id}: {target!r} is not one step, but holds several"
    elif state.final != was.final:
        yield f"{row.id}: {target!r} is {'an end' if state.final else 'no end'} in the new version"
    elif target == row.state and chart.lineage(target) != before.lineage(row.state):
        yield f"{row.id}: {target!r} lies in other steps than before"
    elif not row.final:
        yield from _opened(row, was, state)


def _opened(row: InstanceRow, was: State, state: State) -> Iterator[str]:
    if state.opens != was.opens:
        opens, did = (", ".join(map(repr, each.opens)) for each in (state, was))
        what = f"opens {opens}" if opens else f"does not open {did}"
        yield f"{row.id}: {state.path!r} {what} in the new version, and was entered before"


def _on_file(old: Working, new: Definition) -> Iterator[str]:
    kinds = {
        "fact": ({row.name for row in old.facts()}, new.facts),
        "document": ({row.name for row in old.documents()}, new.documents),
        "role": ({row.role for row in old.bindings()}, new.roles),
    }
    for kind, (names, known) in kinds.items():
        for name in sorted(names - set(known)):
            yield f"the {kind} {name!r} is on file, and the new version has none"
    for name in sorted({row.name for row in old.facts()} & set(new.facts)):
        before, after = old.definition.facts[name].kind, new.facts[name].kind
        if before != after:
            yield f"the fact {name!r} was a {before} and is a {after} in the new version"
