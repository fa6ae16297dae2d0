"""Finding a definition by what a person calls it: a file, or the name of a shipped one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from cli.files import read_text
from workflow.errors import Problem, UnknownError, near
from workflow.library import shipped

if TYPE_CHECKING:
    from workflow.definition.read import Loaded

_NAME = re.compile(r"^definition:\s*['\"]?([^\s'\"#]+)", re.MULTILINE)
#: Folders of the library that hold no definitions.
_OTHERS = frozenset({"calendars"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a shipped definition lies: its name, its place in the library, its text."""

    name: str
    place: str
    text: str


def shipped_definitions() -> list[Source]:
    """Every shipped definition, by name."""
    return sorted(_found(shipped(), ""), key=lambda source: source.name)


def _found(folder: Traversable, place: str) -> Iterator[Source]:
    for entry in folder.iterdir():
        here = f"{place}{entry.name}"
        if entry.is_dir() and entry.name not in _OTHERS:
            yield from _found(entry, f"{here}/")
        elif entry.name.endswith(".yaml"):
            text = entry.read_text(encoding="utf-8")
            named = _NAME.search(text)
            yield Source(name=named[1] if named else entry.name, place=here, text=text)


def find_source(name: str) -> Source:
    """The text of the definition that *name* means: a file's path, or a shipped name.

    Raises:
        UnknownError: no shipped definition is called so. UnreadableError: the file.
    """
    if _is_path(name):
        return Source(name=name, place=name, text=read_text(name))
    sources = shipped_definitions()
    for source in sources:
        if name in (source.name, source.place, source.place.removesuffix(".yaml")):
            return source
    known = tuple(source.name for source in sources)
    words = f"no definition {name!r}: it is neither a shipped one nor a file"
    raise UnknownError("", Problem(code="E008", words=words, hint=near(name, known)))


def _is_path(name: str) -> bool:
    if name.endswith((".yaml", ".yml")) or name.startswith((".", "/", "~")):
        return True
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


def find_definition(name: str) -> "Loaded":
    """The definition *name* means, read and checked; see `find_source` for what it raises."""
    from workflow.definition.read import read_definition

    source = find_source(name)
    return read_definition(source.text, file=source.place)
