"""One chart from data to states and events with leaf paths.

Decisions that live here, each as the language says: phase, holder and basis of a compound
are its children's when they say none; an end has no holder of its own accord; an event
without basis has that of the states it starts from; a time limit is named after its state.
"""

import re
from typing import cast

from workflow.model.compiling.polls import silence_of, vote_of
from workflow.model.compiling.reminders import reminders_of
from workflow.model.compiling.rows import Row, fail, read
from workflow.model.compiling.targets import target_of
from workflow.model.compiling.tree import Tree
from workflow.model.definition import PHASES, Chart, Event, MetBy, Per, Roll, State
from workflow.model.grammar.period import parse_due
from workflow.model.grammar.target_parser import parse_sets
from workflow.model.grammar.window import parse_gap, parse_window

PERS = ("party", "instrument", "cluster", "reviewer", "item", "cycle")
MET_BY = ("receipt", "dispatch")
JOIN = re.compile(r"all|any|majority|[1-9][0-9]{0,3}( of [1-9][0-9]{0,3})?")
ROLLS = ("none", "forward", "back")


def chart_of(name: str, row: Row) -> Chart:
    """Return the chart *name*.

    Raises:
        DefinitionError: a name is not of this chart, or a text is not of its grammar.
    """
    tree = Tree(row)
    _begins(row)
    states: dict[str, State] = {}
    for path in tree.nodes:
        states[path] = _state(path, tree, states)
    events = {key: _event(key, event, tree, states) for key, event in row.row("events").rows()}
    per = cast(Per, row.word("per", PERS, "party"))
    return Chart(name=name, per=per, initial=tree.initial(None), states=states, events=events)


def _state(path: str, tree: Tree, above: dict[str, State]) -> State:
    node = tree.nodes[path]
    row, parent = node.row, above[node.parent] if node.parent else None
    if node.children:
        _begins(row)
    due, window, gap = (row.maybe(key) for key in ("due", "window", "not_before"))
    if due and window:
        fail(f"{row.where}.window", "a step has a limit or a window, not both")
    name = path.rpartition(".")[2]
    polled = _polled(row)
    if polled and (due or window):
        fail(f"{row.where}.{'due' if due else 'window'}", "time ends the vote or silence already")
    holders = row.names("holder") or _inherited_holders(row, parent)
    basis = row.basis(parent.basis if parent else "")
    return State(
        path=path,
        parent=node.parent,
        children=node.children,
        initial=tree.initial(path) if node.children else None,
        phase=row.text("phase", "") or _phase(name, parent),
        holders=holders,
        due=read(parse_due, due, f"{row.where}.due") if due else None,
        due_text=due or window or polled,
        deadline=name if due or window or polled else "",
        on_timeout=target_of(row, "on_timeout", tree),
        opens=row.names("opens"),
        in_turn=row.flag("in_turn"),
        join=_join(row),
        then=target_of(row, "then", tree),
        final=row.flag("final"),
        basis=basis,
        window=read(parse_window, window, f"{row.where}.window") if window else None,
        not_before=read(parse_gap, gap, f"{row.where}.not_before") if gap else None,
        roll=cast(Roll, row.word("roll", ROLLS, "none")) if "roll" in row.data else None,
        vote=vote_of(row, tree),
        silence=silence_of(row, tree, basis),
        capacity=_count(row, "capacity"),
        reminders=reminders_of(row, holders, basis),
    )


def _polled(row: Row) -> str:
    """How long a vote or silence is open, in the words of the file; empty where time ends none."""
    silence = row.row("silence")
    starts = silence.maybe("starts")
    words = silence.maybe("closes") or row.row("vote").maybe("closes") or ""
    return f"{words} after {starts}" if starts else words


def _begins(row: Row) -> None:
    """Canonical data have no order, so that which step is first has to be said."""
    if "initial" not in row.data:
        fail(row.where, "says no initial step", "add 'initial: ' and the step in which it begins")


def _phase(name: str, parent: State | None) -> str | None:
    if name in PHASES:
        return name
    return parent.phase if parent else None


def _inherited_holders(row: Row, parent: State | None) -> tuple[str, ...]:
    return () if parent is None or row.flag("final") else parent.holders


def _join(row: Row) -> str | None:
    """`all`, `any`, `majority` or how many, as text."""
    if "join" not in row.data:
        return None
    is_text = isinstance(row.data["join"], str)
    words = row.text("join") if is_text else str(row.whole("join"))
    if not JOIN.fullmatch(words):
        fail(f"{row.where}.join", f"{words!r} is not all, any, majority, a number or 'N of M'")
    return words


def _event(name: str, row: Row, tree: Tree, states: dict[str, State]) -> Event:
    sources = tree.sources(row.names("from"), f"{row.where}.from")
    bases = dict.fromkeys(states[leaf].basis for leaf in sources if states[leaf].basis)
    met_by = row.word("met_by", MET_BY, "receipt") if "met_by" in row.data else None
    sets = read(parse_sets, row.text("sets"), f"{row.where}.sets") if "sets" in row.data else None
    return Event(
        name=name,
        from_=sources,
        by=row.names("by"),
        with_=row.names("with"),
        binds=row.maybe("binds"),
        opens=row.maybe("opens"),
        sets=sets.state if sets else None,
        sets_if=sets.condition if sets else None,
        release=row.names("release"),
        guards=row.names("guard"),
        to=target_of(row, "to", tree),
        met_by=cast(MetBy | None, met_by),
        choice=row.names("choice"),
        undoes=row.maybe("undoes"),
        closes=row.maybe("closes") is not None,
        basis=row.basis("; ".join(bases)),
        at_most=_count(row, "at_most"),
        starts=row.maybe("starts"),
    )


def _count(row: Row, key: str) -> int | None:
    """A number of at least one under *key*; None where it is not there."""
    if key not in row.data:
        return None
    number = row.whole(key)
    return number if number > 0 else fail(f"{row.where}.{key}", "is 0; write how many, or none")
