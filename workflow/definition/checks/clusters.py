"""Clusters of issues: each is opened somewhere, and where they come in turn their order is said.

A cluster is a group of issues of one review. Beside an instrument its name would make two parts of
a review look alike, so that no cluster is called as an instrument is.
"""

from collections.abc import Iterator

from workflow.definition.draft import Draft, Place
from workflow.definition.findings import Found
from workflow.definition.sentences import Sentences
from workflow.errors import near

#: What may be opened one after another: what has an order.
ORDERED = ("cluster", "instrument")


def clusters(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find clusters that cannot be opened, or not in the order that is asked for."""
    declared = tuple(draft.rows("clusters"))
    for cluster in declared:
        yield from _named(draft, cluster)
    if draft.known("clusters") is None or draft.touched(("clusters",)):
        return
    charts = [chart for chart in draft.rows("charts") if chart["per"] == "cluster"]
    for chart in charts if not declared else ():
        message = f"the chart {chart.name!r} is per cluster, and no cluster is declared"
        hint = "add a row such as 'clusters: {judiciary: {issues: …, basis: …}}'"
        yield Found("D419", (*chart.path, "per"), message, hint)
    for state in draft.states():
        if state["in_turn"] is True and "opens" in state:
            yield from _in_turn(draft, state, declared)


def _named(draft: Draft, cluster: Place) -> Iterator[Found]:
    listed = draft.data.get("instruments")
    known = [str(name) for name in listed] if isinstance(listed, list) else []
    if cluster.name in known:
        message = f"{cluster.name!r} is an instrument already"
        yield Found("D313", cluster.path, message, "choose another name", at_key=True)
    if draft.partial or draft.touched(("instruments",)):
        return
    for path, name in cluster.lines("instruments"):
        if name not in known:
            message = f"there is no instrument {name!r}"
            yield Found("D426", path, message, near(name, known), offset=0)


def _in_turn(draft: Draft, state: Place, declared: tuple[Place, ...]) -> Iterator[Found]:
    """Of one chart, of what has an order; of clusters, each with a turn of its own."""
    at, charts = (*state.path, "in_turn"), draft.top.row("charts")
    opened = [charts.row(name).data.get("per") for _, name in state.lines("opens")]
    if len(opened) != 1 or opened[0] not in ORDERED:
        message = f"{state.name!r} opens nothing that has an order"
        hint = "one chart that is per cluster or per instrument is opened in turn"
        yield Found("D426", at, message, hint, at_key=True)
    if opened != ["cluster"]:
        return
    seen: dict[object, str] = {}
    for cluster in declared if len(declared) > 1 else ():
        other = seen.setdefault(cluster["turn"], cluster.name)
        if cluster["turn"] is None or other != cluster.name:
            so = f"has the turn of {other!r}" if cluster["turn"] else "has no turn"
            message = f"the cluster {cluster.name!r} {so}, and they come one after another"
            yield Found("D426", cluster.path, message, "add 'turn: ' and its place", at_key=True)


def unopened(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find clusters that no chart is there for."""
    if not any(chart["per"] == "cluster" for chart in draft.rows("charts")):
        for cluster in draft.rows("clusters"):
            message = f"the cluster {cluster.name!r} is never opened"
            hint = "add a chart 'per: cluster' and a step that opens it, or delete the row"
            yield Found("D414", cluster.path, message, hint, at_key=True)
