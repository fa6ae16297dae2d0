"""The states of one chart as a tree, and how a name becomes the path of a leaf.

A name is a full dotted path or a last name that is unique in its chart; the full path
wins. A compound stands for its initial leaf as a target, for all its leaves as a source.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.model.compiling.rows import Row, fail

DEEPEST = 12
ANY = "any"


@dataclass(frozen=True, slots=True)
class Node:
    """A state as written, with its place in the tree."""

    path: str
    parent: str | None
    children: tuple[str, ...]
    row: Row


class Tree:
    """The states of one chart, in the order of the file, parents first."""

    def __init__(self, chart: Row) -> None:
        self.where = chart.where
        self.nodes = {node.path: node for node in _nodes(chart, None, 0)}
        if not self.nodes:
            fail(chart.where, "a chart has at least one state")
        self._initial = {None: _first(chart, self.top())} | {
            path: _first(node.row, node.children) for path, node in self.nodes.items()
        }

    def top(self) -> tuple[str, ...]:
        """The paths of the outermost states."""
        return tuple(path for path, node in self.nodes.items() if node.parent is None)

    def find(self, name: str) -> str | None:
        """The path that *name* means; None if there is none or more than one."""
        if name in self.nodes:
            return name
        found = self.named(name)
        return found[0] if len(found) == 1 else None

    def named(self, name: str) -> tuple[str, ...]:
        """Every path whose last name is *name*."""
        return tuple(path for path in self.nodes if path.rpartition(".")[2] == name)

    def path(self, name: str, where: str) -> str:
        """The path that *name* means.

        Raises:
            DefinitionError: there is none, or more than one.
        """
        found = self.find(name)
        if found is None:
            fail(where, f"{name!r} is not one state of {self.where}")
        return found

    def initial(self, path: str | None) -> str:
        """The leaf in which an instance stands that enters *path*; None is the chart itself."""
        child = self._initial[path]
        if child is None:
            return path or ""
        inside = f"{path}.{child}" if path and f"{path}.{child}" in self.nodes else child
        found = self.path(inside, f"{self.where}.initial")
        if path and not found.startswith(f"{path}."):
            fail(f"{self.where}.{path}.initial", f"{child!r} is not inside {path!r}")
        return self.initial(found)

    def leaf(self, name: str, where: str) -> str:
        """The leaf that *name* leads to as a target."""
        return self.initial(self.path(name, where))

    def leaves(self, path: str | None = None) -> tuple[str, ...]:
        """The leaves at or below *path*; all of the chart without one."""
        if path is not None and not self.nodes[path].children:
            return (path,)
        inside = (p for p in self.nodes if path is None or p == path or p.startswith(f"{path}."))
        return tuple(p for p in inside if not self.nodes[p].children)

    def sources(self, names: tuple[str, ...], where: str) -> tuple[str, ...]:
        """The leaves that *names* mean under `from`: compounds and `any` stand for their leaves.

        Final ones are left out where a name means several: nothing begins in them.
        """
        found: list[str] = []
        for name in names:
            path = None if name == ANY else self.path(name, where)
            within = self.leaves(path)
            found.extend(leaf for leaf in within if leaf == path or not self.final(leaf))
        return tuple(dict.fromkeys(found))

    def final(self, path: str) -> bool:
        """Whether *path* is an end."""
        return self.nodes[path].row.flag("final")


def _nodes(owner: Row, parent: str | None, depth: int) -> Iterator[Node]:
    if depth > DEEPEST:
        fail(owner.where, f"states are nested more than {DEEPEST} deep")
    for name, row in owner.row("states").rows():
        path = f"{parent}.{name}" if parent else name
        inner = tuple(_nodes(row, path, depth + 1))
        children = tuple(node.path for node in inner if node.parent == path)
        yield Node(path, parent, children, row)
        yield from inner


def _first(owner: Row, children: tuple[str, ...]) -> str | None:
    """The initial child as written, else the first one; None where there is no child."""
    return owner.text("initial", children[0]) if children else None
