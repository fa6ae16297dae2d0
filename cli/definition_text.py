"""A definition as a page of text: two tables for each chart, conditions and their sources."""

from collections.abc import Iterator

from cli.output import table
from workflow.model.definition import Branch, Chart, Definition, Event, State


def lines_of(design: Definition) -> Iterator[str]:
    """The page, line by line."""
    yield f"{design.name} version {design.version}: {design.title} ({design.status})"
    yield from (f"awaits: {words}" for words in design.awaits)
    yield f"hash {design.hash}"
    yield f"instruments: {', '.join(design.instruments) or 'none'}"
    for key, title in design.sources.items():
        yield f"source {key}: {title}"
    yield from (f"cannot run yet: {words}" for words in design.not_yet)
    yield from _section(
        "clusters", ("name", "issues", "authority", "turn", "basis"), _clusters(design)
    )
    yield from _section("roles", ("name", "is", "rules", "basis"), _roles(design))
    yield from _section("facts", ("name", "is", "recorded_by", "basis"), _facts(design))
    yield from _section("documents", ("name", "sections", "seen_by", "basis"), _papers(design))
    yield from _section("conditions", ("name", "otherwise", "basis"), _guards(design))
    for chart in design.charts.values():
        yield from _chart(chart)


def _chart(chart: Chart) -> Iterator[str]:
    states = (_state(state) for state in chart.states.values())
    columns = ("step", "phase", "holder", "due", "after_the_limit", *_reminded(chart), "basis")
    yield from _section(f"chart {chart.name}, one for each {chart.per}: steps", columns, states)
    events = (_event(event) for event in chart.events.values())
    names = ("event", "from", "by", "comes_with", "conditions", "to", "basis")
    yield from _section(f"chart {chart.name}: events", names, events)


def _reminded(chart: Chart) -> tuple[str, ...]:
    """The column of reminders, where some step has one."""
    return ("reminders",) if any(state.reminders for state in chart.states.values()) else ()


def _section(
    title: str, columns: tuple[str, ...], records: Iterator[dict[str, object]]
) -> Iterator[str]:
    listed = list(records)
    if listed:
        yield ""
        yield title
        yield from table(columns, listed)


def _clusters(design: Definition) -> Iterator[dict[str, object]]:
    for cluster in design.clusters.values():
        yield {
            "name": cluster.name,
            "issues": cluster.issues,
            "authority": cluster.authority,
            "turn": cluster.turn or "",
            "basis": cluster.basis,
        }


def _roles(design: Definition) -> Iterator[dict[str, object]]:
    for role in design.roles.values():
        rules = "; ".join(rule.words for rule in role.rules)
        yield {"name": role.name, "is": role.kind, "rules": rules, "basis": role.basis}


def _facts(design: Definition) -> Iterator[dict[str, object]]:
    for fact in design.facts.values():
        kind = f"{fact.kind}, several" if fact.many else fact.kind
        yield {"name": fact.name, "is": kind, "recorded_by": fact.by, "basis": fact.basis}


def _papers(design: Definition) -> Iterator[dict[str, object]]:
    for paper in design.documents.values():
        optional = tuple(f"({name})" for name in paper.may_have)
        yield {
            "name": paper.name,
            "sections": (*paper.sections, *optional),
            "seen_by": paper.seen_by,
            "basis": paper.basis,
        }


def _guards(design: Definition) -> Iterator[dict[str, object]]:
    for guard in design.guards.values():
        house = "house rule: " if guard.house else ""
        warns = " (only warns)" if guard.warns else ""
        words = f"{house}{guard.otherwise}{warns}"
        yield {"name": guard.name, "otherwise": words, "basis": guard.basis}


def _state(state: State) -> dict[str, object]:
    return {
        "step": f"{state.path}{' (final)' if state.final else ''}",
        "phase": state.phase,
        "holder": state.holders,
        "due": state.due_text,
        "after_the_limit": _branches(state.on_timeout) or ("wait" if state.due_text else ""),
        "reminders": tuple(f"{r.text} to {' and '.join(r.to)}" for r in state.reminders),
        "basis": state.basis,
    }


def _event(event: Event) -> dict[str, object]:
    return {
        "event": event.name,
        "from": event.from_,
        "by": event.by,
        "comes_with": event.with_,
        "conditions": event.guards,
        "to": _branches(event.to) or "stays",
        "basis": event.basis,
    }


def _branches(branches: tuple[Branch, ...]) -> str:
    conditional = any(branch.condition is not None for branch in branches)
    return " or ".join(
        f"{branch.state} (if)" if conditional and branch.condition is not None else branch.state
        for branch in branches
    )
