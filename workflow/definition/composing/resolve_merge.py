"""Laying one table over another, row by row, and remembering where each value came from.

Decisions that live here: tables are merged key by key; a list or a text is replaced as a
whole; `null` takes a row or key away. A position may also write `guard+: NAME` or
`seen_by-: NAME`: it adds to a list, or takes from it, so that two positions can speak of
the same list. What is laid over nothing, or taken away where nothing is, is told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from workflow.definition.findings import Path, Position

Data = dict[str, object]
ADDS, TAKES = "+", "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A file, and whose it is: a definition, or a position with the basis of its element."""

    file: str
    whose: str
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Data to lay over others, with the place of each value in its own file."""

    data: Mapping[str, object]
    positions: Mapping[Path, Position]
    source: Source

    def at(self, path: Path) -> "Layer":
        """The table at *path* as a layer of its own.

        Raises:
            KeyError: there is no table.
        """
        data: object = self.data
        for step in path:
            data = data[step] if isinstance(data, Mapping | list) else None  # type: ignore[index]
        if not isinstance(data, Mapping):
            raise KeyError(path)
        inside = {p[len(path) :]: x for p, x in self.positions.items() if p[: len(path)] == path}
        return replace(self, data=data, positions=inside)


@dataclass(slots=True)
class Merged:
    """Data, where each value stands in its file, and which file that is."""

    data: Data
    positions: dict[Path, Position] = field(default_factory=dict)
    sources: dict[Path, Source] = field(default_factory=dict)
    #: Paths (of the last layer) that took away what was not there.
    missed: list[Path] = field(default_factory=list)


def laid_over(base: Merged, layer: Layer) -> Merged:
    """Return *layer* laid over *base*; neither is changed."""
    result = Merged({}, dict(base.positions), dict(base.sources))
    result.data = _tables(base.data, layer.data, (), _Work(layer, result))
    return result


@dataclass(frozen=True, slots=True)
class _Work:
    layer: Layer
    result: Merged

    def note(self, path: Path, at: Path) -> None:
        """The value at *path* is the layer's, from *at* in it."""
        position = self.layer.positions.get(at)
        if position is not None:
            self.result.positions[path] = position
        self.result.sources[path] = self.layer.source

    def forget(self, path: Path) -> None:
        """Whatever stood at or in *path* is gone."""
        for known in (self.result.positions, self.result.sources):
            for old in [old for old in known if old[: len(path)] == path]:
                del known[old]


def _tables(under: Mapping[str, object], over: Mapping[str, object], at: Path, work: _Work) -> Data:
    data: Data = dict(under)
    for key, value in over.items():
        path = (*at, key)
        if key[-1:] in (ADDS, TAKES):
            _listed(data, path, value, work)
        elif value is None:
            _taken_away(data, path, work)
        elif isinstance(value, Mapping) and isinstance(data.get(key), Mapping):
            data[key] = _tables(_table(data[key]), value, path, work)
        else:
            work.forget(path)
            data[key] = _taken(value, path, work)
    return data


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _taken(value: object, path: Path, work: _Work) -> object:
    """A new value with its places; nulls and list signs inside it mean what they say."""
    work.note(path, path)
    if isinstance(value, Mapping):
        return _tables({}, value, path, work)
    if isinstance(value, list):
        return [_taken(item, (*path, n), work) for n, item in enumerate(value)]
    return value


def _taken_away(data: Data, path: Path, work: _Work) -> None:
    if path[-1] not in data:
        work.result.missed.append(path)
        return
    del data[str(path[-1])]
    work.forget(path)


def _listed(data: Data, path: Path, value: object, work: _Work) -> None:
    """Add to the list that `KEY+` names, or take from the one that `KEY-` names."""
    sign, key = str(path[-1])[-1], str(path[-1])[:-1]
    at = (*path[:-1], key)
    old = lines(data.get(key))
    if sign == TAKES:
        gone = set(lines(value))
        _keep(data, at, [line for line in old if line not in gone], work)
        work.result.missed.extend([path] if gone - set(old) else [])
        return
    new = [(line, place) for line, place in _with_places(value, path) if line not in old]
    if new:
        _keep(data, at, [*old, *(line for line, _ in new)], work)
    for n, (_, place) in enumerate(new, len(old)):
        work.note((*at, n) if len(old) + len(new) > 1 else at, place)


def _keep(data: Data, path: Path, left: list[str], work: _Work) -> None:
    """Write a list as people do: one name alone stands without brackets, none not at all."""
    key = str(path[-1])
    if left:
        work.result.sources.setdefault(path, work.layer.source)
        data[key] = left if len(left) > 1 else left[0]
    else:
        data.pop(key, None)
        work.forget(path)


def lines(value: object) -> list[str]:
    """One text or a list of them, as a list; nothing is an empty one."""
    if isinstance(value, list):
        return [str(line) for line in value]
    return [] if value is None else [str(value)]


def _with_places(value: object, path: Path) -> Iterator[tuple[str, Path]]:
    if isinstance(value, list):
        yield from ((str(line), (*path, n)) for n, line in enumerate(value))
    elif value is not None:
        yield str(value), path
