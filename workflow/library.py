"""Where the shipped definitions, calendars and lists of parties live, and how to read them.

Inside the wheel they are a folder of this package; in a checkout they are `definitions/`
beside it. Nobody else needs to know which.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def shipped() -> Traversable:
    """Return the folder of definitions: inside the wheel, or beside the checkout."""
    installed = files("workflow").joinpath("_definitions")
    if installed.is_dir():
        return installed
    return Path(__file__).resolve().parent.parent / "definitions"


def shipped_text(*parts: str) -> str:
    """Return one shipped file as text: `shipped_text("calendars", "un-vienna-2023.yaml")`.

    Raises:
        FileNotFoundError: there is no such file.
    """
    return shipped().joinpath(*parts).read_text(encoding="utf-8")


def parties_text() -> str:
    """The shipped roster, as CSV."""
    return shipped_text("parties.csv")


def party_names_text() -> str:
    """The other names of the shipped parties, as CSV; none where nothing is shipped.

    Names that stand in a store are found without it; of others, write the code.
    """
    try:
        return shipped_text("party-names.csv")
    except FileNotFoundError:
        return "iso3,alias\n"


def calendar_files() -> tuple[Traversable, ...]:
    """The shipped calendars, one YAML file for a body or duty station and a year, by name."""
    found = (file for file in shipped().joinpath("calendars").iterdir())
    yaml = (file for file in found if file.name.endswith(".yaml"))
    return tuple(sorted(yaml, key=lambda file: file.name))
