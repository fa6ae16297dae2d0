"""Random definitions, as data: what a YAML file would hold once it is read."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

Data = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]

ROLES = ("country", "panel", "desk", "assembly")
FACTS = {"agreed": ("given", "withdrawn"), "score": ("1", "3", "5"), "ready": ("yes", "no")}
PAPERS = ("paper", "letter")
ATOMS = (
    "agreed is given",
    "agreed is recorded",
    "score >= 3",
    "score == 1",
    "ready is yes",
    "paper is received",
    "paper has extra",
    "panel is bound",
    "no side is open",
    "some side is heard",
)


def _maybe(draw: Draw, chance: int, value: Callable[[], Any]) -> Any:
    """The value with *chance* in ten, else None."""
    return value() if draw(st.integers(1, 10)) <= chance else None


def _condition(draw: Draw, limits: list[str]) -> str:
    atoms = (*ATOMS, *(f"deadline {name} is missed" for name in limits))
    parts = draw(st.lists(st.sampled_from(atoms), min_size=1, max_size=2))
    negated = [f"not {part}" if draw(st.integers(0, 3)) == 0 else part for part in parts]
    return draw(st.sampled_from([" and ", " or "])).join(negated)


def _period(draw: Draw) -> str:
    unit, most = draw(
        st.sampled_from([("day", 40), ("week", 8), ("month", 4), ("working day", 25)])
    )
    n = draw(st.integers(1, most))
    after = draw(st.sampled_from(["", "", "", " after paper is received", " after review.started"]))
    return f"{n} {unit}{'s' if n > 1 else ''}{after}"


def _state(draw: Draw, targets: list[str]) -> Data:
    holder = draw(st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True))
    row: Data = {"holder": holder, "basis": "P 1"}
    due = _maybe(draw, 6, lambda: _period(draw))
    if due:
        row["due"] = due
        timeout = _maybe(draw, 5, lambda: draw(st.sampled_from(targets)))
        if timeout:
            row["on_timeout"] = timeout
    return row


def _states(draw: Draw, names: list[str], compounds: list[str]) -> Data:
    """States s1…, of which some lie inside a compound; the last, `end`, is final."""
    targets = [*names, *compounds, "end"]
    rows: Data = {name: _state(draw, targets) for name in names}
    tree: Data = {}
    for name in names:
        inside = draw(st.sampled_from([None, *compounds])) if name != "s1" else None
        where = tree
        if inside is not None:
            where = tree.setdefault(inside, {"initial": name, "states": {}})["states"]
        where[name] = rows[name]
    for name in compounds:
        if name in tree:
            tree[name] = {**_state(draw, targets), **tree[name]}
        else:
            tree[name] = _state(draw, targets)
    return {**tree, "end": {"final": True, "basis": "P 1"}}


def _target(draw: Draw, targets: list[str], limits: list[str]) -> Any:
    one = draw(st.sampled_from(targets))
    if draw(st.integers(0, 3)):
        return one
    return [f"{one} if {_condition(draw, limits)}", draw(st.sampled_from(targets))]


def _event(draw: Draw, sources: list[str], targets: list[str], guards: list[str]) -> Data:
    row: Data = {
        "from": sources,
        "by": draw(st.lists(st.sampled_from(ROLES[:3]), min_size=1, max_size=2, unique=True)),
        "basis": "P 2",
    }
    optional = {
        "with": _maybe(draw, 3, lambda: draw(st.sampled_from([*PAPERS, *FACTS]))),
        "guard": _maybe(draw, 3, lambda: draw(st.sampled_from(guards))),
        "to": _maybe(draw, 8, lambda: _target(draw, targets, [])),
        "opens": _maybe(draw, 2, lambda: "side"),
        "met_by": _maybe(draw, 2, lambda: draw(st.sampled_from(["receipt", "dispatch"]))),
        "binds": _maybe(draw, 1, lambda: "panel"),
    }
    return {**row, **{key: value for key, value in optional.items() if value}}


def _side(draw: Draw) -> Data:
    opened: Data = {"holder": "country", "due": f"{draw(st.integers(1, 30))} days", "basis": "P 3"}
    if draw(st.booleans()):
        opened["on_timeout"] = "heard"
    return {
        "per": "item",
        "initial": "open",
        "states": {"open": opened, "heard": {"final": True, "basis": "P 3"}},
        "events": {"remark": {"from": "open", "by": ["country"], "to": "heard", "basis": "P 3"}},
    }


def _track(draw: Draw) -> Data:
    work: Data = {"holder": "panel", "due": f"{draw(st.integers(5, 60))} days", "basis": "P 4"}
    if draw(st.booleans()):
        work["on_timeout"] = "done"
    deliver = {"from": "work", "by": ["panel", "desk"], "to": "done", "basis": "P 4"}
    return {
        "per": "instrument",
        "initial": "work",
        "states": {"work": work, "done": {"final": True, "basis": "P 4"}},
        "events": {"deliver": deliver},
    }


def _facts(draw: Draw, names: list[str]) -> Data:
    agreed: Data = {"is": "consent", "by": ["country"], "basis": "P 5"}
    until = _maybe(draw, 4, lambda: draw(st.sampled_from(names)))
    if until:
        agreed["until"] = until
    return {
        "agreed": agreed,
        "score": {"is": "number", "by": ["panel"], "basis": "P 5"},
        "ready": {"is": "yes_no", "by": ["desk", "country"], "basis": "P 5"},
    }


def _roles(draw: Draw) -> Data:
    panel: Data = {"is": "experts", "basis": "P 6"}
    if draw(st.booleans()):
        panel["nationals"] = "none"
    if draw(st.booleans()):
        panel["size"] = "at least 2"
    return {
        "country": {"is": "party under review", "basis": "P 6"},
        "panel": panel,
        "desk": {"is": "secretariat", "basis": "P 6"},
        "assembly": {"is": "body", "basis": "P 6"},
    }


@st.composite
def definitions(draw: Draw) -> Data:
    """A chart of 6 to 12 steps with one or two compounds, side items, and often tracks."""
    names = [f"s{n}" for n in range(1, draw(st.integers(6, 10)) + 1)]
    compounds = ["c1", "c2"][: draw(st.integers(1, 2))]
    states = _states(draw, names, compounds)
    targets = [*names, *compounds, "end"]
    if draw(st.booleans()):
        hub = draw(st.sampled_from(names[1:]))
        row = _row(states, hub)
        row.update(opens="track", join=draw(st.sampled_from(["all", "any"])))
        row["then"] = _target(draw, [name for name in targets if name != hub], [])
    limits = [name for name in (*names, *compounds) if "due" in _row(states, name)]
    guards = {
        f"g{n}": {
            "that": _condition(draw, limits),
            "otherwise": f"rule {n} is not met",
            "basis": "P 7",
        }
        for n in range(1, 4)
    }
    events: Data = {}
    for n, name in enumerate(names):
        events[f"go{n}"] = _event(draw, [name], targets, list(guards))
    for n in range(draw(st.integers(1, 4))):
        sources = draw(
            st.sampled_from([["any"], *([c] for c in compounds), [names[0], names[1]]])
        )
        events[f"also{n}"] = _event(draw, sources, targets, list(guards))
    return {
        "definition": "random",
        "version": 1,
        "language": 1,
        "title": "A random design",
        "status": "proposal",
        "sources": {"P": "nothing at all"},
        "instruments": ["untoc", "tip"],
        "time": {"zone": "Europe/Vienna", "met_by": draw(st.sampled_from(["receipt", "dispatch"]))},
        "roles": _roles(draw),
        "facts": _facts(draw, names),
        "documents": {
            "paper": {"may_have": ["extra"], "seen_by": ["desk"], "basis": "P 8"},
            "letter": {"seen_by": ["desk"], "basis": "P 8"},
        },
        "guards": guards,
        "charts": {
            "review": {"initial": "s1", "states": states, "events": events},
            "side": _side(draw),
            "track": _track(draw),
        },
    }


def _row(states: Data, name: str) -> Data:
    """The row of the state called *name*, at whatever depth."""
    for key, row in states.items():
        if key == name:
            return row  # type: ignore[no-any-return]
        if name in row.get("states", {}):
            return row["states"][name]  # type: ignore[no-any-return]
    raise KeyError(name)
