"""Where definitions are: the shipped ones, and those of a project's own folder.

A name is `france-2009`, `france-2009@1` or the path of a file. Without a version the
newest is meant. A project's own file hides a shipped one of the same name and version.
Only the first lines are read here, and the text of the one that is meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from workflow.definition.reading.text import MOST_BYTES
from workflow.errors import Problem, UnknownError, near
from workflow.library import shipped

NOT_DEFINITIONS = frozenset({"calendars", "scenarios"})
#: How a file of scenarios beside a definition ends; those in a folder of that name are, too.
SCENARIOS = ".scenarios.yaml"
_SUFFIXES = (".yaml", ".yml")
_HEAD = re.compile(r"^(definition|version|title|status):[ \t]*(.*?)[ \t]*(?:[ \t]#.*)?$", re.M)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A definition that can be found: what its first lines say, and where it is."""

    name: str
    version: int
    title: str
    status: str
    shipped: bool
    file: str
    source: Traversable | Path

    @property
    def reference(self) -> str:
        """Name and version as one word: `france-2009@1`."""
        return f"{self.name}@{self.version}"


def list_definitions(folder: Path | None = None) -> tuple[Listed, ...]:
    """Every definition that can be found, by name and version; *folder* is the project's own.

    Only the first lines are read: a file with findings is listed, too.
    """
    found: dict[tuple[str, int], Listed] = {}
    for source, file in _files(shipped(), "", depth=4):
        _note(found, source, file, ours=True)
    if folder is not None and folder.is_dir():
        for path in sorted(folder.rglob("*")):
            apart = NOT_DEFINITIONS & set(path.relative_to(folder).parts)
            if path.suffix in _SUFFIXES and path.is_file() and not apart:
                _note(found, path, str(path), ours=False)
    return tuple(found[key] for key in sorted(found))


def text_of(name_or_path: str, folder: Path | None, beside: str) -> tuple[str, str]:
    """Return the text of the definition that is meant, and its file; a path is from *beside*.

    Raises:
        UnknownError: there is none, or it is no text.
    """
    near_by = Path(beside).parent / name_or_path if name_or_path.startswith("./") else name_or_path
    source, file = source_of(str(near_by), folder)
    raw = bytes_of(source, file)
    try:
        return raw.decode("utf-8"), file
    except UnicodeDecodeError as error:
        words = f"the file {file!r} is not UTF-8"
        raise UnknownError("", Problem(code="D901", words=words)) from error


def source_of(name_or_path: str, folder: Path | None) -> tuple[Path | Traversable, str]:
    """Return where the text of a definition is, and its file's name; the newest if several fit.

    Raises:
        UnknownError: no definition is called so; near names are given (D901).
    """
    path = Path(name_or_path)
    if path.suffix in _SUFFIXES or len(path.parts) > 1:
        return path, name_or_path
    known = list_definitions(folder)
    name, _, version = name_or_path.partition("@")
    fitting = [one for one in known if one.name == name and version in ("", str(one.version))]
    if not fitting:
        raise _unknown(name_or_path, [one.reference for one in known], {one.name for one in known})
    return fitting[-1].source, fitting[-1].file


def bytes_of(source: Path | Traversable, file: str) -> bytes:
    """Return what *source* holds, as far as a definition may be long.

    Raises:
        UnknownError: it cannot be opened (D901).
    """
    try:
        with source.open("rb") as stream:
            return stream.read(MOST_BYTES + 4)
    except OSError as error:
        words = f"the file {file!r} cannot be opened: {error.strerror}"
        raise UnknownError("", Problem(code="D901", words=words)) from error


def _unknown(name: str, references: list[str], names: set[str]) -> UnknownError:
    wanted = references if "@" in name else sorted(names)
    problem = Problem(
        code="D901", words=f"there is no definition {name!r}", hint=near(name, wanted)
    )
    return UnknownError("", problem)


def _files(folder: Traversable, at: str, depth: int) -> Iterator[tuple[Traversable, str]]:
    """Every YAML file below *folder* with its path, but those that are no definitions."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and depth and entry.name not in NOT_DEFINITIONS:
            yield from _files(entry, f"{at}{entry.name}/", depth - 1)
        elif entry.name.endswith(_SUFFIXES):
            yield entry, f"definitions/{at}{entry.name}"


def _note(
    found: dict[tuple[str, int], Listed], source: Traversable | Path, file: str, *, ours: bool
) -> None:
    """Take down what the first lines of a file say, if they are those of a definition."""
    if file.endswith(SCENARIOS):
        return
    with source.open("rb") as stream:
        text = stream.read(MOST_BYTES).decode("utf-8", "replace")
    head = {key: value.strip("\"'") for key, value in reversed(_HEAD.findall(text))}
    if "definition" not in head:
        return
    version = int(head["version"]) if head.get("version", "").isdecimal() else 0
    found[head["definition"], version] = Listed(
        name=head["definition"],
        version=version,
        title=head.get("title", ""),
        status=head.get("status", ""),
        shipped=ours,
        file=file,
        source=source,
    )
