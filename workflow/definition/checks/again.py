"""What is right the first time and not the second: facts that stay, meetings, places in a session.

Only charts in which nothing was found are asked. Decisions that live here:

* A fact that stays from a step on (`until`) is not brought by an event behind that step: there it
  is ruled out, so that a loop stands still the second time.
* A meeting that counts from the entering of a step which another meeting of the same body takes
  may be that very meeting.
* A `capacity` is kept by acts alone, so that where no act leads into the step nothing keeps it.
"""

from collections.abc import Iterator

from workflow.definition.draft import Draft
from workflow.definition.findings import Found
from workflow.definition.graph import Graph
from workflow.definition.sentences import Sentences
from workflow.model.definition import Event


def again(draft: Draft, sentences: Sentences, graph: Graph) -> Iterator[Found]:
    """Find what the chart of *graph* says that does not hold when it comes round again."""
    yield from _fixed(draft, graph)
    if graph.chart.name == draft.main():
        yield from _same_meeting(draft, sentences, graph)
        yield from _unkept(graph)


def _fixed(draft: Draft, graph: Graph) -> Iterator[Found]:
    until = {str(row.name): str(row["until"]) for row in draft.rows("facts") if row["until"]}
    for event in graph.chart.events.values():
        for name in event.with_:
            behind = _behind(graph, event, until.get(name, ""))
            if behind:
                path = ("charts", graph.chart.name, "events", event.name)
                message = (
                    f"{event.name!r} brings {name!r}, which stays once {until[name]!r} was "
                    f"entered: from {behind!r} it is ruled out when that lies behind"
                )
                hint = "let the fact stay from a later step, or bring one of its own"
                yield Found("D427", path, message, hint, at_key=True)


def _behind(graph: Graph, event: Event, until: str) -> str:
    """A step that *event* starts from and that can come after the step *until*; empty if none."""
    chart = graph.chart
    named = {path for path in chart.states if until in (path, chart.states[path].name)}
    inside = [leaf for leaf in chart.leaves() if named & set(chart.lineage(leaf))]
    after = graph.reached(*inside)
    return next((leaf for leaf in event.from_ if leaf in after), "")


def _same_meeting(draft: Draft, sentences: Sentences, graph: Graph) -> Iterator[Found]:
    rows = {row.name: row for row in draft.rows("meetings")}
    for bound in sentences.meetings:
        mine = rows.get(str(bound.path[1]))
        if mine is None or bound.anchor.word == "left" or "at least" in bound.text:
            continue
        for other in rows.values():
            taken = str(other["for"] or _held(graph, str(other["of"])))
            names = (taken, taken.rpartition(".")[2])
            if other.name != mine.name and other["of"] == mine["of"] and bound.anchor.name in names:
                message = (
                    f"the meeting {mine.name!r} may be the same as {other.name!r}: it counts from "
                    f"entering {bound.anchor.name!r}, which comes before that meeting"
                )
                hint = f"count 'after {bound.anchor.name} is left', or say at least how long after"
                yield Found("D428", bound.path, message, hint)


def _held(graph: Graph, body: str) -> str:
    """The step that *body* holds alone; empty where there is none, or are several."""
    held = [leaf for leaf in graph.chart.leaves() if body in graph.chart.states[leaf].holders]
    return held[0] if len(held) == 1 else ""


def _unkept(graph: Graph) -> Iterator[Found]:
    chart = graph.chart
    for path, state in chart.states.items():
        inside = {leaf for leaf in chart.leaves() if path in chart.lineage(leaf)}
        led = {
            branch.state
            for event in chart.events.values()
            if not set(event.from_) <= inside
            for branch in event.to
        }
        if state.capacity and not led & inside:
            message = f"the capacity of {path!r} is kept by nobody: no act leads into it"
            hint = "a time limit or a join asks nobody's leave: let an event give the place"
            yield Found("D429", (*graph.places[path].path, "capacity"), message, hint, at_key=True)
