"""A definition that changes another, made whole, with the origin of each row.

Decisions that live here: the chain of bases is at most ten long and no circle; what names
a definition (its name, version, title, status, decision) is never taken over from a base,
so that an amendment needs its own decision; `extends` is not in the whole. The identity is
that of the whole as written, and the log keeps the whole: a replay needs no base.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath

from workflow.definition.composing.resolve_merge import Layer, Merged, Source, laid_over
from workflow.definition.findings import Finding, Path, Position, finding
from workflow.definition.listed import text_of
from workflow.definition.loaded import Loaded
from workflow.definition.reading.read import Readout, read_yaml
from workflow.errors import UnknownError

LONGEST_CHAIN = 10
OWN_KEYS = frozenset(
    ("extends", "definition", "version", "language", "title", "status", "decision", "composed")
)
ASSUMED = "assumed"
_CHANGES = re.compile(r"^extends[ \t]*:", re.MULTILINE)
_START = Position(1, 1, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a value comes from: file and line, whose it is, and the basis of its row.

    `position`: the basis of the element of a position; empty for a definition.
    """

    file: str
    line: int
    whose: str
    basis: str
    position: str = ""

    def __str__(self) -> str:
        """`france-2009:41 · C 15`, `canada C 20`, or `filled in by us` where nobody said it."""
        if self.position:
            ours = "filled in by us, for " if self.basis == ASSUMED else ""
            return f"{ours}{self.whose} {self.position}"
        if self.basis == ASSUMED:
            return "filled in by us"
        return f"{self.whose}:{self.line}" + (f" · {self.basis}" if self.basis else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A whole definition and, for every path in it, where that comes from."""

    data: Mapping[str, object]
    origins: Mapping[Path, Origin]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What is checked: data, places, whose each is where a base is involved, and findings."""

    data: Mapping[str, object]
    positions: Mapping[Path, Position]
    sources: Mapping[Path, Source]
    findings: tuple[Finding, ...] = ()
    spoiled: frozenset[Path] = frozenset()


def changes_another(text: str) -> bool:
    """Whether *text* names a base, so that `null` has a meaning in it."""
    return _CHANGES.search(text) is not None


def whole(readout: Readout, file: str, folder: FilePath | None) -> Whole:
    """Return the definition read from *file* with the rows of its bases.

    Without a base it is the file's own. A base that cannot be had is a finding at `extends`.
    """
    data = readout.data or {}
    if "extends" not in data:
        return Whole(
            data=data,
            positions=readout.positions,
            sources={},
            findings=readout.findings,
            spoiled=readout.spoiled,
        )
    chain = _Chain(folder, [(readout, file)])
    trouble = tuple(chain.follow())
    result = _laid(chain.links)
    missed = tuple(_missed(result, readout, file))
    found = (one for link, _ in chain.links for one in link.findings)
    return Whole(
        data=result.data,
        positions=result.positions,
        sources=result.sources,
        findings=(*found, *trouble, *missed),
        spoiled=frozenset().union(*(link.spoiled for link, _ in chain.links)),
    )


@dataclass(slots=True)
class _Chain:
    """The files of a chain, the changing one first."""

    folder: FilePath | None
    links: list[tuple[Readout, str]]

    def follow(self) -> Iterator[Finding]:
        """Read one base after the other; yield what keeps one from being taken."""
        while True:
            readout, file = self.links[-1]
            name = (readout.data or {}).get("extends")
            if not isinstance(name, str):
                return
            trouble = self._next(name, file)
            if trouble:
                yield self._at_extends(*trouble)
                return

    def _next(self, name: str, beside: str) -> tuple[str, str] | None:
        """Read the base *name*; return words and a hint if it cannot be taken."""
        try:
            text, file = text_of(name, self.folder, beside)
        except UnknownError as error:
            problem = error.problems[0]
            return f"the base {name!r} cannot be had: {problem.words}", problem.hint
        files = [known for _, known in self.links]
        if file in files:
            way = " → ".join((*files, file))
            return f"the chain of bases is a circle: {way}", "let one of them stand by itself"
        if len(files) > LONGEST_CHAIN:
            return f"more than {LONGEST_CHAIN} bases in a chain", "put some of them together"
        self.links.append((read_yaml(text, file, removing=changes_another(text)), file))
        return None

    def _at_extends(self, message: str, hint: str) -> Finding:
        readout, file = self.links[-1]
        place = readout.positions.get(("extends",), _START)
        return finding(
            "D315",
            message,
            hint,
            file=file,
            line=place.line,
            column=place.column,
            path=("extends",),
        )


def _laid(links: list[tuple[Readout, str]]) -> Merged:
    """The chain as one: the last base first, each change over it."""
    result = Merged({})
    for readout, file in reversed(links):
        leaving = frozenset(("extends",)) if readout is links[0][0] else OWN_KEYS
        data = {k: v for k, v in (readout.data or {}).items() if k not in leaving}
        layer = Layer(data=data, positions=readout.positions, source=_source(readout, file))
        result = laid_over(result, layer)
    return result


def _source(readout: Readout, file: str) -> Source:
    name = (readout.data or {}).get("definition")
    return Source(file, name if isinstance(name, str) else file)


def _missed(result: Merged, readout: Readout, file: str) -> Iterator[Finding]:
    for path in result.missed:
        place = readout.positions.get(path, _START)
        message = f"nothing called {path[-1]!r} is there to take away"
        hint = "delete the line, or look at the base: peer-review definition show BASE"
        line, column = place.key_line, place.key_column
        yield finding("D316", message, hint, file=file, line=line, column=column, path=path)


def resolve(loaded: Loaded) -> Resolved:
    """Return the data of *loaded* with the origin of every path."""
    name = loaded.data.get("definition")
    own = Source(loaded.file, name if isinstance(name, str) else loaded.file)
    return resolved(loaded.data, loaded.positions, loaded.sources, own)


def resolved(
    data: Mapping[str, object],
    positions: Mapping[Path, Position],
    sources: Mapping[Path, Source],
    own: Source,
) -> Resolved:
    """Return *data* with origins; a path without a source is *own*'s."""
    origins = {
        path: Origin(
            file=source.file,
            line=positions.get(path, _START).key_line,
            whose=source.whose,
            basis=basis_of(data, path),
            position=source.basis,
        )
        for path in {**positions, **sources}
        for source in [sources.get(path, own)]
    }
    return Resolved(data=data, origins=origins)


def basis_of(data: Mapping[str, object], path: Path) -> str:
    """The basis of the row in which *path* lies, innermost first; empty if none says one."""
    found = ""
    here: object = data
    for step in (*path, ""):
        if isinstance(here, Mapping) and "basis" in here:
            basis = here["basis"]
            found = ", ".join(map(str, basis)) if isinstance(basis, list) else str(basis)
        here = here.get(step) if isinstance(here, Mapping) else None
    return found
