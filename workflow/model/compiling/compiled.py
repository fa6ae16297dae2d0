"""From canonical data to the `Definition` the engine runs: pure, standard library only.

The data are what was written in the file, resolved, with no default filled in; they are
in the log. A review is therefore replayed on a machine that has neither the file nor a
YAML reader. What a checked file cannot contain is refused here, never crashed upon: the
log may come from anywhere.
"""

from collections.abc import Mapping
from typing import cast

from workflow.model.compiling.chart import MET_BY, ROLLS, chart_of
from workflow.model.compiling.meetings import bodies_of, meetings_of
from workflow.model.compiling.not_yet import not_yet
from workflow.model.compiling.roles import roles_of
from workflow.model.compiling.rows import Row, fail, read
from workflow.model.cycle_reviews import asking
from workflow.model.definition import (
    Chart,
    Cluster,
    Definition,
    Document,
    Fact,
    FactKind,
    Guard,
    MetBy,
    Roll,
    State,
    Status,
    TimeRules,
)
from workflow.model.document_rules import EFFECTS, SourcesAllowed, parse_limit
from workflow.model.grammar.expression_parser import parse_expression

STATUSES = ("proposal", "position", "illustration", "deferred", "pilot", "unconfirmed", "active")
FACT_KINDS = ("text", "consent", "number", "date", "boolean", "choice", "instruments")
#: The review itself, where a definition says that its steps are not established: one box to
#: look at, on which no cycle is opened.
UNKNOWN = Chart(
    name="review",
    per="party",
    initial="not_established",
    states={"not_established": State(path="not_established", final=True, basis="unconfirmed")},
    events={},
)
PUBLIC, CLOSED = "public", "closed"


def compile_definition(data: Mapping[str, object], hash: str) -> Definition:
    """Return the definition that *data* is.

    Args:
        data: the canonical data, as written and resolved.
        hash: SHA-256 over the canonical form, hexadecimal; taken as given.

    Raises:
        DefinitionError: *data* is not a checked definition; it names the row.
    """
    top = Row("", data)
    charts = {name: chart_of(name, row) for name, row in top.row("charts").rows()}
    if top.maybe("steps") and not charts:
        charts = {UNKNOWN.name: UNKNOWN}
    main = _main(charts)
    guards = {name: _guard(name, row) for name, row in top.row("guards").rows()}
    bodies, instruments = bodies_of(top), top.names("instruments")
    return Definition(
        name=top.text("definition"),
        version=top.whole("version"),
        title=top.text("title", ""),
        status=cast(Status, top.word("status", STATUSES, "proposal")),
        hash=hash,
        awaits=top.names("awaits"),
        sources={key: top.row("sources").text(key) for key in top.row("sources").data},
        instruments=instruments,
        time=_time(top.row("time")),
        roles=roles_of(top),
        facts={n: _fact(n, row, charts, instruments) for n, row in top.row("facts").rows()},
        documents={name: _document(name, row) for name, row in top.row("documents").rows()},
        guards=guards,
        charts=charts,
        main=main,
        not_yet=not_yet(top, charts),
        bodies=bodies,
        meetings=meetings_of(top, charts[main], bodies),
        sources_allowed=_sources_allowed(top),
        clusters={cluster.name: cluster for cluster in _clusters(top)},
        asking=asking(charts, guards, main),
    )


def _main(charts: Mapping[str, Chart]) -> str:
    """The one chart that is a review of a party."""
    found = [name for name, chart in charts.items() if chart.per == "party"]
    if len(found) != 1:
        fail("charts", f"one chart is per party; here are {len(found)}")
    return found[0]


def _time(row: Row) -> TimeRules:
    return TimeRules(
        zone=row.text("zone", "Europe/Vienna"),
        calendar=row.maybe("calendar"),
        roll=cast(Roll, row.word("roll", ROLLS, "none")),
        met_by=cast(MetBy, row.word("met_by", MET_BY, "receipt")),
        basis=row.basis("assumed"),
    )


def _fact(name: str, row: Row, charts: Mapping[str, Chart], instruments: tuple[str, ...]) -> Fact:
    kind = row.text("is", "text")
    known = "boolean" if kind == "yes_no" else kind
    if known not in FACT_KINDS:
        fail(f"{row.where}.is", f"{kind!r} is not a kind of fact")
    return Fact(
        name=name,
        kind=cast(FactKind, known),
        by=row.names("by"),
        choices=instruments if known == "instruments" else row.names("of"),
        many=row.flag("many"),
        until=_until(row, charts),
        basis=row.basis(),
        sealed=row.text("sealed", ""),
    )


def _until(row: Row, charts: Mapping[str, Chart]) -> str | None:
    """The step after whose entry a fact stays as it is; the main chart is asked first."""
    name = row.maybe("until")
    if name is None:
        return None
    ordered = sorted(charts.values(), key=lambda chart: chart.per != "party")
    for chart in ordered:
        found = [state.path for state in chart.states.values() if name in (state.path, state.name)]
        if name in found or len(found) == 1:
            return name if name in found else found[0]
    return fail(f"{row.where}.until", f"{name!r} is not one step of a chart")


def _document(name: str, row: Row) -> Document:
    readers, limit = row.names("seen_by"), row.maybe("limit")
    return Document(
        name=name,
        sections=row.names("sections"),
        may_have=row.names("may_have"),
        seen_by=() if readers == (CLOSED,) else readers,
        derived_from=row.maybe("derived_from"),
        basis=row.basis(),
        languages=row.names("languages"),
        limit=read(parse_limit, limit, f"{row.where}.limit") if limit else None,
        effect=row.word("effect", EFFECTS, EFFECTS[0]) if "effect" in row.data else None,
        source=row.maybe("source"),
        from_=row.names("from"),
        otherwise=row.text("otherwise", ""),
        sealed=row.text("sealed", ""),
    )


def _clusters(top: Row) -> list[Cluster]:
    """In the order of their turns: canonical data have no order of their own."""
    found = [
        Cluster(
            name=name,
            issues=row.text("issues"),
            authority=row.text("authority", ""),
            turn=row.whole("turn") if "turn" in row.data else None,
            instruments=row.names("instruments"),
            basis=row.basis(),
        )
        for name, row in top.row("clusters").rows()
    ]
    return sorted(found, key=lambda one: (one.turn is None, one.turn or 0, one.name))


def _sources_allowed(top: Row) -> SourcesAllowed | None:
    if "sources_allowed" not in top.data:
        return None
    row = top.row("sources_allowed")
    of = row.names("of")
    return SourcesAllowed(
        of=of,
        otherwise=row.text("otherwise", f"documents are from these sources: {', '.join(of)}"),
        basis=row.basis("assumed"),
    )


def _guard(name: str, row: Row) -> Guard:
    return Guard(
        name=name,
        that=read(parse_expression, row.text("that"), f"{row.where}.that"),
        otherwise=row.text("otherwise"),
        basis=row.basis(),
        house=row.flag("house"),
        warns=row.flag("warns"),
    )
