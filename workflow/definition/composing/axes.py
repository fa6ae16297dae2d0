"""The axes of the comparison as data, and what a design says on them.

The catalogue is `definitions/views-2009/axes.yaml`: axes, values with their words, the
pairs that cannot both hold (K1 to K9) and those that can if the design says how (Q1 to
Q13). A statement is one value on one axis, with who said it, where, and with which force.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from workflow.definition.composing.resolve_merge import lines
from workflow.definition.reading.read import read_yaml
from workflow.library import shipped_text

FILE = ("views-2009", "axes.yaml")
Rows = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value on an axis, in our words, and who said it with which basis."""

    axis: str
    name: str
    words: str
    said: Mapping[str, str]

    @property
    def key(self) -> str:
        """Axis and value as one word: `X4.various`."""
        return f"{self.axis}.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One axis. `shows_in`: where a design that runs has something of it, said or not."""

    id: str
    name: str
    values: Mapping[str, Value]
    shows_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two sides: a conflict (K) or a tension (Q). Each side is keys such as `X4.various`."""

    id: str
    name: str
    one: frozenset[str]
    other: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """The whole catalogue."""

    axes: Mapping[str, Axis]
    conflicts: tuple[Pair, ...]
    tensions: tuple[Pair, ...]
    sources: Mapping[str, str]

    def value(self, key: str) -> Value | None:
        """The value called `X4.various`; None if there is none."""
        axis, _, name = key.partition(".")
        found = self.axes.get(axis)
        return found.values.get(name) if found else None

    def words(self, key: str) -> str:
        """What a value says, in words; its name, spelt out, if the catalogue has none."""
        found = self.value(key)
        return found.words if found else key.partition(".")[2].replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One value that somebody holds. `of` is the design or position it stands in."""

    axis: str
    value: str
    by: tuple[str, ...]
    basis: str
    of: str
    verb: str = ""
    quantifier: str = ""
    set_aside: str = ""

    @property
    def key(self) -> str:
        """Axis and value as one word."""
        return f"{self.axis}.{self.value}"

    @property
    def cited(self) -> str:
        """Who and where, as a reader sees it: `some: Mexico, Panama [10]`."""
        who = ", ".join(self.by)
        return f"{self.quantifier + ': ' if self.quantifier else ''}{who} {bracketed(self.basis)}"


def bracketed(basis: str) -> str:
    """A basis as a reader sees it: `C 7 25` is [7, 25]; other sources keep their key."""
    parts = [part.strip() for part in basis.split(",")]
    shown = [", ".join(part.split()[1:]) if part.startswith("C ") else part for part in parts]
    return f"[{'; '.join(shown)}]"


@lru_cache(maxsize=1)
def axes() -> Axes:
    """The shipped catalogue."""
    data = read_yaml(shipped_text(*FILE), "/".join(FILE)).data or {}
    return Axes(
        axes={name: _axis(name, row) for name, row in _rows(data, "axes")},
        conflicts=tuple(_pair(name, row) for name, row in _rows(data, "conflicts")),
        tensions=tuple(_pair(name, row) for name, row in _rows(data, "tensions")),
        sources={key: str(title) for key, title in _table(data, "sources").items()},
    )


def statements(data: Rows, of: str) -> Iterator[Statement]:
    """What a design's data say on the axes, those set aside among them."""
    for axis, values in _rows(data, "axes"):
        for value, row in _rows({"": values}, ""):
            yield Statement(
                axis=axis,
                value=value,
                by=tuple(lines(row.get("by"))),
                basis=", ".join(lines(row.get("basis"))),
                of=of,
                verb=str(row.get("verb", "")),
                quantifier=str(row.get("quantifier", "")),
                set_aside=str(row.get("set_aside", "")),
            )


def _axis(name: str, row: Rows) -> Axis:
    values = {
        key: Value(
            axis=name,
            name=key,
            words=str(value.get("words", key)),
            said={who: str(basis) for who, basis in _table(value, "said").items()},
        )
        for key, value in _rows(row, "values")
    }
    shows_in = str(row.get("shows_in", ""))
    return Axis(id=name, name=str(row.get("name", name)), values=values, shows_in=shows_in)


def _pair(name: str, row: Rows) -> Pair:
    one, other = (frozenset(lines(row.get(side))) for side in ("one", "other"))
    return Pair(id=name, name=str(row.get("name", name)), one=one, other=other)


def _table(data: Rows, key: str) -> Rows:
    value = data.get(key)
    return value if isinstance(value, Mapping) else {}


def _rows(data: Rows, key: str) -> Iterator[tuple[str, Rows]]:
    for name, row in _table(data, key).items():
        if isinstance(row, Mapping):
            yield name, row
