"""Where scenarios lie, and which definition one is about.

Decisions that live here: they lie in `NAME.scenarios.yaml` or in a folder `scenarios`; a
definition that is named is looked for beside the file first; positions are laid over it.
"""

import re
from collections.abc import Iterable
from pathlib import Path as FilePath

from workflow.definition.find import find_definition
from workflow.definition.listed import SCENARIOS
from workflow.definition.read import Loaded
from workflow.definition.scenario import Scenario
from workflow.errors import Problem, UnknownError
from workflow.library import shipped

FOLDER = "scenarios"
_HEAD = re.compile(r"^definition:[ \t]*[\"']?([^\s\"'#]+)", re.M)


def is_scenario(path: FilePath) -> bool:
    """Whether *path* is where scenarios lie."""
    yaml = path.suffix in (".yaml", ".yml")
    return path.name.endswith(SCENARIOS) or (yaml and path.parent.name == FOLDER)


def scenario_files(asked: Iterable[str], folder: FilePath | None) -> tuple[FilePath, ...]:
    """The files of scenarios that are meant; without *asked* the project's, else the shipped.

    Args:
        asked: files of scenarios, folders, definitions by file or by name.
        folder: the project's own definitions.

    Raises:
        UnknownError: a name of none, or one for which there is no scenario.
    """
    names = tuple(asked)
    if not names:
        own = _inside(folder) if folder is not None else ()
        return own or _beside(FilePath()) or _inside(_shipped())
    return tuple(dict.fromkeys(file for name in names for file in _meant(name, folder)))


def _shipped() -> FilePath:
    return FilePath(str(shipped()))


def _inside(place: FilePath) -> tuple[FilePath, ...]:
    return tuple(sorted(path for path in place.rglob("*.y*ml") if is_scenario(path)))


def _beside(place: FilePath) -> tuple[FilePath, ...]:
    """Those in the folder itself, and in its folder of scenarios."""
    found = (*place.glob(f"*{SCENARIOS}"), *place.glob(f"{FOLDER}/*.y*ml"))
    return tuple(sorted(path for path in found if is_scenario(path)))


def _meant(name: str, folder: FilePath | None) -> tuple[FilePath, ...]:
    path = FilePath(name)
    if path.is_file() and is_scenario(path):
        return (path,)
    if path.is_dir():
        found = _inside(path)
    elif path.is_file():
        found = tuple(file for file in _beside(path.parent) if _about(file) in _called(path))
    else:
        _runs_alone(name)
        find_definition(name, folder)
        own = _inside(folder) if folder is not None else ()
        files = (*own, *_beside(FilePath()), *_inside(_shipped()))
        found = tuple(file for file in files if _about(file) == name.partition("@")[0])
    if not found:
        words = f"there is no scenario for {name!r}"
        hint = f"write one beside it: {path.stem}{SCENARIOS}"
        if path.is_file() and _is_meant(path):
            hint = f"a file of scenarios is called NAME{SCENARIOS}, or lies in a folder {FOLDER!r}"
        raise UnknownError("", Problem(code="T005", words=words, hint=hint))
    return found


def _is_meant(path: FilePath) -> bool:
    """Whether the file has scenarios in it, under a name that does not say so."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return any(line.startswith(("scenario:", "scenarios:")) for line in text.splitlines())


def _runs_alone(name: str) -> None:
    """A position has no steps of its own.

    Raises:
        UnknownError: *name* is one.
    """
    from workflow.definition.composing.compose_position import shipped_positions

    if name in shipped_positions():
        words = f"{name!r} is a position: it has no steps and never runs alone"
        hint = f"peer-review definition compose skeleton-2009 --with {name} --out FILE, then "
        hint += f"peer-review definition test --refusals FILE; in a scenario: positions: [{name}]"
        raise UnknownError("", Problem(code="T008", words=words, hint=hint))


def _about(file: FilePath) -> str:
    """The definition a file of scenarios is about, as its name or the name of its file."""
    found = _HEAD.search(file.read_text(encoding="utf-8", errors="replace"))
    return found[1].partition("@")[0].rpartition("/")[2] if found else ""


def _called(definition: FilePath) -> tuple[str, str]:
    head = _HEAD.search(definition.read_text(encoding="utf-8", errors="replace"))
    return definition.name, head[1] if head else ""


def definition_of(scenario: Scenario, folder: FilePath | None) -> Loaded:
    """The definition a scenario is about, read and checked, with its positions laid over it.

    Raises:
        UnknownError: there is none, or no such position. DefinitionError: positions that contradict
            each other, or the definition.
    """
    base = _base_of(scenario, folder)
    if not scenario.positions:
        return base
    from workflow.definition.composing.compose import compose
    from workflow.definition.composing.compose_position import find_position

    overlays = [find_position(name, folder) for name in scenario.positions]
    return compose(base, overlays, prefer=scenario.prefer).loaded


def _base_of(scenario: Scenario, folder: FilePath | None) -> Loaded:
    name, here = scenario.definition, FilePath(scenario.file).parent
    if name.startswith("."):
        return find_definition(str(here / name), folder)
    beside = {here, here.parent} if here.name == FOLDER else {here}
    for place in sorted(beside):
        for path in sorted(place.glob("*.y*ml")):
            if not is_scenario(path) and _called(path)[1] == name.partition("@")[0]:
                loaded = find_definition(str(path) if path.parent.parts else f"./{path}", folder)
                if name.partition("@")[2] in ("", str(loaded.data.get("version"))):
                    return loaded
    return find_definition(name, folder)
