"""Finding a definition by what a person calls it: a file, a shipped name, a project's own."""

from pathlib import Path
from typing import TYPE_CHECKING

from cli.files import unreadable
from cli.state import State

if TYPE_CHECKING:
    from workflow.definition.read import Loaded


def own_folder(state: State) -> Path | None:
    """The folder `definitions` beside the project file, if there is a project."""
    project = state.settings().project
    return project.parent / "definitions" if project else None


def find(state: State, name: str) -> "Loaded":
    """The definition *name* means, read and checked; its findings are not raised.

    Raises:
        UnreadableError: the file cannot be opened. UnknownError: no definition is called so.
    """
    from workflow.definition.find import find_definition, read_file

    path = _file(name)
    if path is None:
        return find_definition(name, own_folder(state))
    return read_file(path, name, own_folder(state))


def _file(name: str) -> Path | None:
    """The file *name* means, if it means one: by its ending, a slash, or because it is there."""
    path = Path(name)
    try:
        typed = "/" in name or path.suffix in (".yaml", ".yml")
        if typed or path.is_file():
            path.open("rb").close()
            return path
    except OSError as error:
        raise unreadable(name, error) from error
    return None
