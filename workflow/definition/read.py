"""The reader: one text in, data, positions, findings and, without errors, a definition out.

    text → data with positions → shape → names and sentences → meaning → Definition

Everything is reported at once, in the order of the file. With open alternatives each
reading is checked; the definition is the first reading, and cannot run.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path as FilePath

from workflow.definition.checks.check import check, compiled
from workflow.definition.composing.resolve import Whole, changes_another, whole
from workflow.definition.composing.resolve_merge import Source
from workflow.definition.findings import Finding, Found, Path, Position, finding, has_errors
from workflow.definition.hashing import canonical_hash
from workflow.definition.loaded import Loaded as Loaded
from workflow.definition.reading.read import read_yaml
from workflow.definition.variants_check import opened, together
from workflow.model.definition import Definition

_START = Position(1, 1, 1, 1)


def read_definition(text: str, *, file: str, folder: FilePath | None = None) -> Loaded:
    """Read *text*; nothing is raised for what it may contain.

    Args:
        text: the whole file.
        file: how the findings call it.
        folder: the project's own definitions, where a base may be.
    """
    readout = read_yaml(text, file, removing=changes_another(text))
    read = whole(readout, file, folder)
    if readout.data is None or any(one.code == "D315" for one in read.findings):
        return _loaded(file, read, read.findings, None)
    open_ = opened(read, file)
    ways = [(one.chosen, one.whole) for one in open_.readings]
    said = [(way, _its_own(check(w.data, w.spoiled), w, file)) for way, w in ways]
    findings = (*read.findings, *_its_own(open_.found, read, file), *together(said))
    if has_errors(findings):
        return _loaded(file, read, findings, None)
    digest = canonical_hash(read.data)
    made = [(way, w, *compiled(w.data, digest)) for way, w in ways]
    findings = (*findings, *together([(way, _its_own(n, w, file)) for way, w, _, n in made]))
    definition = None if any(one is None for _, _, one, _ in made) else made[0][2]
    return _loaded(file, read, findings, definition)


def _its_own(found: Iterable[Found], read: Whole, file: str) -> Iterator[Finding]:
    """What was found, in its place; what is only to note in a base is said of the base alone."""
    placed = (_placed(one, read, file) for one in found)
    return (one for one in placed if one.severity == "error" or one.file == file)


def _loaded(
    file: str, read: Whole, findings: Iterable[Finding], definition: Definition | None
) -> Loaded:
    def order(one: Finding) -> tuple[bool, str, int, int, str, str]:
        return one.file != file, one.file, one.line, one.column, one.code, one.message

    return Loaded(
        file=file,
        data=read.data,
        positions=read.positions,
        findings=tuple(sorted(set(findings), key=order)),
        definition=definition,
        sources=read.sources,
    )


def _placed(found: Found, read: Whole, file: str) -> Finding:
    line, column = _place(found, read.positions)
    if read.sources:
        file = _file(found.path, read.sources, file)
    return finding(
        found.code, found.message, found.hint, file=file, line=line, column=column, path=found.path
    )


def _file(path: Path, sources: Mapping[Path, Source], file: str) -> str:
    """The file that says what stands at *path*, or around it."""
    for length in range(len(path), 0, -1):
        if path[:length] in sources:
            return sources[path[:length]].file
    return file


def _place(found: Found, positions: Mapping[Path, Position]) -> tuple[int, int]:
    """Line and column of what was found: the sign, else the value, else the row around it."""
    exact = positions.get(found.path)
    if exact is None:
        path = found.path
        while path and path not in positions:
            path = path[:-1]
        around = positions.get(path, _START)
        return around.key_line, around.key_column
    if found.at_key:
        return exact.key_line, exact.key_column
    if found.offset is not None and exact.text_column is not None:
        return exact.line, exact.text_column + found.offset
    return exact.line, exact.column
