"""Random definitions, as data: what a YAML file would hold once it is read."""

from collections.abc import Callable
from random import Random
from typing import Any

Data = dict[str, Any]

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
#: What is said instead where a condition has two parts: no other draw changes with it.
IN_PAIRS = {"some side is heard": "at least 2 side is heard"}


def _maybe(draw: Random, chance: int, value: Callable[[], Any]) -> Any:
    """The value with *chance* in ten, else None."""
    return value() if draw.randint(1, 10) <= chance else None


def _condition(draw: Random, limits: list[str]) -> str:
    atoms = (*ATOMS, *(f"deadline {name} is missed" for name in limits))
    parts = draw.sample(atoms, draw.randint(1, 2))
    if len(parts) > 1:
        parts = [IN_PAIRS.get(part, part) for part in parts]
    negated = [f"not {part}" if draw.randint(0, 3) == 0 else part for part in parts]
    return draw.choice([" and ", " or "]).join(negated)


def _period(draw: Random) -> str:
    unit, most = draw.choice([("day", 40), ("week", 8), ("month", 4), ("working day", 25)])
    n = draw.randint(1, most)
    after = draw.choice(["", "", "", " after paper is received", " after review.started"])
    return f"{n} {unit}{'s' if n > 1 else ''}{after}"


def _state(draw: Random, targets: list[str]) -> Data:
    holder = draw.sample(ROLES, draw.randint(1, 2))
    row: Data = {"holder": holder, "basis": "P 1"}
    due = _maybe(draw, 6, lambda: _period(draw))
    if due:
        row["due"] = due
        timeout = _maybe(draw, 5, lambda: draw.choice(targets))
        if timeout:
            row["on_timeout"] = timeout
    return row


def _states(draw: Random, names: list[str], compounds: list[str]) -> Data:
    """States s1…, of which some lie inside a compound; the last, `end`, is final.

    Time limits lead forward only, as the checker asks: none leads by itself to where it began.
    """
    inside = {name: draw.choice([None, *compounds]) for name in names[1:]}
    tree: Data = {}
    for name in names:
        around = inside.get(name)
        where = tree
        if around is not None:
            where = tree.setdefault(around, {"initial": name, "states": {}})["states"]
        where[name] = _state(draw, _forward(names, inside, name))
    for name in compounds:
        within = [child for child in names if inside.get(child) == name]
        row = _state(draw, _forward(names, inside, within[-1]) if within else ["end"])
        tree[name] = {**row, **tree.get(name, {})}
    return {**tree, "end": {"final": True, "basis": "P 1"}}


def _forward(names: list[str], inside: dict[str, str | None], name: str) -> list[str]:
    """Where a limit of *name* may lead: later steps, and compounds that begin with one."""
    later = names[names.index(name) + 1 :]
    begun = {around for child in names if child not in later for around in [inside.get(child)]}
    compounds = {inside[child] for child in later} - begun - {None}
    return [*later, *sorted(str(each) for each in compounds), "end"]


def _target(draw: Random, targets: list[str], limits: list[str]) -> Any:
    one = draw.choice(targets)
    if draw.randint(0, 3):
        return one
    return [f"{one} if {_condition(draw, limits)}", draw.choice(targets)]


def _event(draw: Random, sources: list[str], targets: list[str], guards: list[str]) -> Data:
    row: Data = {
        "from": sources,
        "by": draw.sample(ROLES[:3], draw.randint(1, 2)),
        "basis": "P 2",
    }
    optional = {
        "with": _maybe(draw, 3, lambda: draw.choice([*PAPERS, *FACTS])),
        "guard": _maybe(draw, 2, lambda: draw.choice(guards)),
        "to": _maybe(draw, 8, lambda: _target(draw, targets, [])),
        "opens": _maybe(draw, 2, lambda: "side"),
        "met_by": _maybe(draw, 2, lambda: draw.choice(["receipt", "dispatch"])),
        "binds": _maybe(draw, 1, lambda: "panel"),
    }
    return {**row, **{key: value for key, value in optional.items() if value}}


def _side(draw: Random) -> Data:
    opened: Data = {"holder": "country", "due": f"{draw.randint(1, 30)} days", "basis": "P 3"}
    if draw.getrandbits(1):
        opened["on_timeout"] = "heard"
    return {
        "per": "item",
        "initial": "open",
        "states": {"open": opened, "heard": {"final": True, "basis": "P 3"}},
        "events": {"remark": {"from": "open", "by": ["country"], "to": "heard", "basis": "P 3"}},
    }


def _track(draw: Random) -> Data:
    work: Data = {"holder": "panel", "due": f"{draw.randint(5, 60)} days", "basis": "P 4"}
    if draw.getrandbits(1):
        work["on_timeout"] = "done"
    deliver = {"from": "work", "by": ["panel", "desk"], "to": "done", "basis": "P 4"}
    return {
        "per": "instrument",
        "initial": "work",
        "states": {"work": work, "done": {"final": True, "basis": "P 4"}},
        "events": {"deliver": deliver},
    }


def _facts(draw: Random, names: list[str]) -> Data:
    agreed: Data = {"is": "consent", "by": ["country"], "basis": "P 5"}
    until = _maybe(draw, 5, lambda: draw.choice(names[1:5]))
    if until:
        agreed["until"] = until
    return {
        "agreed": agreed,
        "score": {"is": "number", "by": ["panel"], "basis": "P 5"},
        "ready": {"is": "yes_no", "by": ["desk", "country"], "basis": "P 5"},
    }


def _roles(draw: Random) -> Data:
    panel: Data = {"is": "experts", "basis": "P 6"}
    if draw.getrandbits(1):
        panel["nationals"] = "none"
    if draw.getrandbits(1):
        panel["size"] = "at least 2"
    return {
        "country": {"is": "party under review", "basis": "P 6"},
        "panel": panel,
        "desk": {"is": "secretariat", "basis": "P 6"},
        "assembly": {"is": "body", "basis": "P 6"},
    }


def random_definition(seed: int) -> Data:
    """A chart of 6 to 12 steps with one or two compounds, side items, and often tracks."""
    draw = Random(seed)
    names = [f"s{n}" for n in range(1, draw.randint(6, 10) + 1)]
    compounds = ["c1", "c2"][: draw.randint(1, 2)]
    states = _states(draw, names, compounds)
    targets = [*names, *names, *compounds, *compounds, "end"]
    if draw.randint(1, 10) <= 8:
        hub = draw.choice(names[1:3])
        row = _row(states, hub)
        row.update(opens="track", join=draw.choice(["all", "any"]))
        row["then"] = _target(draw, [*names[names.index(hub) + 1 :], "end"], [])
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
        near = [names[n + 1]] * 8 if n + 1 < len(names) else []
        events[f"go{n}"] = _event(draw, [name], [*targets, *near], list(guards))
    for n in range(draw.randint(1, 4)):
        sources = draw.choice([["any"], *([c] for c in compounds), [names[0], names[1]]])
        events[f"also{n}"] = _event(draw, sources, targets, list(guards))
    return {
        "definition": "random",
        "version": 1,
        "language": 1,
        "title": "A random design",
        "status": "proposal",
        "sources": {"P": "nothing at all"},
        "instruments": ["untoc", "tip"],
        "time": {"zone": "Europe/Vienna", "met_by": draw.choice(["receipt", "dispatch"])},
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
