"""A definition as a page of text: two tables for each chart, conditions and their sources."""

from collections.abc import Iterator

from cli.output import table
from workflow.definition.poll_words import acts, poll_sentence
from workflow.model.definition import Branch, Chart, Definition, Document, Event, State
from workflow.views.words import lead

#: Columns that are left out where no row has anything in them.
_SOMETIMES = ("besides", "reminders", "rules")


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
    columns = ("name", "sections", "seen_by", "besides", "basis")
    yield from _section("documents", columns, _papers(design))
    yield from _section("conditions", ("name", "otherwise", "basis"), _guards(design))
    for chart in design.charts.values():
        yield from _chart(chart)


def _chart(chart: Chart) -> Iterator[str]:
    states = (_state(state) for state in chart.states.values())
    columns = ("step", "phase", "holder", "due", "after_the_limit", "besides", "reminders", "basis")
    yield from _section(f"chart {chart.name}, one for each {chart.per}: steps", columns, states)
    decided = (_decided(state) for state in chart.states.values() if state.vote or state.silence)
    yield from _section(f"chart {chart.name}: votes and silences", ("step", "rule"), decided)
    events = (_event(event) for event in chart.events.values())
    names = ("event", "from", "by", "comes_with", "conditions", "to", "besides", "basis")
    yield from _section(f"chart {chart.name}: events", names, events)


def _section(
    title: str, columns: tuple[str, ...], records: Iterator[dict[str, object]]
) -> Iterator[str]:
    listed = list(records)
    if listed:
        yield ""
        yield title
        shown = (c for c in columns if c not in _SOMETIMES or any(row[c] for row in listed))
        yield from table(tuple(shown), listed)


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
            "besides": "; ".join(_of_paper(paper)),
            "basis": paper.basis,
        }


def _of_paper(paper: Document) -> Iterator[str]:
    if paper.from_:
        yield f"from {' or '.join(paper.from_)}"
    if paper.languages:
        yield f"in {', '.join(paper.languages)}"
    if paper.limit:
        yield f"at most {paper.limit}"
    if paper.source:
        yield f"source {paper.source}"
    if paper.derived_from:
        yield f"made of {paper.derived_from}"
    if paper.effect:
        yield paper.effect
    if paper.sealed:
        yield "sealed"


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
        "after_the_limit": _after(state),
        "besides": "; ".join(_of_step(state)),
        "reminders": tuple(f"{r.text} to {' and '.join(r.to)}" for r in state.reminders),
        "basis": state.basis,
    }


def _decided(state: State) -> dict[str, object]:
    return {"step": state.path, "rule": poll_sentence(state).removeprefix("; ")}


def _event(event: Event) -> dict[str, object]:
    return {
        "event": event.name,
        "from": event.from_,
        "by": event.by,
        "comes_with": event.with_,
        "conditions": event.guards,
        "to": _branches(event.to) or "stays",
        "besides": "; ".join(_of_event(event)),
        "basis": event.basis,
    }


def _after(state: State) -> str:
    """Where time leads: as the limit says, as was decided by then, or nowhere."""
    if state.vote or state.silence:
        return "as decided" if state.due_text else ""
    return _branches(state.on_timeout) or ("wait" if state.due_text else "")


def _of_step(state: State) -> Iterator[str]:
    """What else a step says: what it opens, what limits it."""
    if state.opens:
        join = f", join {state.join or 'all'} → {_branches(state.then)}" if state.then else ""
        yield f"opens {', '.join(state.opens)}{join}"
    if state.not_before:
        yield f"not before {state.not_before}"
    if state.capacity:
        yield f"{state.capacity} reviews at once"
    if state.roll:
        yield f"roll {state.roll}"


def _of_event(event: Event) -> Iterator[str]:
    """What else an event says: its second key, what it opens, how often it may be."""
    for words, value in (
        ("released by ", " or ".join(event.release)),
        ("binds ", event.binds),
        ("opens ", event.opens),
        ("sets the date of ", event.sets),
        ("starts ", event.starts),
        ("met by ", event.met_by),
        (
            "at most ",
            "once" if event.at_most == 1 else f"{event.at_most} times" if event.at_most else "",
        ),
    ):
        if value:
            yield f"{words}{value}"
    yield from (words for words in acts(event).removeprefix(", ").split("; ") if words)


def _branches(branches: tuple[Branch, ...]) -> str:
    return " or ".join(lead(branches))
