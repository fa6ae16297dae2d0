"""Two definitions compared row by row, in words, with what follows.

A row is what has a name: a role, a fact, a document, a guard, a step, an event. Rows that
were renamed show as one removed and one added: nothing is guessed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflow.definition.words import words
from workflow.model.definition import Definition
from workflow.model.nominal import nominal

Rows = Mapping[tuple[str, str], Mapping[str, object]]
Figures = tuple[tuple[str, str], ...]
#: How a key of a row is called in a sentence; others stand as they are written.
WORDS = {
    "holder": "who has the ball",
    "due": "the time limit",
    "on_timeout": "what happens when the limit passes",
    "reminders": "its reminders",
    "by": "who does it",
    "from": "the step it starts from",
    "to": "where it leads",
    "with": "what comes with it",
    "guard": "its conditions",
    "that": "the condition",
    "otherwise": "the words it is answered with",
    "seen_by": "who may read it",
    "basis": "the source",
    "binds": "the team it needs",
    "is": "what it is",
}
_MANY = frozenset({"reminders", "guard", "otherwise"})
KINDS = {
    "clusters": "cluster",
    "roles": "role",
    "facts": "fact",
    "documents": "document",
    "guards": "condition",
    "bodies": "body",
    "meetings": "meeting",
    "axes": "axis",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: what it is about, in words, and the sources of both sides."""

    row: str
    words: str
    before: str = ""
    after: str = ""
    basis: str = ""


def changes(one: Mapping[str, object], two: Mapping[str, object]) -> tuple[Change, ...]:
    """Every difference between two resolved definitions, in the order of the first file."""
    old, new = dict(rows_of(one)), dict(rows_of(two))
    return tuple(change for key in dict.fromkeys((*old, *new)) for change in _row(key, old, new))


def rows_of(data: Mapping[str, object]) -> Iterator[tuple[tuple[str, str], Mapping[str, object]]]:
    """Every named row of a definition: (kind and place, keys and values)."""
    head = {k: v for k, v in data.items() if not isinstance(v, dict) or k in ("sources", "time")}
    yield ("definition", ""), head
    for section, kind in KINDS.items():
        table = data.get(section)
        if isinstance(table, dict):
            for name, row in table.items():
                yield (kind, str(name)), row if isinstance(row, dict) else {"is": row}
    charts = data.get("charts")
    for name, chart in (charts if isinstance(charts, dict) else {}).items():
        yield from _chart(str(name), chart)


def _chart(
    name: str, chart: Mapping[str, object]
) -> Iterator[tuple[tuple[str, str], Mapping[str, object]]]:
    yield ("chart", name), {k: v for k, v in chart.items() if k not in ("states", "events")}
    states, events = chart.get("states"), chart.get("events")
    yield from _states(name, "", states if isinstance(states, dict) else {})
    for event, row in (events if isinstance(events, dict) else {}).items():
        yield ("event", f"{name}.{event}"), row if isinstance(row, dict) else {}


def _states(
    chart: str, above: str, states: Mapping[str, object]
) -> Iterator[tuple[tuple[str, str], Mapping[str, object]]]:
    for name, row in states.items():
        keys = row if isinstance(row, dict) else {}
        yield ("step", f"{chart}.{above}{name}"), {k: v for k, v in keys.items() if k != "states"}
        inner = keys.get("states")
        yield from _states(chart, f"{above}{name}.", inner if isinstance(inner, dict) else {})


def _row(key: tuple[str, str], old: Rows, new: Rows) -> Iterator[Change]:
    kind, name = key
    title = f"{kind} {name}".strip()
    if key not in old:
        yield Change(row=title, words="is added", after=said(new[key]), basis=_basis(new[key]))
    elif key not in new:
        yield Change(row=title, words="is removed", before=said(old[key]), basis=_basis(old[key]))
    else:
        for column in dict.fromkeys((*old[key], *new[key])):
            yield from _key(title, column, old[key], new[key])


def _key(
    title: str, name: str, old: Mapping[str, object], new: Mapping[str, object]
) -> Iterator[Change]:
    before, after = old.get(name), new.get(name)
    if before == after:
        return
    done = "added" if before is None else "removed" if after is None else "changed"
    yield Change(
        row=title,
        words=f"{WORDS.get(name, name)} {'are' if name in _MANY else 'is'} {done}",
        before=words(before),
        after=words(after),
        basis=_basis(new) if _basis(new) == _basis(old) else f"{_basis(old)} → {_basis(new)}",
    )


def said(row: Mapping[str, object]) -> str:
    """A whole row in one line."""
    return "; ".join(f"{key} {words(value)}" for key, value in row.items() if key != "basis")


def _basis(row: Mapping[str, object]) -> str:
    return words(row.get("basis"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure of both designs side by side."""

    name: str
    before: str
    after: str


def consequences(one: Definition, two: Definition) -> tuple[Measure, ...]:
    """What follows from the differences, in figures; only those that differ."""
    return differing(figures(one), figures(two))


def differing(one: Figures, two: Figures) -> tuple[Measure, ...]:
    """The figures of both that are not the same."""
    pairs = zip(one, two, strict=True)
    return tuple(
        Measure(name=name, before=before, after=after)
        for (name, before), (_, after) in pairs
        if before != after
    )


def figures(definition: Definition) -> Figures:
    """What can be counted in a design: name and value."""
    length = nominal(definition)
    main = definition.charts[definition.main]
    consents = [f.name for f in definition.facts.values() if f.kind == "consent"]
    public = [d.name for d in definition.documents.values() if "public" in d.seen_by]
    return (
        ("earliest end, each on the last day (days)", str(length.shortest)),
        ("longest way, each on the last day (days)", str(length.longest)),
        ("longest way", " → ".join(length.path)),
        ("steps without a time limit on it", ", ".join(length.untimed) or "none"),
        ("steps", str(len(main.leaves()))),
        ("acts", str(len(main.events))),
        ("acts of the State under review", str(_acts(definition, "party"))),
        ("acts of experts", str(_acts(definition, "experts"))),
        ("acts of the Secretariat", str(_acts(definition, "secretariat"))),
        ("documents", ", ".join(definition.documents) or "none"),
        ("public documents", ", ".join(public) or "none"),
        ("agreements asked for", ", ".join(consents) or "none"),
    )


def _acts(definition: Definition, kind: str) -> int:
    roles = {role.name for role in definition.roles.values() if role.kind == kind}
    return sum(
        bool(roles & set(event.by))
        for chart in definition.charts.values()
        for event in chart.events.values()
    )
