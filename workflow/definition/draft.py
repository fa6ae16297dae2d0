"""A definition while it is being checked: shaped data, trees of states, what not to speak of.

A check asks the draft for names and never meets a value of the wrong type: those were
taken out when the shape was checked, and their paths are in `spoiled`. Of a spoiled path,
and of a name that may stand in a spoiled table, nothing more is said.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from workflow.definition.findings import Path
from workflow.errors import DefinitionError
from workflow.model.compiling.roles import owner
from workflow.model.compiling.rows import Row
from workflow.model.compiling.tree import Tree

REFERABLE = ("roles", "facts", "documents", "guards", "charts", "bodies", "meetings")


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the file with its path and, in a chart, the name of the chart."""

    path: Path
    row: Row
    chart: str = ""

    @property
    def name(self) -> str:
        """The key of the row."""
        return str(self.path[-1])

    def __getitem__(self, key: str) -> object:
        return self.row.data.get(key)

    def __contains__(self, key: str) -> bool:
        return key in self.row.data

    def inner(self, key: str) -> Iterator["Place"]:
        """The rows of the table under *key*, each as a place of its own."""
        for name, row in self.row.row(key).rows():
            yield Place((*self.path, key, name), row, self.chart)

    def lines(self, key: str) -> Iterator[tuple[Path, str]]:
        """Each text under *key* with its own path, be it one or a list."""
        value = self.row.data.get(key)
        if isinstance(value, str):
            yield (*self.path, key), value
        elif isinstance(value, list):
            for number, line in enumerate(value):
                yield (*self.path, key, number), str(line)


@dataclass(frozen=True)
class Draft:
    """The data of one file, after the shape was checked; its rows are found once."""

    data: Mapping[str, object]
    spoiled: frozenset[Path] = frozenset()
    trees: Mapping[str, Tree] = field(default_factory=dict)

    @property
    def top(self) -> Row:
        """The whole definition as a row."""
        return Row("", self.data)

    @property
    def partial(self) -> bool:
        """Whether rows may be missing because the file only changes another definition."""
        return "extends" in self.data

    def spoilt(self, path: Path) -> bool:
        """Whether something at or around *path* was found already."""
        return any(path[:length] in self.spoiled for length in range(1, len(path) + 1))

    def touched(self, path: Path) -> bool:
        """Whether something at, around or inside *path* was found already."""
        return self.spoilt(path) or any(known[: len(path)] == path for known in self.spoiled)

    def rows(self, section: str) -> Iterator[Place]:
        """The rows of a section of the file."""
        for name, row in self.top.row(section).rows():
            yield Place((section, name), row)

    def known(self, section: str) -> frozenset[str] | None:
        """The declared names of a section; None if they cannot be told."""
        if self.partial or (section,) in self.spoiled:
            return None
        unread = {str(p[1]) for p in self.spoiled if len(p) == 2 and p[0] == section}
        return frozenset(self.top.row(section).data) | unread

    def main(self) -> str:
        """The name of the chart that is the review itself; empty if it cannot be told."""
        names = [chart.name for chart in self.rows("charts") if chart["per"] in (None, "party")]
        return names[0] if names else ""

    def states(self) -> Iterator[Place]:
        """Every state of every chart, compounds first, in the order of the file."""
        return iter(self._states)

    def events(self) -> Iterator[Place]:
        """Every event of every chart."""
        return iter(self._events)

    @cached_property
    def _states(self) -> tuple[Place, ...]:
        charts = self.rows("charts")
        return tuple(s for chart in charts for s in _states(chart.path, chart.row, chart.name))

    @cached_property
    def _events(self) -> tuple[Place, ...]:
        return tuple(
            Place((*chart.path, "events", name), row, chart.name)
            for chart in self.rows("charts")
            for name, row in chart.row.row("events").rows()
        )

    def is_role(self, name: str) -> bool:
        """Whether *name* is a declared role or one the language gives by itself."""
        roles, bodies = self.known("roles"), self.known("bodies")
        if roles is None or bodies is None:
            return True
        given = {"reviewer"} if any(c["per"] == "reviewer" for c in self.rows("charts")) else set()
        everyone = roles | bodies | given
        of, _, person = name.rpartition(".")
        return name in everyone or (owner(name) in everyone and (not of or person in roles))

    def role_names(self) -> tuple[str, ...]:
        """The declared roles, for a hint."""
        return tuple(self.top.row("roles").data)


def draft_of(data: Mapping[str, object], spoiled: frozenset[Path]) -> Draft:
    """Return the draft of shaped *data*, with the tree of every chart that has one."""
    trees: dict[str, Tree] = {}
    for name, row in Row("", data).row("charts").rows():
        try:
            trees[name] = Tree(row)
        except DefinitionError:  # no state at all: the check of tables says so
            continue
    return Draft(data, spoiled, trees)


def state_path(place: Place) -> str:
    """The dotted path of a state: `visit.preparing`."""
    return ".".join(str(step) for step in place.path[3::2])


def column_of(text: str, word: str, start: int = 0) -> int:
    """The offset of *word* as a whole word in *text*, at or after *start*; else *start*."""
    found = re.compile(rf"(?<![\w.]){re.escape(word)}(?![\w.])").search(text, start)
    return found.start() if found else start


def _states(path: Path, row: Row, chart: str) -> Iterator[Place]:
    for name, inner in row.row("states").rows():
        place = Place((*path, "states", name), inner, chart)
        yield place
        yield from _states(place.path, inner, chart)
