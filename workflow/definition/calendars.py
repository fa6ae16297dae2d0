"""The calendars a definition counts by: those of its own folder, and the shipped ones.

Decisions that live here: a calendar of one's own is a file in a folder `calendars`, beside the
definition or here; where one bears the name that is meant, those of that name are all own ones.
A name that nobody has is told at once, and nothing is counted without it.
"""

from collections.abc import Iterable, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path

from workflow.definition.reading.read import read_yaml
from workflow.errors import Problem, UnreadableError
from workflow.library import calendar_files
from workflow.model.definition import Definition
from workflow.model.legal_time.calendar import Calendar, CalendarError, calendar_from_data

FOLDER = "calendars"


def calendars_for(design: Definition, beside: str = "") -> tuple[Calendar, ...]:
    """The calendars that *design*, or one of its bodies, counts by, by name and year.

    Args:
        beside: the definition's file; the folder `calendars` there is looked into first.

    Raises:
        UnreadableError: nobody has a calendar of that name, or a file cannot be read.
    """
    named = (design.time.calendar, *(body.calendar for body in design.bodies.values()))
    wanted = tuple(dict.fromkeys(name for name in named if name is not None))
    return tuple(one for name in wanted for one in _named(name, design, beside))


def _named(name: str, design: Definition, beside: str) -> Sequence[Calendar]:
    known: set[str] = set()
    for files in (_own_files(beside), calendar_files()):
        found = [_calendar(file) for file in files]
        known |= {calendar.body for calendar in found}
        ours = [calendar for calendar in found if calendar.body == name]
        if ours:
            return ours
    words = f"there is no calendar {name!r}"
    hint = (
        f"known are {', '.join(sorted(known))}; one of your own is a file in a folder "
        f"{FOLDER!r} beside the definition"
    )
    raise UnreadableError(design.name, Problem(code="E115", words=words, hint=hint))


def _own_files(beside: str) -> Iterable[Path]:
    """What lies in a folder of calendars beside the definition, and in one here, by name."""
    folders = dict.fromkeys((Path(beside).parent / FOLDER, Path(FOLDER)))
    return (file for folder in folders for file in sorted(folder.glob("*.yaml")))


def _calendar(file: Traversable) -> Calendar:
    """The calendar in *file*, which its problems are told of."""
    try:
        readout = read_yaml(file.read_text(encoding="utf-8"), file.name)
        if readout.data is not None:
            return calendar_from_data(readout.data)
    except CalendarError as error:
        raise UnreadableError(str(file), error.problems) from error
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(
            code="K002", words="the calendar cannot be read as text: save it as UTF-8"
        )
        raise UnreadableError(str(file), problem) from error
    problems = [Problem(code=one.code, words=one.message) for one in readout.findings]
    raise UnreadableError(str(file), problems)
